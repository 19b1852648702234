"""微信读书's notes as it copies them to the clipboard: the shape of version 7 (`>>` before the words) and that of 8.3 (`◆` before the words)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from reader.marks.decoding import beginning_of, text_of
from reader.marks.found import Found, Reading

SOURCE = "weread"
END = "-- 来自微信读书"
THOUGHT = r"(\d{4})/(\d{1,2})/(\d{1,2})\s*发表想法"
REVIEW = r"\d{4}/\d{1,2}/\d{1,2}\s*认为"


def detect(data: bytes) -> bool:
    """《title》, the number of notes, and one of the two signs."""
    if len(data) > 1 << 24:
        return False
    text = beginning_of(data)
    return re.match(r"\s*《[^\n]+》", text) is not None and re.search(r"^\d+\s*个笔记", text[:1000], re.MULTILINE) is not None and "◆" in text


def read(data: bytes) -> Reading:
    """The highlights, each once, and the thoughts with the words that they are about; reviews of the book are none."""
    lines = text_of(data).replace("\ufffc", "").partition(END)[0].split("\n")
    at = next((at for at, line in enumerate(lines) if re.match(r"\d+\s*个笔记", line)), 0)
    head = [line.strip() for line in lines[:at] if line.strip()]
    title, author = (head[0] if head else "").strip("《》"), " ".join(head[1:])
    body = lines[at + 1 :]
    found = _old(body) if any(line.startswith(">>") for line in body) else _new(body)
    return Reading(tuple(replace(mark, source=SOURCE, title=title, author=author) for mark in _once(found)))


def _once(found: Iterator[Found]) -> list[Found]:
    """A thought repeats the highlight that it is about."""
    kept: dict[tuple[str, str], Found] = {}
    for mark in found:
        older = kept.get((mark.quote, mark.chapter))
        if older is None:
            kept[mark.quote, mark.chapter] = mark
        elif mark.note and mark.note not in older.note:
            kept[mark.quote, mark.chapter] = replace(older, note="\n".join(filter(None, (older.note, mark.note))), made=older.made or mark.made)
    return list(kept.values())


def _old(lines: list[str]) -> Iterator[Found]:
    """`◆ chapter`, `>> words`; a thought stands before the words that it is about."""
    chapter, made, note = "", "", ""
    for part in _parts(lines, ("◆", ">>"), THOUGHT, REVIEW):
        first, rest = part[0], "\n".join(part[1:]).strip()
        if first.startswith(">>"):
            yield Found(f"{first[2:].strip()}\n{rest}".strip(), note, made, chapter=chapter)
            made = note = ""
        elif first.startswith("◆"):
            chapter = first[1:].strip()
        elif found := re.match(THOUGHT, first):
            made, note = _day(found), rest


def _new(lines: list[str]) -> Iterator[Found]:
    """`◆ words`, or `◆ day 发表想法`, the thought, `原文：words`; a chapter is a line without a sign after two empty ones."""
    chapter = ""
    for part in _parts(_marked(lines), ("◆", "§"), REVIEW):
        first, rest = part[0], "\n".join(line for line in part[1:] if line.strip()).strip()
        if first.startswith("§"):
            chapter = first[1:].strip()
        elif found := re.match(THOUGHT, first[1:].strip()):
            note, _, quote = f"\n{rest}".partition("\n原文：")
            yield Found(quote.strip(), note.strip(), _day(found), chapter=chapter)
        elif first.startswith("◆"):
            yield Found(f"{first[1:].strip()}\n{rest}".strip(), chapter=chapter)


def _marked(lines: list[str]) -> list[str]:
    """The lines, with a sign of ours before the chapters."""
    return [
        f"§{line}" if line.strip() and not line.startswith("◆") and at >= 2 and not lines[at - 1].strip() and not lines[at - 2].strip() else line
        for at, line in enumerate(lines)
    ]


def _parts(lines: list[str], signs: tuple[str, ...], *patterns: str) -> Iterator[list[str]]:
    """The lines in stretches that begin with a sign or a pattern; what stands before the first is left out."""
    part: list[str] = []
    for line in lines:
        if line.startswith(signs) or any(re.match(pattern, line) for pattern in patterns):
            if part:
                yield part
            part = [line]
        elif part:
            part.append(line)
    if part:
        yield part


def _day(found: re.Match[str]) -> str:
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"

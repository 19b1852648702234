"""Kindle's `My Clippings.txt`, in English and Chinese, and KOReader's export in its shape.

The file only grows: a highlight that was widened, or a note that was changed, is one more entry. A note belongs to the highlight whose
places hold its own. Who reads counts no lines: an author's name may hold a line break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from reader.marks.decoding import beginning_of, text_of
from reader.marks.formats.kindletime import iso_time
from reader.marks.found import Found, Reading

SOURCE = "kindle"
KINDS = {
    "highlight": ("highlight", "标注", "標註", "标記", "劃線", "划线", "重點", "醒目提示"),
    "note": ("note", "笔记", "筆記", "註記", "备注"),
    "bookmark": ("bookmark", "书签", "書籤"),
    "clip": ("clip", "article", "剪贴", "剪輯"),
}
LONGEST_META = 200  # characters
LIMIT = ("clipping limit", "剪贴上限", "剪貼上限", "剪輯上限", "剪贴限制")


class Clipping(Struct, frozen=True, gc=False):
    """One entry: its kind, the places (Kindle's locations, else pages) from and to, None where it has none."""

    kind: str
    title: str
    author: str
    low: int | None
    high: int | None
    made: str
    text: str
    line: int


def detect(data: bytes) -> bool:
    """Entries with a line of equals signs between them and a line that begins with a hyphen and tells a kind."""
    head = data[:65536]
    if b"=\0=\0=\0=\0" not in head and b"=====" not in head:
        return False
    return any(_meta(line) for line in beginning_of(data).split("\n"))


def read(data: bytes) -> Reading:
    """The highlights with their notes; bookmarks and the placeholders beyond the clipping limit are left out."""
    kept = _without_grown([clipping for clipping in _clippings(text_of(data)) if clipping.kind in {"highlight", "note"}])
    return Reading(tuple(_joined(kept)))


def _clippings(text: str) -> Iterator[Clipping]:
    line = 1
    for part in re.split(r"^==========[ \t]*$", text, flags=re.MULTILINE):
        if found := _clipping(part.strip("\n").split("\n"), line + len(part) - len(part.lstrip("\n"))):
            yield found
        line += part.count("\n")


def _clipping(lines: list[str], number: int) -> Clipping | None:
    at = next((at for at, line in enumerate(lines) if _meta(line)), None)
    if not at:  # none, or no title before it
        return None
    kind, low, high = _meta_of(lines[at])
    title, author = split_author(_title(lines[:at]))
    text = "\n".join(lines[at + 1 :]).strip()
    limited = len(text) < 100 and ((text.startswith("<") and text.endswith(">")) or any(sign in text for sign in LIMIT))
    kind = "limit" if limited and kind == "highlight" else kind
    return Clipping(kind, title, author, low, high, iso_time(lines[at].rpartition("|")[2][:LONGEST_META]), text, number)


def _title(lines: list[str]) -> str:
    """The line before, and those above it where a bracket is still open: KOReader writes several authors on several lines."""
    at = len(lines) - 1
    while at and len(lines) - at < 9 and _open("".join(lines[at:])):
        at -= 1
    return " ".join(line.strip() for line in lines[at:]).lstrip("-= ")


def _open(text: str) -> bool:
    return sum(text.count(sign) for sign in ")）") > sum(text.count(sign) for sign in "(（")


def split_author(line: str) -> tuple[str, str]:
    """Title and author: the last brackets, half or full width, that end the line."""
    found = re.search(r"[ \u3000]?[(（]([^()（）]*)[)）]\s*\Z", line)
    return (line[: found.start()].strip(), found[1].strip()) if found and found.start() else (line.strip(), "")


@cache
def _kind_words() -> re.Pattern[str]:
    words = "|".join(sorted((word for words in KINDS.values() for word in words), key=len, reverse=True))
    return re.compile(rf"(?i)\A\s*-\s[^|]*?({words})")


def _meta(line: str) -> bool:
    if not line.lstrip().startswith("-"):
        return False
    return _kind_words().match(line[:LONGEST_META]) is not None and (re.search(r"\d|\|", line) is not None)


def _meta_of(line: str) -> tuple[str, int | None, int | None]:
    """Kind and places of `- Your Highlight on page 12 | Location 234-236 | Added on …`, `- 您在第 47 页（位置 #708-710）的标注 | …`."""
    about = (line.rpartition("|")[0] or line)[:LONGEST_META]
    found = _kind_words().match(line[:LONGEST_META])
    word = found[1].lower() if found else ""
    kind = next((kind for kind, words in KINDS.items() if word in words), "highlight")
    place = re.search(r"(?i)(?:location|loc\.|位置)\s*#?\s*(\d{1,9})(?:\s*-\s*(\d{1,9}))?", about)
    page = place or re.search(r"(?i)(?:page|第)\s*\[?(\d{1,9})(?:\s*-\s*(\d{1,9}))?", about)
    if not page:
        return kind, None, None
    low = int(page[1])
    return kind, low, _full(low, page[2]) if page[2] else low


def _full(low: int, written: str) -> int:
    """`1103-05` means 1105."""
    high, start = int(written), str(low)
    return int(start[: len(start) - len(written)] + written) if high < low and len(written) < len(start) else high


def _without_grown(clippings: list[Clipping]) -> list[Clipping]:
    """Of highlights of one place that hold one another the longest, of notes of one place the latest."""
    kept: list[Clipping] = []
    at_place: dict[tuple[str, str, int], list[int]] = {}
    for clipping in clippings:
        keys = [(clipping.kind, clipping.title, place) for place in _places(clipping)]
        near = {at for key in keys for at in at_place.get(key, ())[-20:]}
        older = next((at for at in sorted(near) if _supersedes(clipping, kept[at])), None)
        at = len(kept) if older is None else older
        if older is None:
            kept.append(clipping)
        elif clipping.kind == "note" or len(clipping.text) >= len(kept[older].text):
            kept[older] = clipping
        for key in keys:
            at_place.setdefault(key, []).append(at)
    return kept


def _places(clipping: Clipping) -> range:
    """The places that a clipping holds; the first few of very many."""
    if clipping.low is None:
        return range(-1, 0)
    return range(clipping.low, min(max(clipping.high or 0, clipping.low), clipping.low + 200) + 1)


def _supersedes(new: Clipping, old: Clipping) -> bool:
    if new.kind == "note":
        return new.low == old.low and new.low is not None
    return bool(new.text) and bool(old.text) and (new.text in old.text or old.text in new.text)


def _joined(clippings: list[Clipping]) -> Iterator[Found]:
    """Highlights with the notes whose place they hold; a note that belongs to none has no quotation."""
    marks = {at: _found(clipping) for at, clipping in enumerate(clippings) if clipping.kind == "highlight"}
    by_place: dict[tuple[str, int], list[int]] = {}
    for at in marks:
        for place in _places(clippings[at]):
            by_place.setdefault((clippings[at].title, place), []).append(at)
    for own, note in enumerate(clippings):
        if note.kind != "note":
            continue
        holds = by_place.get((note.title, note.low), []) if note.low is not None else []
        if holds:
            # Kindle gives a note the place where its highlight ends, and writes the two one after the other.
            at = min(holds, key=lambda at, own=own, low=note.low: (clippings[at].high != low, abs(at - own)))  # type: ignore[misc]
            marks[at] = replace(marks[at], note="\n".join(filter(None, (marks[at].note, note.text))))
        else:
            yield replace(_found(note), quote="", note=note.text)
    yield from marks.values()


def _found(clipping: Clipping) -> Found:
    return Found(clipping.text, "", clipping.made, SOURCE, title=clipping.title, author=clipping.author, line=clipping.line)

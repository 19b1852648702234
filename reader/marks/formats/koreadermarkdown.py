"""KOReader's export as Markdown: `# title`, `## chapter`, `### Page N @ day`, the words between signs of their style, a note below `---`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.marks.decoding import beginning_of, text_of
from reader.marks.found import Found, Reading

SOURCE = "koreader"
ENTRY = r"### \S+ .{1,20} @ .+"
STYLES = ("***", "**_", "**", "*", "++", "==", "~~", "_", "<u>", "<mark>")


def detect(data: bytes) -> bool:
    """A title and at least one heading of a page with its day."""
    if len(data) > 1 << 24:
        return False
    text = beginning_of(data)
    return text.lstrip().startswith("# ") and re.search(rf"^{ENTRY}$", text, re.MULTILINE) is not None


def read(data: bytes) -> Reading:
    """The highlights; month names follow the language that the device speaks, so the day is kept as it stands."""
    return Reading(tuple(_found(text_of(data).split("\n"))))


def _found(lines: list[str]) -> Iterator[Found]:
    title = author = chapter = made = ""
    body: list[str] = []
    inside = False
    for line in (*lines, "## "):
        if line.startswith(("# ", "##### ", "## ")) or re.fullmatch(ENTRY, line):
            if inside:
                yield _of("\n".join(body), made, chapter, title, author)
            inside, body = line.startswith("### "), []
            title = line[2:].strip() if line.startswith("# ") else title
            author = line[6:].strip() if line.startswith("##### ") else author
            chapter = line[3:].strip() if line.startswith("## ") else chapter
            made = line.partition(" @ ")[2] if inside else made
        elif inside:
            body.append(line)


def _of(body: str, made: str, chapter: str, title: str, author: str) -> Found:
    quote, _, note = re.sub(r"^_Generated at:[^\n]*_\s*\Z", "", body, flags=re.MULTILINE).partition("\n---\n")
    return Found(_plain(quote.strip()), note.strip(), made.strip(), SOURCE, chapter=chapter, title=title, author=author)


def _plain(quote: str) -> str:
    """The words without the signs of their style around them."""
    for sign in STYLES:
        end = sign.replace("<", "</") if sign[0] == "<" else sign[::-1]
        if quote.startswith(sign) and quote.endswith(end) and len(quote) > len(sign) + len(end):
            return quote[len(sign) : -len(end)].strip()
    return quote

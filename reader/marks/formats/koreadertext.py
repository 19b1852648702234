"""KOReader's export as plain text: `-- Page: N, added on day`, the words, a note below `---`, lines of `-=-=-` between."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.marks.decoding import beginning_of, text_of
from reader.marks.found import Found, Reading

SOURCE = "koreader"
BETWEEN = "-=-=-=-=-=-"
META = r"^[ \t\u3000]*-- \S+?: (?:[^\n]{1,20}), [^\n]*? on ([^\n]+)$"


def detect(data: bytes) -> bool:
    """The line between two marks, and one that says page and day."""
    return len(data) < 1 << 24 and BETWEEN.encode() in data and re.search(META, beginning_of(data), re.MULTILINE) is not None


def read(data: bytes) -> Reading:
    """The highlights."""
    return Reading(tuple(_found(text_of(data))))


def _found(text: str) -> Iterator[Found]:
    title = chapter = ""
    for part in text.split(BETWEEN):
        meta = re.search(META, part, re.MULTILINE)
        if not meta:
            continue
        above = [line.strip(" \u3000") for line in part[: meta.start()].split("\n") if line.strip(" \u3000")]
        title, chapter = (above[0] if len(above) > 1 else title), (above[-1] if above else chapter)
        quote, _, note = part[meta.end() :].partition("\n---\n")
        yield Found(quote.strip(), note.strip(), meta[1].strip(), SOURCE, chapter=chapter, title=title)

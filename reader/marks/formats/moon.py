"""Moon+ Reader's export (`.mrexpt`): three lines of head, then seventeen lines a mark, the first of them `#`."""

from __future__ import annotations

import re

from reader.marks.decoding import HEAD, milliseconds, text_of
from reader.marks.found import Found, Reading, broken

SOURCE = "moon"
STRIDE = 17
TITLE, PATH, LENGTH, TIME, NOTE, TEXT = 2, 3, 8, 10, 12, 13  # lines of a mark, from `#`


def detect(data: bytes) -> bool:
    """A number, `indent:`, `trim:`, `#`."""
    return re.match(rb"(?:\xef\xbb\xbf)?\d+\r?\nindent:\w+\r?\ntrim:\w+\r?\n(?:#|\Z)", data[:HEAD]) is not None


def read(data: bytes) -> Reading:
    """The highlights; bookmarks (no words) are left out. A text of one mark holds no line `#`: line breaks are `<BR>`."""
    lines = text_of(data).split("\n")[3:]
    marks, findings = list[Found](), []
    for at in range(0, len(lines) - 1, STRIDE):
        entry = lines[at : at + STRIDE]
        if entry[0] != "#" or len(entry) <= TEXT:
            findings.append(broken("a mark has not its seventeen lines; what follows is left", at + 4))
            break
        if entry[TEXT] or (entry[NOTE] and entry[LENGTH] != "0"):
            marks.append(_found(entry, at + 4))
    return Reading(tuple(dict.fromkeys(marks)), tuple(findings))


def _found(entry: list[str], line: int) -> Found:
    name = entry[PATH].replace("\\", "/").rpartition("/")[2]
    return Found(_plain(entry[TEXT]), _plain(entry[NOTE]), milliseconds(entry[TIME]), SOURCE, title=entry[TITLE], file=name, line=line)


def _plain(text: str) -> str:
    return re.sub(r"<BR>", "\n", text, flags=re.IGNORECASE)

"""What Apple Books on a phone shares: the words in quotation marks, `摘录来自` (`Excerpt From`), title and author."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.marks.decoding import beginning_of, text_of
from reader.marks.found import Found, Reading

SOURCE = "apple"
FROM = r"(?:摘录来自|摘錄自|摘錄來自|Excerpt From)[:：]?\s*(.*)"
RIGHTS = ("此材料可能受版权保护", "此內容可能受版權保護", "此資料可能受版權保護", "This material may be protected by copyright")
OPENING, CLOSING = ("“", "「", '"'), ("”", "」", '"')
MOST = 1 << 22  # bytes


def detect(data: bytes) -> bool:
    """Words in quotation marks, and below them the line that says where they are from."""
    return len(data) < MOST and next(_excerpts(beginning_of(data)), None) is not None


def read(data: bytes) -> Reading:
    """Each excerpt of a text that may hold several."""
    return Reading(tuple(_excerpts(text_of(data))))


def _excerpts(text: str) -> Iterator[Found]:
    """The words begin with the first line in quotation marks since the last excerpt, and end before `摘录来自`."""
    lines = text.split("\n")
    start = -1
    for at, line in enumerate(lines):
        if start < 0 and line.startswith(OPENING):
            start = at
        elif start >= 0 and (found := re.match(FROM, line)):
            words = "\n".join(lines[start:at]).strip()
            start = -1
            if len(words) > 2 and words.endswith(CLOSING):
                below = [one for one in (found[1].strip(), *(one.strip() for one in lines[at + 1 : at + 3])) if one]
                title, author = [*below, "", ""][:2]
                author = "" if author.startswith((*RIGHTS, *OPENING)) else author
                yield Found(words[1:-1], source=SOURCE, title=title, author=author)

"""Rules on the spaces that a web page's or a converter's typesetting put around Latin words and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.text.han import HAN, WIDE, WIDE_MARKS
from reader.text.hunks import Edit

# Tabs are columns and U+3000 is somebody's layout: neither is a scraper's space.
_SPACE = " \u00a0\u2000-\u200a\u202f"
_WORD = "0-9A-Za-z\u00b5\u00c0-\u024f\u0370-\u04ff"
# What may stand at the Latin side. `.` `-` `|` `*` `#` `=` are missing on purpose: `1. 人类`, `标题 - 站名`, `* 条目`.
_LATIN_END = f"{_WORD}%‰℃°/)"
_LATIN_START = f"{_WORD}$€£¥(/"
_VISIBLE = f"{WIDE}{_LATIN_START}“”‘’—…"
# What stands before the space (the space included) and behind it. Between two Chinese characters a space may be meant
# (`作者 余鹏鲲`): that is the next rule. Curly quotation marks are as wide as what they enclose, dashes only when doubled.
_SEAMS = (
    (rf"[{WIDE}][{_SPACE}]", rf"[{_LATIN_START}“‘]"),
    (rf"[{_LATIN_END}”’][{_SPACE}]", rf"[{WIDE}]"),
    (rf"[{_WORD}+][+#][{_SPACE}]", rf"[{HAN}]"),
    (rf"[{WIDE_MARKS}][{_SPACE}]", rf"[{WIDE}]"),
    (rf"[{HAN}][{_SPACE}]", rf"[{WIDE_MARKS}]"),
    (rf"(?:[{WIDE}][”’]|——|……)[{_SPACE}]", rf"[{_VISIBLE}]"),
    (rf"[{_VISIBLE}%)][{_SPACE}]", rf"(?:[“‘][{WIDE}]|——|……)"),
)
# It starts with the space itself, so that the search skips from one to the next.
_SCRAPE = re.compile(rf"[{_SPACE}](?:" + "|".join(rf"(?<={before})[{_SPACE}]*(?={behind})" for before, behind in _SEAMS) + ")")
_BETWEEN_HAN = re.compile(rf"[{_SPACE}](?<=[{HAN}][{_SPACE}])[{_SPACE}]*(?=[{HAN}])")
_MIDDLE_DOT = re.compile(rf"[{_SPACE}](?<=[{HAN}][{_SPACE}])[{_SPACE}]*·[{_SPACE}]*(?=[{HAN}])|·(?<=[{HAN}]·)[{_SPACE}]+(?=[{HAN}])")


def close_scrape_spaces(text: str) -> Iterator[Edit]:
    """Yield the removal of spaces between Chinese (a character or full-width mark) and a Latin word, number or quotation mark."""
    for match in _SCRAPE.finditer(text):
        yield Edit(match.start(), match.end(), "")


def close_han_spaces(text: str) -> Iterator[Edit]:
    """Yield the removal of spaces between two Chinese characters."""
    for match in _BETWEEN_HAN.finditer(text):
        yield Edit(match.start(), match.end(), "")


def close_middle_dots(text: str) -> Iterator[Edit]:
    """Yield ` · ` → `·` inside a Chinese rendering of a foreign name."""
    for match in _MIDDLE_DOT.finditer(text):
        yield Edit(match.start(), match.end(), "·")

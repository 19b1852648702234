"""Rules on the spaces that a web page's or a converter's typesetting put around Latin words and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.edits import Edit
from reader.han import is_han, is_wide

# Tabs are columns and U+3000 is somebody's layout: neither is a scraper's space.
_BLANK = " \u00a0\u2000-\u200a\u202f"
_SPACES = re.compile(f"[{_BLANK}][{_BLANK}]*")  # not `+`: so the search skips from space to space
_SPACED_DOT = re.compile(f"[{_BLANK}]+·[{_BLANK}]*|·[{_BLANK}]+")
_WORD = "0-9A-Za-z\u00b5\u00c0-\u024f\u0370-\u04ff"
# What may stand at the Latin side. `.` `-` `|` `*` `#` `=` are missing on purpose: `1. 人类`, `标题 - 站名`, `* 条目`.
_LATIN_START = re.compile(f"[{_WORD}$€£¥(/“‘]")
_LATIN_END = re.compile(f"[{_WORD}%‰℃°/)”’]")
_C_PLUS = re.compile(f"[{_WORD}+][+#]")
_LONG_MARKS = ("——", "……")


def close_scrape_spaces(text: str) -> Iterator[Edit]:
    """Yield the removal of spaces between Chinese (a character or full-width mark) and a Latin word, number or quotation mark."""
    for match in _SPACES.finditer(text):
        start, end = match.span()
        if _is_scraped(text, start, end):
            yield Edit(start, end, "")


def _is_scraped(text: str, start: int, end: int) -> bool:
    left, right = text[start - 1 : start], text[end : end + 1]
    if is_wide(left):
        # Between two Chinese characters a space may be meant (`作者 余鹏鲲`): that is the next rule.
        return not (is_han(left) and is_han(right)) if is_wide(right) else bool(_LATIN_START.match(right)) or _opens_wide(text, end)
    if is_wide(right):
        plus = is_han(right) and _C_PLUS.match(text, max(0, start - 2))
        return bool(plus or _LATIN_END.match(left)) or _closes_wide(text, start)
    closed = _closes_wide(text, start) and (_LATIN_START.match(right) or _opens_wide(text, end))
    return bool(closed or (_opens_wide(text, end) and _LATIN_END.match(left)))


# Curly quotation marks are as wide as what they enclose; a dash or ellipsis is Chinese when doubled.
def _closes_wide(text: str, start: int) -> bool:
    last = text[max(0, start - 2) : start]
    return last in _LONG_MARKS or (last[1:] in {"”", "’"} and is_wide(last[0]))


def _opens_wide(text: str, end: int) -> bool:
    first = text[end : end + 2]
    return first in _LONG_MARKS or (first[:1] in {"“", "‘"} and is_wide(first[1:]))


def close_han_spaces(text: str) -> Iterator[Edit]:
    """Yield the removal of spaces between two Chinese characters."""
    for match in _SPACES.finditer(text):
        if _stands_in_han(text, match):
            yield Edit(match.start(), match.end(), "")


def close_middle_dots(text: str) -> Iterator[Edit]:
    """Yield ` · ` → `·` inside a Chinese rendering of a foreign name."""
    for match in _SPACED_DOT.finditer(text):
        if _stands_in_han(text, match):
            yield Edit(match.start(), match.end(), "·")


def _stands_in_han(text: str, match: re.Match[str]) -> bool:
    return is_han(text[match.start() - 1 : match.start()]) and is_han(text[match.end() : match.end() + 1])

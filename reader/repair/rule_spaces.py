"""Rules on the spaces that a web page's or a converter's typesetting put around Latin words and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.edits import Edit
from reader.han import is_han, is_wide

# Tabs are columns and U+3000 is somebody's layout: neither is a scraper's space.
_BLANKS = " \u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
# What may stand at the Latin side, besides letters and digits. `.` `-` `|` `*` `#` `=` are missing on purpose: `1. 人类`, `标题 - 站名`, `* 条目`.
_OPENS = frozenset("$€£¥(/“‘")
_CLOSES = frozenset("%‰℃°/)”’")
_LONG_MARKS = ("——", "……")


def close_scrape_spaces(text: str) -> Iterator[Edit]:
    """Yield the removal of spaces between Chinese (a character or full-width mark) and a Latin word, number or quotation mark."""
    for match in _spaces(text):
        start, end = match.span()
        if _is_scraped(text, start, end):
            yield Edit(start, end, "")


def _is_scraped(text: str, start: int, end: int) -> bool:
    left, right = text[start - 1 : start], text[end : end + 1]
    if left.isascii() and right.isascii():  # as between two Latin words
        return False
    if is_wide(left):
        # Between two Chinese characters a space may be meant (`作者 余鹏鲲`): that is the next rule.
        return not (is_han(left) and is_han(right)) if is_wide(right) else _begins_latin(right) or _opens_wide(text, end)
    if is_wide(right):
        return _ends_latin(left) or (is_han(right) and _is_c_plus(text, start)) or _closes_wide(text, start)
    return (_closes_wide(text, start) and (_begins_latin(right) or _opens_wide(text, end))) or (_opens_wide(text, end) and _ends_latin(left))


# Comparisons, as in `reader/han.py`.
def _is_word(char: str) -> bool:
    return (char.isascii() and char.isalnum()) or "\u00c0" <= char <= "\u024f" or "\u0370" <= char <= "\u04ff" or char == "\u00b5"


def _begins_latin(char: str) -> bool:
    return char in _OPENS or _is_word(char)


def _ends_latin(char: str) -> bool:
    return char in _CLOSES or _is_word(char)


def _is_c_plus(text: str, end: int) -> bool:
    """C++, C#."""
    return text[end - 1 : end] in {"+", "#"} and end > 1 and (text[end - 2] == "+" or _is_word(text[end - 2]))


# Curly quotation marks are as wide as what they enclose; a dash or ellipsis is Chinese when doubled.
def _closes_wide(text: str, start: int) -> bool:
    last = text[max(0, start - 2) : start]
    return last in _LONG_MARKS or (last[1:] in {"”", "’"} and is_wide(last[0]))


def _opens_wide(text: str, end: int) -> bool:
    first = text[end : end + 2]
    return first in _LONG_MARKS or (first[:1] in {"“", "‘"} and is_wide(first[1:]))


def close_han_spaces(text: str) -> Iterator[Edit]:
    """Yield the removal of spaces between two Chinese characters."""
    for match in _spaces(text):
        start, end = match.span()
        if is_han(text[start - 1 : start]) and is_han(text[end : end + 1]):
            yield Edit(start, end, "")


def close_middle_dots(text: str) -> Iterator[Edit]:
    """Yield ` · ` → `·` inside a Chinese rendering of a foreign name."""
    for start, end in _spaced_dots(text):
        if is_han(text[start - 1 : start]) and is_han(text[end : end + 1]):
            yield Edit(start, end, "·")


def _spaces(text: str) -> Iterator[re.Match[str]]:
    blanks = _blanks_of(text)
    return re.finditer(f"[{blanks}][{blanks}]*", text) if blanks else iter(())  # not `+`: so the search skips from space to space


def _spaced_dots(text: str) -> Iterator[tuple[int, int]]:
    """Where each middle dot begins and ends that has spaces beside it, with them; those between two dots are the first one's."""
    blanks = _blanks_of(text) if "·" in text else ""
    taken = 0
    for match in re.finditer(f"·[{blanks}]*", text) if blanks else ():
        dot, end = match.span()
        start = dot
        while start > taken and text[start - 1] in blanks:
            start -= 1
        if start < dot or end > dot + 1:
            yield start, end
        taken = end


def _blanks_of(text: str) -> str:
    """Those that the text holds, mostly one: Python takes 2 ms to compile the class of them all, and for one character it searches faster."""
    return "".join([blank for blank in _BLANKS if blank in text])

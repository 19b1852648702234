"""Marks that have other forms where lines are vertical: quotation marks, and the forms that old texts wrote out for vertical lines.

Mainland China has curly marks in horizontal lines and corners in vertical ones, double outside and single inside, Taiwan and Hong Kong
corners in both, single outside (W3C CLREQ, "Quotation Marks"; GB/T 15834-2011, 5.2). All other marks are the same characters in both; fonts turn them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reader.script.quotes import CORNER, CURLY, holds, map_quotes

# Unicode's vertical forms and CJK compatibility forms, and what an engine draws vertically by itself.
FORMS = "︐︑︒︓︔︕︖︗︘︙︰︱︲︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈"
PLAIN = "，、。：；！？〖〗…‥—–（）｛｝〔〕【】《》〈〉「」『』［］"
OPENING, DOUBLE = "「『﹁﹃", "『﹃"
SWAPPED = "『』「」"  # what stands for “ ” ‘ ’ in vertical lines in Mainland China; in CORNER's order those of Taiwan


def vertical_marks(text: str, *, simplified: bool) -> str:
    """The text of one block with the quotation marks of vertical lines; the length stays. Marks of English quotations and apostrophes stay."""
    text = text.translate(_plain())
    if not holds(text, CURLY):
        return text
    done = map_quotes(text, target="zh-Hant-TW")
    if not simplified:
        return done
    return "".join([SWAPPED[CURLY.index(old)] if new != old else old for old, new in zip(text, done, strict=True)])


def horizontal_marks(text: str, *, simplified: bool, double_outside: bool = True) -> str:
    """The same with those of horizontal lines; `double_outside`: in this book 『 』 stand outside, as vertical lines have them in Mainland China."""
    text = text.translate(_plain())
    return text.translate(_curly(double_outside)) if simplified and holds(text, CORNER) else text


def outer_marks(text: str) -> Iterator[str]:
    """The corners that open a quotation which stands in no other."""
    depth = 0
    for mark in _corners().findall(text):
        if mark in OPENING:
            if depth == 0:
                yield mark
            depth += 1
        else:
            depth = max(depth - 1, 0)


@cache
def _corners() -> re.Pattern[str]:
    return re.compile(f"[{CORNER}﹁﹂﹃﹄]")


@cache
def _plain() -> dict[int, int]:
    return str.maketrans(FORMS, PLAIN)


@cache
def _curly(double_outside: bool) -> dict[int, int]:
    return str.maketrans(SWAPPED if double_outside else CORNER, CURLY)

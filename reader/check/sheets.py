"""Style sheets → their rules, with their lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

from msgspec import Struct

from reader.epub.css import Block, read_blocks, without_comments


class Sheet(Struct, frozen=True, gc=False):
    """A style sheet: a file of the book, or a `style` element of a page (`line` is where it begins). Its comments are blank."""

    path: str
    text: str
    line: int
    ends: tuple[int, ...]
    blocks: tuple[Block, ...]

    def where(self, place: int) -> str:
        """`file:line` of an offset of the text."""
        return f"{self.path}:{self.line + bisect_left(self.ends, place)}"


def read_sheet(css: str, *, path: str, line: int = 1) -> Sheet:
    """The sheet in time that grows with its length, whatever it holds."""
    text = without_comments(css)
    ends = tuple(accumulate((len(part) + 1 for part in text.split("\n")[:-1]), initial=-1))[1:]
    return Sheet(path=path, text=text, line=line, ends=ends, blocks=tuple(read_blocks(text)))


def selectors(sheets: tuple[Sheet, ...], declared: re.Pattern[str]) -> Iterator[str]:
    """The selectors of all rules whose declarations hold what is asked for; what is for paper alone does not count."""
    for sheet in sheets:
        for block in sheet.blocks:
            if declared.search(block.declarations) and not any(is_for_print(one) for one in block.within):
                yield from (selector.strip() for selector in block.selector.split(","))


def is_for_print(rule: str) -> bool:
    """Whether an at-rule is for paper alone."""
    return rule.lower().split() in (["@media", "print"], ["@media", "only", "print"])

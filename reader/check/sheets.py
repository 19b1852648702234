"""Style sheets → their rules. No CSS engine and no parser: selectors, declarations and lines, found in one pass over a stranger's text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

from msgspec import Struct

# At-rules whose block holds declarations; any other's holds rules, or nothing that is asked for here.
NESTED = 3  # at-rules around a rule that are kept; nobody nests more
DECLARING = ("@font-face", "@page", "@counter-style", "@property", "@viewport", "@-ms-viewport")


class Block(Struct, frozen=True, gc=False):
    """One `selector { declarations }`; `place` is where its declarations begin in the sheet's text, `within` the at-rules around it."""

    selector: str
    declarations: str
    place: int
    within: tuple[str, ...] = ()


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


def without_comments(css: str) -> str:
    """The text with each comment's line ends alone left of it, so that line numbers stay true; an open comment goes to the end."""
    kept: list[str] = []
    at = 0
    while (start := css.find("/*", at)) >= 0:
        end = css.find("*/", start + 2)
        after = len(css) if end < 0 else end + 2
        kept += (css[at:start], "\n" * css.count("\n", start, after))
        at = after
    return "".join([*kept, css[at:]])


def read_blocks(css: str) -> Iterator[Block]:
    """Every block of declarations with what stands before it; those inside `@media` and the like too."""
    start, selector, opened = 0, "", False
    within: list[str] = []
    for mark in _mark().finditer(css):
        sign, place = mark[0], mark.start()
        if sign == "{":
            selector = css[start:place].strip()
            start, opened = place + 1, not selector.startswith("@") or selector.lower().startswith(DECLARING)
            if not opened:
                within.append(selector)
        elif sign == "}":
            if opened:
                yield Block(selector, css[start:place], start, tuple(within[-NESTED:]))
            elif within:
                within.pop()
            start, opened = place + 1, False
        elif sign == ";" and not opened:
            start = place + 1


@cache
def _mark() -> re.Pattern[str]:
    """Braces and semicolons outside of strings and of `url(…)`, which may hold a whole font; a string ends with its line at the latest."""
    return re.compile(r""""[^"\n]*+"?|'[^'\n]*+'?|url\(\s*+[^"'()\s]*+|[{};]""", re.IGNORECASE)


def selectors(sheets: tuple[Sheet, ...], declared: re.Pattern[str]) -> Iterator[str]:
    """The selectors of all rules whose declarations hold what is asked for; what is for paper alone does not count."""
    for sheet in sheets:
        for block in sheet.blocks:
            if declared.search(block.declarations) and not any(is_for_print(one) for one in block.within):
                yield from (selector.strip() for selector in block.selector.split(","))


def is_for_print(rule: str) -> bool:
    """Whether an at-rule is for paper alone."""
    return rule.lower().split() in (["@media", "print"], ["@media", "only", "print"])

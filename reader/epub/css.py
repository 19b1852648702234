"""Style sheets → their blocks of declarations. No CSS engine and no parser: found in one pass over a stranger's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

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


class Declaration(Struct, frozen=True, gc=False):
    """One `name: value`; `text[start:end]` is the value, and the name stands at `place` of the text that the declarations begin `at`."""

    name: str
    value: str
    place: int
    start: int

    @property
    def end(self) -> int:
        """Where the value ends."""
        return self.start + len(self.value)


def without_comments(css: str) -> str:
    """The text with blanks for its comments, line ends excepted, so that every offset stays true; an open comment goes to the end."""
    return _comment().sub(lambda found: _not_line_end().sub(" ", found[0]), css) if "/*" in css else css


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


def read_declarations(declarations: str, *, at: int = 0) -> Iterator[Declaration]:
    """The declarations of a block that begins at the offset `at`, their offsets counted as it is."""
    start = 0
    for end in (*(mark.start() for mark in _mark().finditer(declarations) if mark[0] == ";"), len(declarations)):
        name, colon, value = declarations[start:end].partition(":")
        if colon and name.strip():
            first = start + len(name) + 1
            yield Declaration(name.strip().lower(), value.strip(), at + start + len(name) - len(name.lstrip()), at + first + len(value) - len(value.lstrip()))
        start = end + 1


@cache
def _comment() -> re.Pattern[str]:
    return re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)


@cache
def _not_line_end() -> re.Pattern[str]:
    return re.compile(r"[^\n]")

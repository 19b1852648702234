"""Markup as text → its pieces with their places. Nothing is interpreted and nothing is mended, so whatever is not changed stays as it was.

Not a parser: a page that is not well-formed is read as far as it can be, and can lose nothing by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html.entities import html5
from typing import Literal

from msgspec import Struct

Kind = Literal["text", "start", "end", "empty", "block", "marked", "other"]
OPAQUE = "\ufffc"  # stands for what is no text (a picture, an unknown entity), so that no phrase reaches across it

# A tag holds no `<`, not even in a value (XML 1.0 §3.1), so every alternative stops soon, whatever a stranger wrote; and none is tried again
# with less (`*+`): the same would stop it again.
_ATTRIBUTES = r"""(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+"""
_LOOKS = r"""(?:\s(?:class|id)="[^"<]*+")*+"""
# What only sets words apart from others: it has no language, no text of its own, and what stands in it is text like any other.
_MARKS = "b|strong|i|em|u|small|big|span"
_SCAN = rf"""
    (<(?:!--.*?(?:-->|\Z) | !\[CDATA\[.*?(?:\]\]>|\Z) | \?.*?(?:\?>|\Z) | !DOCTYPE[^<>\[]*+(?:\[[^\[\]]*+\])?+[^<>]*+>))
  | (<(?:[\w.-]++:)?(script|style)\b(?:\s{_ATTRIBUTES})?+(?<!/)>.*?(?:</(?:[\w.-]++:)?\3\s*+>|\Z))
  | <(p|h[1-6]|li|td){_LOOKS}>(?:([^<&]++)</\4>|([^<&]*+(?:<({_MARKS}){_LOOKS}>[^<&]*+</\7>[^<&]*+)++)</\4>)
  | </([A-Za-z_:][^\s<>/]*+)\s*+>
  | <([A-Za-z_:][^\s<>/]*+)({_ATTRIBUTES})>
"""


class Token(Struct, frozen=True, gc=False):
    """`source[start:end]`: a text, a tag (`name` and its `attributes` as they are written), or what is neither.

    A `block` is a whole paragraph without marks, the commonest thing in a book: its text runs from `place` to `inner`. A `marked` one is a
    paragraph in which words are set apart by marks (`runs` finds its texts), none of which stands in another.
    """

    kind: Kind
    start: int
    end: int
    name: str = ""
    attributes: str = ""
    place: int = 0  # where `attributes` begin
    inner: int = 0


class Attribute(Struct, frozen=True, gc=False):
    """One attribute; `source[start:end]` is its value as it is written, without the quotation marks (HTML needs none)."""

    name: str
    value: str
    start: int
    end: int


def tokens(source: str) -> Iterator[Token]:
    """The pieces of `source` in order; together they are all of it (the marks around a CDATA section excepted)."""
    done = 0
    for found in _scan().finditer(source):
        start, end = found.span()
        if start > done:
            yield Token("text", done, start)
        done = end
        group = found.lastindex
        if group == 10:
            yield Token("empty" if source[end - 2] == "/" else "start", start, end, found[9], found[10], found.start(10))
        elif group == 8:
            yield Token("end", start, end, found[8])
        elif group == 5:
            yield Token("block", start, end, found[4], "", *found.span(5))
        elif group == 6:
            yield Token("marked", start, end, found[4], "", *found.span(6))
        elif found[0].startswith("<![CDATA["):
            yield Token("text", start + 9, end - 3 if found[0].endswith("]]>") else end, "cdata")
        else:
            yield Token("other", start, end)
    if done < len(source):
        yield Token("text", done, len(source))


def runs(source: str, token: Token) -> Iterator[tuple[int, int]]:
    """Where the texts of a `marked` paragraph stand, in order."""
    done, inner = token.place, token.inner
    for found in _mark().finditer(source, done, inner):
        start, end = found.span()
        if start > done:
            yield done, start
        done = end
    if done < inner:
        yield done, inner


def apart(source: str, token: Token) -> Iterator[Token]:
    """A `marked` paragraph as the tokens of which it consists; any other token as it is."""
    if token.kind != "marked":
        yield token
        return
    done = token.start
    for found in _mark().finditer(source, done, token.end):
        start, end = found.span()
        if start > done:
            yield Token("text", done, start)
        yield Token("end", start, end, found[2]) if found[1] else Token("start", start, end, found[2], found[3], found.start(3))
        done = end


def attributes(token: Token) -> Iterator[Attribute]:
    """The attributes of a tag in the order they are written."""
    for found in _attribute().finditer(token.attributes):
        if (group := found.lastindex or 0) > 1:
            yield Attribute(found[1], found[group], token.place + found.start(group), token.place + found.end(group))


def decoded(source: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """`source[start:end]` cut at its references: places and the text that each piece stands for."""
    done = start
    for found in _reference().finditer(source, start, end):
        if found.start() > done:
            yield done, found.start(), source[done : found.start()]
        yield found.start(), found.end(), meaning(found[1])
        done = found.end()
    if done < end:
        yield done, end, source[done:end]


def meaning(reference: str) -> str:
    """The text of a reference without its `&` and `;`; what nobody knows, and what XML knows no character for, is opaque."""
    if reference[0] != "#":
        return html5.get(f"{reference};", OPAQUE)
    number = int(reference[2:], 16) if reference[1] in "xX" else int(reference[1:])
    return chr(number) if is_character(number) else OPAQUE


def is_character(number: int) -> bool:
    """Is there a character of that number in XML (1.0 §2.2)? Not U+0000, nor half of a surrogate pair."""
    return number in {0x9, 0xA, 0xD} or 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000


@cache
def _scan() -> re.Pattern[str]:
    return re.compile(_SCAN, re.VERBOSE | re.DOTALL)


@cache
def _mark() -> re.Pattern[str]:
    # In a `marked` paragraph there are no other tags.
    return re.compile(rf"<(/?)([a-z1-6]++)({_LOOKS})>")


@cache
def _attribute() -> re.Pattern[str]:
    # A name without a value is found too, so that the search goes on behind it.
    return re.compile(r"""([^\s=/"']++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'=<>`]++)))?+""")


@cache
def _reference() -> re.Pattern[str]:
    return re.compile(r"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);")

"""A page before it is written: markup that is settled, and between it the texts, so that conversion sees whole texts."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, TypeAlias, cast

from msgspec import Struct

from reader.book.inline import ATTRIBUTE, attribute, element
from reader.book.pagelist import Stop
from reader.model import Block, Language, Span
from reader.script.signs import NOTHING_YET, Looked

Part: TypeAlias = "str | Block"
# One element, or several: its markup (`str`) and its texts in the order in which they are written, by turns; markup stands at both ends.
# Flat, because a large book has hundreds of thousands of elements, and a tree of them would have to be made, walked and made anew.
Node: TypeAlias = tuple[Part, ...]
Child: TypeAlias = "Node | Block | str"
Piece: TypeAlias = "str | tuple[str, str] | tuple[str, str, str]"

TEXT_ATTRIBUTES = frozenset({"alt", "title", "aria_label"})
# Hardly two elements have the same: not worth keeping what is written for them.
UNIQUE = frozenset({"id", "href", "value"})
VOID = frozenset({"br", "hr", "img", "input", "meta", "link"})
BLOCKS = frozenset({"p", "h1", "h2", "h3", "div", "section", "header", "nav", "blockquote", "figure", "figcaption"})
LISTS = frozenset({"li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "thead", "tbody"})
OWN_LINE = BLOCKS | LISTS


class Page(Struct, frozen=True, gc=False):
    """One XHTML file: its name, title, language, and what stands in its body.

    `toc` are (level, title, fragment) for the contents; level 1 is the page itself. `stops` are the page stops that stand in it. `looked` are
    texts of it whose characters are known, for whoever converts it.
    """

    name: str
    title: Block
    script: Language
    body: Node
    origin: Language
    toc: tuple[tuple[int, Block, str], ...] = ()
    stops: tuple[Stop, ...] = ()
    looked: Looked = NOTHING_YET


def node(tag: str, *children: Child, **attrs: str) -> Node:
    """An element; a `str` child becomes a block. `class_` and `epub_type` are written `class` and `epub:type`, `_` in a name as `-`.

    An attribute without a value is left out.
    """
    start, close, end = _shape(tag)
    parts: list[Any] = []
    return _row(parts, (_add_attributes(parts, start, attrs) if attrs else start) + close, children, end)


def together(*nodes: Child) -> Node:
    """Several elements, one behind the other, as one."""
    return _row([], "", nodes, "")


def _row(parts: list[Any], written: str, children: Iterable[Child], end: str) -> Node:
    """`written` is markup that goes on growing: what adjoins is one part."""
    for child in children:
        if not isinstance(child, tuple):
            parts += (written, Block("", "line", child) if isinstance(child, str) else child)
            written = ""
        elif len(child) == 1:
            written += child[0]  # type: ignore[operator]  # what stands first is markup
        else:
            parts.append(written + child[0])  # type: ignore[operator]
            parts += child[1:-1]
            written = child[-1]  # type: ignore[assignment]
    parts.append(written + end)
    return tuple(parts)


def paragraph(block: Block, *, name: str = "") -> Node:
    """What a book is made of: a `p` with one text; `name` is its id, which is markup as it is."""
    return f'<p id="{name}">' if name else "<p>", block, "</p>\n"


def marked(kind: str, text: Block, ref: str = "") -> Node:
    """An element within a line around a text of its own: what a span of the kind is within another text."""
    start, end = element(kind, ref)
    return start, text, end


@lru_cache(1000)
def phrase(text: str) -> Block:
    """What pages say again and again: the same block whenever it is asked for, since a page's is converted once."""
    return Block("", "line", text)


def _add_attributes(parts: list[Any], written: str, attrs: dict[str, str]) -> str:
    for key, text in attrs.items():
        if not text:
            continue
        if key in UNIQUE:
            written += f' {key}="{attribute(text)}"'
        elif key in TEXT_ATTRIBUTES:
            parts += (f'{written} {_attribute_name(key)}="', Block("", ATTRIBUTE, text))
            written = '"'
        else:
            written += _usual(key, text)
    return written


@lru_cache(1000)
def _usual(key: str, text: str) -> str:
    return f' {_attribute_name(key)}="{attribute(text)}"'


def _attribute_name(key: str) -> str:
    return {"class_": "class", "epub_type": "epub:type"}.get(key, key.replace("_", "-"))


@cache
def _shape(tag: str) -> tuple[str, str, str]:
    """The start tag as far as its name, how it closes, and the end tag with what follows it."""
    if tag in VOID:
        return f"<{tag}", "/>", ""
    return f"<{tag}", ">", f"</{tag}>\n" if tag in OWN_LINE else f"</{tag}>"


def line(*pieces: Piece, lang: str = "") -> Block:
    """A block built from pieces: a text, or (kind, text[, ref]) for a marked text; an empty text makes a point."""
    if len(pieces) == 1 and isinstance(pieces[0], str):  # as every second line
        return Block("", "line", pieces[0], (), 0, "", lang)
    text = ""
    spans: list[Span] = []  # `list[Span]()` takes ten times as long
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        start = len(text)
        text += piece[1]
        spans.append(Span(start, len(text), piece[0], piece[2] if len(piece) == 3 else ""))
    return Block("", "line", text, tuple(spans), 0, "", lang)


def texts_of(body: Node) -> tuple[Block, ...]:
    """Every text of the body, in its order."""
    return cast("tuple[Block, ...]", body[1::2])


def with_texts(body: Node, texts: Iterable[Block]) -> Node:
    """The same markup with other texts in place of its own."""
    parts = [*body]
    parts[1::2] = texts
    return tuple(parts)

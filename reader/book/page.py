"""A page before it is written: markup that is settled, and between it the texts, so that conversion sees whole texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import TypeAlias

from msgspec import Struct

from reader.book.inline import attribute
from reader.book.pagelist import Stop
from reader.model import Block, Language, Span

Part: TypeAlias = "str | Block | Label"
# One element, or several: its markup (`str`) and its texts in the order in which they are written; markup stands at both ends. Flat,
# because a large book has hundreds of thousands of elements, and a tree of them would have to be made, walked and made anew.
Node: TypeAlias = tuple[Part, ...]
Child: TypeAlias = "Node | Block | str"
Piece: TypeAlias = "str | tuple[str, str] | tuple[str, str, str]"

TEXT_ATTRIBUTES = frozenset({"alt", "title", "aria-label"})
# Hardly two elements have the same: not worth keeping what is written for them.
UNIQUE = frozenset({"id", "href", "value"})
VOID = frozenset({"br", "hr", "img", "input", "meta", "link"})
BLOCKS = frozenset({"p", "h1", "h2", "h3", "div", "section", "header", "nav", "blockquote", "figure", "figcaption"})
LISTS = frozenset({"li", "ul", "ol", "dl", "dt", "dd", "table", "tr", "thead", "tbody"})
OWN_LINE = BLOCKS | LISTS


class Label(Struct, frozen=True, gc=False):
    """The text of an attribute that people read or hear: in the edition's script until it is converted, not escaped."""

    text: str


class Page(Struct, frozen=True, gc=False):
    """One XHTML file: its name, title, language, and what stands in its body.

    `toc` are (level, title, fragment) for the contents; level 1 is the page itself. `stops` are the page stops that stand in it.
    """

    name: str
    title: Block
    script: Language
    body: Node
    origin: Language
    toc: tuple[tuple[int, Block, str], ...] = ()
    stops: tuple[Stop, ...] = ()


def node(tag: str, *children: Child, **attrs: str) -> Node:
    """An element; a `str` child becomes a block. `class_` and `epub_type` are written `class` and `epub:type`, `_` in a name as `-`.

    An attribute without a value is left out.
    """
    close, end = _shape(tag)
    # Markup that adjoins is one part, so that pages are short rows; `written` is what goes on growing.
    parts: list[Part] = []
    written = _start_tag(tag, attrs, parts) + close if attrs else f"<{tag}{close}"
    for child in children:
        if not isinstance(child, tuple):
            if written:
                parts.append(written)
            parts.append(Block("", "line", child) if isinstance(child, str) else child)
            written = ""
        elif len(child) == 1:
            written += child[0]  # type: ignore[operator]  # an element begins and ends with markup
        else:
            parts += (written + child[0], *child[1:-1])  # type: ignore[operator]
            written = child[-1]  # type: ignore[assignment]
    parts.append(written + end)
    return tuple(parts)


def _start_tag(tag: str, attrs: dict[str, str], parts: list[Part]) -> str:
    written = f"<{tag}"
    for key, text in attrs.items():
        if not text:
            continue
        if key in UNIQUE:
            written = f'{written} {key}="{attribute(text)}"'
        elif (name := _attribute_name(key)) in TEXT_ATTRIBUTES:
            parts += (f'{written} {name}="', Label(text))
            written = '"'
        else:
            written += _usual(key, text)
    return written


@lru_cache(1000)
def _usual(key: str, text: str) -> str:
    return f' {_attribute_name(key)}="{attribute(text)}"'


@cache
def _attribute_name(key: str) -> str:
    return {"class_": "class", "epub_type": "epub:type"}.get(key, key.replace("_", "-"))


@cache
def _shape(tag: str) -> tuple[str, str]:
    """How the start tag closes, and the end tag with what follows it."""
    if tag in VOID:
        return "/>", ""
    return ">", f"</{tag}>\n" if tag in OWN_LINE else f"</{tag}>"


def line(*pieces: Piece, lang: str = "") -> Block:
    """A block built from pieces: a text, or (kind, text[, ref]) for a marked text; an empty text makes a point."""
    if len(pieces) == 1 and isinstance(pieces[0], str):  # as every second line
        return Block("", "line", pieces[0], (), 0, "", lang)
    text, spans = "", list[Span]()
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        start = len(text)
        text += piece[1]
        spans.append(Span(start, len(text), piece[0], piece[2] if len(piece) == 3 else ""))
    return Block("", "line", text, tuple(spans), 0, "", lang)


def blocks_of(body: Node) -> list[Block]:
    """Every text of the body, in the order in which `with_texts` meets them."""
    return [part for part in body if isinstance(part, Block)]


def with_texts(body: Node, blocks: Iterator[Block], label: Callable[[str], str]) -> Node:
    """The same markup with the next of `blocks` for each of its own, and every attribute that people read or hear passed through `label`."""
    return tuple([part if isinstance(part, str) else next(blocks) if isinstance(part, Block) else Label(label(part.text)) for part in body])

"""A page before it is written: a small tree whose leaves are blocks, so that conversion sees whole texts and XML is made only at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from operator import is_
from typing import TypeAlias

from reader.model import Block, Script, Span, value

Attrs: TypeAlias = tuple[tuple[str, str], ...]
Child: TypeAlias = "Node | Block"
Piece: TypeAlias = "str | tuple[str, str] | tuple[str, str, str]"

TEXT_ATTRIBUTES = frozenset({"alt", "title", "aria-label"})


@value
class Node:
    """One element: tag, attributes in the order they are written, children. A `Block` among the children is its text with marks."""

    tag: str
    attrs: Attrs = ()
    children: tuple[Child, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One XHTML file: its name, title, language, `epub:type` of the body's section, and what stands in it.

    `toc` are (level, title, fragment) for the contents; level 1 is the page itself.
    """

    name: str
    title: Block
    script: Script
    body: tuple[Child, ...]
    origin: Script
    toc: tuple[tuple[int, Block, str], ...] = ()
    linear: bool = True


def node(tag: str, *children: Child | str, **attrs: str) -> Node:
    """An element; a `str` child becomes a block. `class_` and `epub_type` are written `class` and `epub:type`, `_` in a name as `-`."""
    pairs = tuple([(_attribute_name(key), value) for key, value in attrs.items() if value])
    return Node(tag, pairs, tuple([line(child) if isinstance(child, str) else child for child in children]))


@cache
def _attribute_name(key: str) -> str:
    return {"class_": "class", "epub_type": "epub:type"}.get(key, key.replace("_", "-"))


def line(*pieces: Piece, lang: str = "") -> Block:
    """A block built from pieces: a text, or (kind, text[, ref]) for a marked text; an empty text makes a point."""
    text, spans = "", list[Span]()
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        start = len(text)
        text += piece[1]
        spans.append(Span(start, len(text), piece[0], piece[2] if len(piece) == 3 else ""))
    return Block("", "line", text, tuple(spans), 0, "", lang)


def all_blocks(tree: Iterable[Child]) -> list[Block]:
    """Every block of the tree, in the order in which `map_blocks` meets them."""
    found: list[Block] = []
    for child in tree:
        if isinstance(child, Block):
            found.append(child)
        else:
            found += all_blocks(child.children)
    return found


def map_blocks(tree: Iterable[Child], blocks: Iterator[Block], label: Callable[[str], str]) -> tuple[Child, ...]:
    """The same tree with the next of `blocks` for each of its own, and every attribute that people read or hear passed through `label`."""
    return tuple([next(blocks) if isinstance(child, Block) else _map(child, blocks, label) for child in tree])


def _map(old: Node, blocks: Iterator[Block], label: Callable[[str], str]) -> Node:
    children = map_blocks(old.children, blocks, label)
    attrs = _labelled(old.attrs, label)
    # Most of a book stays as it is: what has not changed is kept, not copied.
    return old if attrs is old.attrs and all(map(is_, children, old.children)) else Node(old.tag, attrs, children)


def _labelled(attrs: Attrs, label: Callable[[str], str]) -> Attrs:
    for key, _ in attrs:
        if key in TEXT_ATTRIBUTES:
            return tuple([(key, label(value) if key in TEXT_ATTRIBUTES else value) for key, value in attrs])
    return attrs

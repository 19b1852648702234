"""Blocks → elements in one another, as their source had them: lists, quotations, pictures with their captions, preformatted lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from reader.book.inline import safe
from reader.book.page import Node, node, paragraph
from reader.model import Block, Span

PLAIN_CLASSES = {"caption": "caption", "editor-note": "editor-note", "dateline": "dateline", "byline": "byline", "lost-picture": "lost-picture"}


# Kinds of blocks that are the whole of an item where it holds no other.
TEXTS = frozenset({"item", "ordered", "cell", "note"})


def nest(blocks: Sequence[Block], depth: int = 0) -> tuple[Node, ...]:
    """The elements of the blocks, which all stand in the same `depth` groups."""
    nodes: list[Node] = []
    for group, held in groupby(blocks, key=lambda block: block.within[depth] if len(block.within) > depth else None):
        run = tuple(held)
        nodes += [plain(block) for block in run] if group is None else _held(group, run, depth + 1)
    return tuple(nodes)


def plain(block: Block) -> Node:
    """A block that nothing holds."""
    if block.kind == "heading":
        return node(f"h{min(max(block.level, 2), 6)}", block, id=block.id)
    if block.kind == "picture":
        return node("div", block, id=block.id, class_="picture")
    if block.kind in PLAIN_CLASSES:
        return node("p", block, id=block.id, class_=PLAIN_CLASSES[block.kind])
    return paragraph(block, name=block.id)


def _held(group: Span, run: tuple[Block, ...], depth: int) -> Sequence[Node]:
    if group.kind in ("ul", "ol"):
        return (node(group.kind, *_items(run, depth), **_numbering(group.ref)),)
    if group.kind == "quotation":
        return (node("blockquote", *nest(run, depth)),)
    if group.kind == "pre":
        return (node("pre", *_lines(run)),)
    if group.kind == "figure":
        return (node("figure", *_captioned(run, depth)),)
    if group.kind == "table":
        from reader.book.tables import table_nodes

        return table_nodes(group, run, depth, nest)
    if group.kind in ("dl", "dt", "dd"):
        return (node("div", *nest(run, depth), class_=group.kind),)
    return nest(run, depth)


def _numbering(ref: str) -> dict[str, str]:
    """`start=3 type=a reversed` → attributes."""
    parts = (part.partition("=") for part in ref.split())
    return {name: value or name for name, _, value in parts}


def _items(run: Sequence[Block], depth: int) -> list[Node]:
    """A list's items; what a repair has put between them is one too."""
    items: list[Node] = []
    for group, held in groupby(run, key=lambda block: block.within[depth] if len(block.within) > depth else None):
        blocks = tuple(held)
        item = group if group is not None and group.kind == "li" else None
        value = item.ref if item else ""
        inner = depth + 1 if item else depth
        if len(blocks) == 1 and len(blocks[0].within) == inner and blocks[0].kind in TEXTS:
            items.append(node("li", blocks[0], id=blocks[0].id, value=value))
        else:
            items.append(node("li", *nest(blocks, inner), value=value))
    return items


def _lines(run: Sequence[Block]) -> list[Node]:
    """Preformatted lines, and before each the line breaks and spaces that its holder keeps."""
    parts: list[Node] = []
    for at, block in enumerate(run):
        before = next((group.ref for group in reversed(block.within) if group.kind == "line"), "")
        parts += ((safe(("\n" if at else "") + before),), node("span", block, id=block.id))
    return parts


def _captioned(run: Sequence[Block], depth: int) -> tuple[Node, ...]:
    """A figure's content; its caption is one where it stands first or last, as HTML wants it."""
    captions = [block for block in run if block.kind == "caption" and len(block.within) == depth]
    rest = [block for block in run if block.kind != "caption" or len(block.within) > depth]
    if captions and run[0] is not captions[0] and run[-1] is not captions[-1]:
        return nest(run, depth)
    inner = [node("figcaption", captions[0], id=captions[0].id)] if len(captions) == 1 else []
    if len(captions) > 1:
        inner = [node("figcaption", *(node("p", caption, id=caption.id) for caption in captions))]
    before = bool(captions) and run[0] is captions[0]
    return (*(inner if before else ()), *nest(rest, depth), *(() if before else inner))

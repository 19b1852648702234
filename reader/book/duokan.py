"""The Duokan (多看) variant: markers are small pictures, notes a list with Duokan's classes.

Duokan's older versions pop up only `a.duokan-footnote` around an `img`, whose note is a `li.duokan-footnote-item` of one
`ol.duokan-footnote-content` a file (`docs/design.md` keeps both out of the universal book: they kill KOReader's markers).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reader.book.inline import PICTURES
from reader.book.page import Child, Node, Page
from reader.model import Block, Span

FOLDER = Path(__file__).parent / "style"


def duokan_page(page: Page) -> Page:
    """The page with picture markers and its notes as Duokan's list."""
    return replace(page, body=tuple(_change(child) for child in page.body))


def duokan_pictures() -> dict[str, bytes]:
    """The marker pictures by file name."""
    return {name: (FOLDER / name).read_bytes() for name in sorted(set(PICTURES.values()))}


def _change(child: Child) -> Child:
    if isinstance(child, Block):
        return replace(child, spans=tuple(_picture(span) for span in child.spans))
    if ("epub:type", "footnotes") in child.attrs:
        return _list(child)
    return replace(child, children=tuple(_change(inner) for inner in child.children))


def _picture(span: Span) -> Span:
    return replace(span, kind="picture-marker") if span.kind == "marker" else span


def _list(section: Node) -> Node:
    heading = tuple(child for child in section.children if isinstance(child, Node) and child.tag != "div")
    notes = tuple(_item(child) for child in section.children if isinstance(child, Node) and child.tag == "div")
    return replace(section, children=(*heading, Node("ol", (("class", "duokan-footnote-content"),), notes)))


def _item(note: Node) -> Node:
    # Neither role nor type: `role=doc-footnote` is an error on `li` (DPUB-ARIA), and Ace reports a type without its role. Duokan goes by the class.
    attrs = dict(note.attrs)
    return Node("li", (("id", attrs["id"]), ("class", f"duokan-footnote-item {attrs.get('class', '')}")), note.children)

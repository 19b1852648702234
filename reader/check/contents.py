"""The entries of a book's contents: those of the navigation document, else those of the NCX."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from reader.check.markup import attribute, name_of, types_of
from reader.check.page import Page, words_of
from reader.epub.container import Container
from reader.epub.href import Target, resolve
from reader.epub.xml import line_of, parse_xml
from reader.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

NCX = "{http://www.daisy.org/z3986/2005/ncx/}"


class Entry(Struct, frozen=True, gc=False):
    """One entry: its place (`file:line`), what it says, where it leads (None where it leads out of the book)."""

    where: str
    text: str
    href: str
    target: Target | None


def read_contents(container: Container, pages: Mapping[str, Page]) -> tuple[Entry, ...]:
    """All entries in the order they are written; none where there are no contents, or they cannot be parsed."""
    page = pages.get(container.package.nav)
    return tuple(nav_entries(page)) if page else tuple(ncx_entries(container))


def navs(page: Page) -> Iterator[tuple[str, _Element]]:
    """The `nav` elements of a navigation document with the first token of their type."""
    for element in page.order:
        if name_of(element) == "nav":
            yield next(iter(types_of(element)), ""), element


def nav_entries(page: Page) -> Iterator[Entry]:
    """What stands in its `nav` of the type `toc`."""
    contents = {element for kind, element in navs(page) if kind == "toc"}
    for link in page.links:
        if not contents.isdisjoint(link.element.iterancestors()):
            yield Entry(link.where, words_of(link.element), link.href, link.target)


def ncx_entries(container: Container) -> Iterator[Entry]:
    """What stands in the `navMap` of the NCX."""
    path = container.package.ncx
    if path not in container.files:
        return
    try:
        root = parse_xml(container.files[path], where=path)
    except InputError:  # a matter for another rule
        return
    for point in root.iter(f"{NCX}navPoint"):
        label, content = point.find(f"{NCX}navLabel"), point.find(f"{NCX}content")
        src = attribute(content, "src") if content is not None else ""
        yield Entry(f"{path}:{line_of(point)}", words_of(label) if label is not None else "", src, resolve(path, src))

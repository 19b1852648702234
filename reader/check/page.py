"""The bytes of one XHTML file → `Page`: parsed once, elements in order, links resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from reader.check.markup import EPUB_TYPE, XLINK_HREF, attribute, ids_of, name_of
from reader.epub.href import Target, resolve
from reader.epub.xml import line_of, parse_xml, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element


class Link(Struct, frozen=True, gc=False, eq=False):
    """An `a` (or `area`) with an href; `target` is None when it leads out of the book."""

    page: str
    element: _Element
    href: str
    target: Target | None

    @property
    def where(self) -> str:
        """`file:line`."""
        return f"{self.page}:{line_of(self.element)}"


class Page(Struct, frozen=True, gc=False, eq=False):
    """One XHTML file. `number` is its place in the reading order, `order` holds every element's place in the file.

    `typed` are the elements with an `epub:type` or a role, `ids` the first element of each id.
    """

    path: str
    number: int
    root: _Element
    order: Mapping[_Element, int]
    typed: tuple[_Element, ...]
    ids: Mapping[str, _Element]
    links: tuple[Link, ...]

    def where(self, element: _Element) -> str:
        """`file:line` of an element of this page."""
        return f"{self.path}:{line_of(element)}"


def read_page(data: bytes, *, path: str, number: int) -> Page:
    """One page; raises InputError when it is not well-formed."""
    root = parse_xml(data, where=path)
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    ids: dict[str, _Element] = {}
    for element in elements:
        for name in ids_of(element):
            ids.setdefault(name, element)
    return Page(
        path=path,
        number=number,
        root=root,
        order=MappingProxyType({element: index for index, element in enumerate(elements)}),
        typed=tuple(element for element in elements if element.get(EPUB_TYPE) or element.get("role")),
        ids=MappingProxyType(ids),
        links=tuple(read_links(elements, path=path)),
    )


def read_links(elements: list[_Element], *, path: str) -> Iterator[Link]:
    """Every link of a page, in order (SVG's too, which still write `xlink:href`)."""
    for element in elements:
        if name_of(element) in ("a", "area"):
            href = attribute(element, "href") or attribute(element, XLINK_HREF)
            if href:
                yield Link(page=path, element=element, href=href, target=resolve(path, href))


def words_of(element: _Element) -> str:
    """An element's text with white space folded, as a reader sees it."""
    return " ".join(text_of(element).split())

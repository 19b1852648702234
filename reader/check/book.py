"""A container → `Book`: pages in reading order, links, markers and notes found. All rules read this and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec import Struct

from reader.check.anatomy import Note, find_containers, find_markers, find_notes
from reader.check.contents import Entry, read_contents
from reader.check.markup import name_of
from reader.check.page import Link, Page, read_page
from reader.check.sheets import Sheet, read_sheet, selectors
from reader.check.styled import Styled, styled
from reader.check.untyped import find_plain_markers, raising
from reader.epub.container import Container
from reader.epub.href import Target
from reader.epub.xml import line_of, text_of
from reader.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

PAGE = "application/xhtml+xml"
KEPUB = (".kepub.epub", ".kepub")


class Book(Struct, frozen=True, gc=False, eq=False):
    """A book as the rules see it.

    `broken` names the pages that are not well-formed, with the parser's words; they are not in `pages`.
    `markers` are typed as such, `plain` are links that are one and typed as nothing, `raised` is what the style sheets raise.
    `containers` are elements that are typed as a note but hold several; `sheets` are the style sheets, those inside pages too.
    """

    container: Container
    pages: Mapping[str, Page]
    broken: tuple[tuple[str, str], ...]
    contents: tuple[Entry, ...]
    markers: tuple[Link, ...]
    plain: tuple[Link, ...]
    notes: tuple[Note, ...]
    containers: tuple[tuple[Page, _Element], ...]
    sheets: tuple[Sheet, ...]
    raised: Styled

    @property
    def kepub(self) -> bool:
        """Whether the file's name is one by which Kobo opens it with its own engine."""
        return self.container.name.lower().endswith(KEPUB)

    def find(self, target: Target | None) -> tuple[Page, _Element] | None:
        """The page and element that a fragment names, None when there is none."""
        page = self.pages.get(target.path) if target else None
        element = page.ids.get(target.fragment) if page and target else None
        return (page, element) if page is not None and element is not None else None

    def links(self) -> Iterator[Link]:
        """Every link of every page, in reading order."""
        for page in self.pages.values():
            yield from page.links


def open_book(container: Container) -> Book:
    """Parse every page and find its parts; raises nothing: what cannot be parsed is a matter for the rules."""
    pages, broken = read_pages(container)
    sheets = tuple(read_sheets(container, pages))
    raised = styled(selectors(sheets, raising()))
    contents = read_contents(container, pages)
    markers = find_markers(pages)
    plain = find_plain_markers(pages, contents=named(contents, pages), nav=container.package.nav, raised=raised)
    containers = find_containers(pages, (*markers, *plain))
    return Book(
        container=container,
        pages=MappingProxyType(pages),
        broken=broken,
        contents=contents,
        markers=markers,
        plain=plain,
        notes=find_notes(pages, (*markers, *plain), containers),
        containers=containers,
        sheets=sheets,
        raised=raised,
    )


def named(contents: tuple[Entry, ...], pages: Mapping[str, Page]) -> frozenset[_Element]:
    """The places that the contents lead to."""
    targets = (entry.target for entry in contents if entry.target and entry.target.path in pages)
    return frozenset(element for target in targets if (element := pages[target.path].ids.get(target.fragment)) is not None)


def read_pages(container: Container) -> tuple[dict[str, Page], tuple[tuple[str, str], ...]]:
    """The manifest's pages, those of the spine first, and the place and words of each that cannot be parsed."""
    media = {item.path: item.media_type for item in container.package.items}
    paths = dict.fromkeys([*(item.path for item in container.package.spine), *media])
    pages: dict[str, Page] = {}
    broken: list[tuple[str, str]] = []
    for number, path in enumerate(path for path in paths if path in container.files and media.get(path) == PAGE):
        try:
            pages[path] = read_page(container.files[path], path=path, number=number)
        except InputError as error:
            broken.append((error.where, error.text))
    return pages, tuple(broken)


def read_sheets(container: Container, pages: Mapping[str, Page]) -> Iterator[Sheet]:
    """The manifest's style sheets, then what the pages hold in `style`."""
    for item in container.package.items:
        if item.media_type == "text/css" and item.path in container.files:
            yield read_sheet(container.files[item.path].decode("utf-8", "replace"), path=item.path)
    for page in pages.values():
        for element in page.order:
            if name_of(element) == "style":
                yield read_sheet(text_of(element), path=page.path, line=line_of(element))

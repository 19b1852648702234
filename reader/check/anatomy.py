"""Pages → markers and notes: which link belongs to which note, and what is only typed as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from reader.check.around import INLINE, SECTIONS, block_of, inner, is_empty, places
from reader.check.markup import is_marker, is_note, name_of
from reader.check.page import Link, Page

if TYPE_CHECKING:
    from lxml.etree import _Element


class Note(Struct, frozen=True, gc=False, eq=False):
    """One note: its element, the markers that point at it, the links in it, those of them that lead back to a marker, whether it is typed."""

    page: Page
    element: _Element
    markers: tuple[Link, ...]
    links: tuple[Link, ...]
    ways_back: tuple[Link, ...]
    typed: bool

    @property
    def where(self) -> str:
        """`file:line`."""
        return self.page.where(self.element)


def find_markers(pages: Mapping[str, Page]) -> tuple[Link, ...]:
    """The markers of a book in reading order.

    Amazon's guidelines (10.3.12, method 1) type the way back `noteref` too: such a link inside a note that leads to a marker is none.
    """
    typed = [link for page in pages.values() for link in page.links if is_marker(link.element)]
    ends = {element for link in typed for element in places(link.element)}
    return tuple(link for link in typed if not (inside_note(link.element) and aim(pages, link) in ends))


def find_containers(pages: Mapping[str, Page], markers: Iterable[Link]) -> tuple[tuple[Page, _Element], ...]:
    """Elements typed as one note that hold several: a typed element inside, or the targets of several markers."""
    aims = {element for element in (aim(pages, link) for link in markers) if element is not None}
    return tuple((page, element) for page in pages.values() for element in page.typed if is_note(element) and holds_several(element, aims))


def holds_several(element: _Element, aims: set[_Element]) -> bool:
    """Whether a typed element is a container of notes."""
    inside = inner(element)
    return any(is_note(child) for child in inside) or len(aims.intersection(inside)) > 1


def find_notes(pages: Mapping[str, Page], markers: Iterable[Link], containers: Iterable[tuple[Page, _Element]]) -> tuple[Note, ...]:
    """Every note in reading order: what is typed as one, and what a marker points at though it is not."""
    excluded = {element for _, element in containers}
    pointing: dict[_Element, list[Link]] = {}
    for marker in markers:
        element = aim(pages, marker)
        if element is not None:
            typed = typed_around(element, excluded)
            pointing.setdefault(note_at(element, marker) if typed is None else typed, []).append(marker)
    return tuple(note for page in pages.values() for note in page_notes(pages, page, pointing, excluded))


def page_notes(pages: Mapping[str, Page], page: Page, pointing: Mapping[_Element, list[Link]], excluded: set[_Element]) -> Iterator[Note]:
    """The notes of one page."""
    notes = {element for element in page.typed if is_note(element)} - excluded
    found = [element for element in page.order if element in pointing or element in notes]
    inside: dict[_Element, list[Link]] = {element: [] for element in found}
    for link in page.links:
        for element in (link.element, *link.element.iterancestors()):
            if element in inside:
                inside[element].append(link)
                break
    for element in found:
        markers = pointing.get(element, [])
        ends = {place for marker in markers for place in places(marker.element)}
        ways_back = tuple(link for link in inside[element] if aim(pages, link) in ends)
        yield Note(page, element, tuple(markers), tuple(inside[element]), ways_back, is_note(element))


def aim(pages: Mapping[str, Page], link: Link) -> _Element | None:
    """The element a link's fragment names."""
    page = pages.get(link.target.path) if link.target else None
    return page.ids.get(link.target.fragment) if page and link.target else None


def typed_around(element: _Element, excluded: Iterable[_Element] = ()) -> _Element | None:
    """The element typed as a note that a marker's target is or stands in."""
    return next((one for one in (element, *element.iterancestors()) if is_note(one) and one not in excluded), None)


def note_at(element: _Element, marker: Link) -> _Element:
    """The untyped note a marker's target stands for: its block, for many books put the id on an inline anchor.

    Where the anchor stands among blocks, or in the marker's own, it is the note itself, or when there is nothing in it, the block behind it.
    """
    block = block_of(element)
    if block is element or (name_of(block) not in SECTIONS and block not in marker.element.iterancestors()):
        return block
    behind = element.getnext()
    if is_empty(element) and behind is not None and isinstance(behind.tag, str) and name_of(behind) not in INLINE:
        return behind
    return element


def inside_note(element: _Element) -> bool:
    """Whether an element stands in something typed as a note."""
    return any(is_note(ancestor) for ancestor in element.iterancestors())

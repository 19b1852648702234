"""Pages → markers and notes: which link belongs to which note, and what is only typed as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from reader.check.markup import is_marker, is_note, name_of
from reader.check.page import Link, Page

if TYPE_CHECKING:
    from lxml.etree import _Element

INLINE = frozenset({"a", "b", "bdi", "cite", "dfn", "em", "i", "small", "span", "strong", "sub", "sup", "u"})


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
    places = {element for link in typed for element in wrappers(link.element)}
    return tuple(link for link in typed if not (inside_note(link.element) and aim(pages, link) in places))


def find_containers(pages: Mapping[str, Page], markers: Iterable[Link]) -> tuple[tuple[Page, _Element], ...]:
    """Elements typed as one note that hold several: a typed element inside, or the targets of several markers."""
    aims = {element for element in (aim(pages, link) for link in markers) if element is not None}
    return tuple((page, element) for page in pages.values() for element in page.typed if is_note(element) and holds_several(element, aims))


def holds_several(element: _Element, aims: set[_Element]) -> bool:
    """Whether a typed element is a container of notes."""
    inner = [child for child in element.iterdescendants() if isinstance(child.tag, str)]
    return any(is_note(child) for child in inner) or len(aims.intersection(inner)) > 1


def find_notes(pages: Mapping[str, Page], markers: Iterable[Link], containers: Iterable[tuple[Page, _Element]]) -> tuple[Note, ...]:
    """Every note in reading order: what is typed as one, and what a marker points at though it is not."""
    excluded = {element for _, element in containers}
    pointing: dict[_Element, list[Link]] = {}
    for marker in markers:
        element = aim(pages, marker)
        if element is not None:
            pointing.setdefault(note_of(element, excluded), []).append(marker)
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
        places = {place for marker in markers for place in wrappers(marker.element)}
        ways_back = tuple(link for link in inside[element] if aim(pages, link) in places)
        yield Note(page, element, tuple(markers), tuple(inside[element]), ways_back, is_note(element))


def aim(pages: Mapping[str, Page], link: Link) -> _Element | None:
    """The element a link's fragment names."""
    page = pages.get(link.target.path) if link.target else None
    return page.ids.get(link.target.fragment) if page and link.target else None


def note_of(element: _Element, excluded: set[_Element]) -> _Element:
    """The note a marker's target stands for: the typed element around it, else the nearest block (some books put the id on an inline anchor)."""
    for candidate in (element, *element.iterancestors()):
        if is_note(candidate) and candidate not in excluded:
            return candidate
    block = element
    while name_of(block) in INLINE and (parent := block.getparent()) is not None:
        block = parent
    return block


def inside_note(element: _Element) -> bool:
    """Whether an element stands in something typed as a note."""
    return any(is_note(ancestor) for ancestor in element.iterancestors())


def wrappers(element: _Element) -> Iterator[_Element]:
    """A link, what is inside it, and the inline elements closely around it: any of these may carry the id that a way back names."""
    yield from (child for child in element.iter() if isinstance(child.tag, str))
    for ancestor in element.iterancestors():
        if name_of(ancestor) not in INLINE:
            return
        yield ancestor

"""Rules: what a marker must look like so that systems take it for one."""

from __future__ import annotations

from collections.abc import Iterator

from reader.check.around import inner, is_picture
from reader.check.book import Book
from reader.check.markup import attribute, is_marker, is_note, is_other_reference, name_of, roles_of, types_of
from reader.check.page import words_of
from reader.check.rule import Fault


def crowded_types(book: Book) -> Iterator[Fault]:
    """Markers with a second token in `epub:type`."""
    for marker in book.markers:
        types = types_of(marker.element)
        if "noteref" in types and len(types) > 1:
            yield Fault(marker.where, f'the marker\'s epub:type is "{" ".join(types)}"')


def missing_types(book: Book) -> Iterator[Fault]:
    """Markers that only a role makes one."""
    for marker in book.markers:
        if "noteref" not in types_of(marker.element):
            yield Fault(marker.where, "the marker has no epub:type noteref")


def missing_roles(book: Book) -> Iterator[Fault]:
    """Markers that only `epub:type` makes one."""
    for marker in book.markers:
        if "doc-noteref" not in roles_of(marker.element):
            yield Fault(marker.where, "the marker has no role doc-noteref")


def other_references(book: Book) -> Iterator[Fault]:
    """Links to a note that are typed as another kind of reference."""
    for link in book.links():
        found = book.find(link.target)
        if found and is_other_reference(link.element) and not is_marker(link.element) and is_note(found[1]):
            yield Fault(link.where, "the link to a note is typed as another kind of reference")


def misplaced_types(book: Book) -> Iterator[Fault]:
    """`noteref` on something that cannot be tapped."""
    for page in book.pages.values():
        for element in page.typed:
            if is_marker(element) and not (name_of(element) in ("a", "area") and attribute(element, "href")):
                yield Fault(page.where(element), f"{name_of(element)} is typed as a marker but is no link")


def nested_elements(book: Book) -> Iterator[Fault]:
    """Markers with an element inside (pictures are another matter)."""
    for marker in book.markers:
        names = [name_of(child) for child in inner(marker.element)]
        if names and not is_picture(marker.element):
            yield Fault(marker.where, f"the marker has {', '.join(names)} inside")


def pictures(book: Book) -> Iterator[Fault]:
    """Markers with a picture inside, whether typed or not."""
    for marker in (*book.markers, *book.plain):
        if is_picture(marker.element):
            yield Fault(marker.where, "the marker is a picture")


def empty_markers(book: Book) -> Iterator[Fault]:
    """Markers with nothing inside to tap."""
    for marker in book.markers:
        if not words_of(marker.element) and not inner(marker.element):
            yield Fault(marker.where, "the marker is empty")

"""Rules: ordinary links that some systems take for notes, or cannot hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.check.around import wrappers
from reader.check.book import Book
from reader.check.markup import is_backlink, is_marker, is_other_reference
from reader.check.page import Link, words_of
from reader.check.rule import Fault
from reader.check.rules.popups import KOBO_LEAST, KOBO_MOST

if TYPE_CHECKING:
    from lxml.etree import _Element

CROSSPOINT_BYTES = 95  # its buffer holds 96 with the closing zero (FootnoteEntry.h)


def unwanted_popups(book: Book) -> Iterator[Fault]:
    """Links to a later place with text of 9 to 5,000 characters; those of the contents are not meant."""
    contents = book.container.package.nav
    sizes: dict[_Element, int] = {}  # many links may lead to one place, and a place may be the whole page
    for link in ordinary_links(book):
        found = book.find(link.target)
        if found is None or link.page == contents:
            continue
        page, element = found
        own = book.pages[link.page]
        later = (page.number, page.order[element]) > (own.number, own.order[link.element])
        if later and element not in sizes:
            sizes[element] = len(words_of(element))
        if later and KOBO_LEAST <= sizes[element] <= KOBO_MOST:
            yield Fault(link.where, f"{link.href} names a place with text, which would pop up")


def link_pairs(book: Book) -> Iterator[Fault]:
    """Two ordinary links that lead to each other; each pair once, at its first link."""
    links = tuple(ordinary_links(book))
    owners: dict[_Element, Link] = {element: link for link in links for element in wrappers(link.element)}
    seen: set[Link] = set()
    for link in links:
        other = owner(book, owners, link)
        if other is not None and other is not link and link not in seen and owner(book, owners, other) is link:
            seen.add(other)
            yield Fault(link.where, f"this link and the one at {other.where} lead to each other")


def owner(book: Book, owners: dict[_Element, Link], link: Link) -> Link | None:
    """The link that stands where another one leads."""
    found = book.find(link.target)
    return owners.get(found[1]) if found else None


def long_references(book: Book) -> Iterator[Fault]:
    """References in the book that are longer than CrossPoint's buffer, in bytes of UTF-8."""
    for link in book.links():
        size = len(link.href.encode())
        if link.target is not None and size > CROSSPOINT_BYTES:
            yield Fault(link.where, f"the href has {size} bytes")


def ordinary_links(book: Book) -> Iterator[Link]:
    """Links that are neither markers (typed or not), nor a note's way back, nor references to a glossary, which may well pop up."""
    of_notes = {link for note in book.notes for link in (*note.markers, *note.ways_back)}
    for link in book.links():
        if not special(link.element) and link not in of_notes:
            yield link


def special(element: _Element) -> bool:
    """Whether a link says that it is more than a link."""
    return is_marker(element) or is_backlink(element) or is_other_reference(element)

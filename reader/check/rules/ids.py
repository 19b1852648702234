"""Rules: ids that every reading system can find, and find once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reader.check.book import Book
from reader.check.markup import attribute
from reader.check.page import Link, Page
from reader.check.rule import Fault, some

CSS_SAFE = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
# Kobo's spans and wrappers, the same in every file of a `.kepub.epub` (pgaskin/kepubify, kepub/transform.go). No link leads to them.
KOBOS = re.compile(r"kobo\.\d+\.\d+|book-columns|book-inner")


def duplicate_ids(book: Book) -> Iterator[Fault]:
    """Ids that stand twice in one file."""
    for page in book.pages.values():
        seen: set[str] = set()
        for element in page.order:
            ident = attribute(element, "id")
            if ident and ident in seen:
                yield Fault(page.where(element), f"the id {ident} stands twice in this file")
            seen.add(ident)


def unsafe_targets(book: Book) -> Iterator[Fault]:
    """Ids that markers name and `querySelector('#id')` cannot find."""
    noted = named_ids(book.markers)
    for where, ident, place in unsafe_ids(book):
        if place in noted:
            yield Fault(where, f"the id {ident} is a note's, but not of the form {CSS_SAFE.pattern}")


def foreign_targets(book: Book) -> Iterator[Fault]:
    """Ids that other links name and that an address must encode."""
    noted, named = named_ids(book.markers), named_ids(book.links())
    for where, ident, place in unsafe_ids(book):
        if place in named and place not in noted and not ident.isascii():
            yield Fault(where, f"the id {ident} is the target of a link, but not in ASCII")


def unsafe_others(book: Book) -> Iterator[Fault]:
    """Other ids that a selector cannot find (Kobo's own are none of ours)."""
    noted, named = named_ids(book.markers), named_ids(book.links())
    for where, ident, place in unsafe_ids(book):
        if place not in noted and (place not in named or ident.isascii()) and not KOBOS.fullmatch(ident):
            yield Fault(where, f"the id {ident} is not of the form {CSS_SAFE.pattern}")


def repeated_targets(book: Book) -> Iterator[Fault]:
    """Ids that markers name and that stand in several files."""
    noted = {ident for _, ident in named_ids(book.markers)}
    for ident, places in repeated_ids(book):
        if ident in noted:
            yield Fault(places[0], f"the id {ident} is a note's and stands in {len(places)} files: {some(places)}")


def repeated_others(book: Book) -> Iterator[Fault]:
    """Other ids that stand in several files."""
    noted = {ident for _, ident in named_ids(book.markers)}
    for ident, places in repeated_ids(book):
        if ident not in noted and not KOBOS.fullmatch(ident):
            yield Fault(places[0], f"the id {ident} stands in {len(places)} files: {some(places)}")


def unsafe_ids(book: Book) -> Iterator[tuple[str, str, tuple[str, str]]]:
    """Each id that is not CSS-safe: its place, itself, and file and fragment by which a link names it."""
    for page in book.pages.values():
        for ident, element in page.ids.items():
            if not CSS_SAFE.fullmatch(ident):
                yield page.where(element), ident, (page.path, ident)


def repeated_ids(book: Book) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name and places of each id that more than one file has."""
    holders: dict[str, list[Page]] = {}
    for page in book.pages.values():
        for ident in page.ids:
            holders.setdefault(ident, []).append(page)
    for ident, pages in holders.items():
        if len(pages) > 1:
            yield ident, tuple(page.where(page.ids[ident]) for page in pages)


def named_ids(links: Iterable[Link]) -> set[tuple[str, str]]:
    """File and fragment of every place that some of these links name."""
    return {(link.target.path, link.target.fragment) for link in links if link.target and link.target.fragment}

"""Rules: ids that every reading system can find, and find once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.check.book import Book
from reader.check.markup import attribute
from reader.check.page import Page
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
    """Ids that links need and `querySelector('#id')` cannot find."""
    for where, ident in unsafe_ids(book, linked=True):
        yield Fault(where, f"the id {ident} is the target of a link, but not of the form {CSS_SAFE.pattern}")


def unsafe_others(book: Book) -> Iterator[Fault]:
    """The same for ids that no link needs."""
    for where, ident in unsafe_ids(book, linked=False):
        yield Fault(where, f"the id {ident} is not of the form {CSS_SAFE.pattern}")


def repeated_targets(book: Book) -> Iterator[Fault]:
    """Ids that links need and that stand in several files."""
    for ident, places in repeated_ids(book, linked=True):
        yield Fault(places[0], f"the id {ident} is the target of a link and stands in {len(places)} files: {some(places)}")


def repeated_others(book: Book) -> Iterator[Fault]:
    """The same for ids that no link needs."""
    for ident, places in repeated_ids(book, linked=False):
        yield Fault(places[0], f"the id {ident} stands in {len(places)} files: {some(places)}")


def unsafe_ids(book: Book, *, linked: bool) -> Iterator[tuple[str, str]]:
    """Place and name of each id that is not CSS-safe."""
    targets = linked_ids(book)
    for page in book.pages.values():
        for ident, element in page.ids.items():
            if not CSS_SAFE.fullmatch(ident) and ((page.path, ident) in targets) == linked and (linked or not KOBOS.fullmatch(ident)):
                yield page.where(element), ident


def repeated_ids(book: Book, *, linked: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Name and places of each id that more than one file has."""
    holders: dict[str, list[Page]] = {}
    for page in book.pages.values():
        for ident in page.ids:
            holders.setdefault(ident, []).append(page)
    targets = {ident for _, ident in linked_ids(book)}
    for ident, pages in holders.items():
        if len(pages) > 1 and (ident in targets) == linked and (linked or not KOBOS.fullmatch(ident)):
            yield ident, tuple(page.where(page.ids[ident]) for page in pages)


def linked_ids(book: Book) -> set[tuple[str, str]]:
    """File and fragment of every place that some link names."""
    return {(link.target.path, link.target.fragment) for link in book.links() if link.target and link.target.fragment}

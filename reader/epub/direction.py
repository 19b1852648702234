"""In which direction a book is read: whether its lines are vertical, and saying that they are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reader.edits import Edit
from reader.epub.container import Container
from reader.epub.scan import attributes, tokens
from reader.epub.textmap import local

PAGES = ("application/xhtml+xml", "text/html")


def is_vertical(book: Container) -> bool:
    """Do whole pages of the book have vertical lines? A poem here and there does not count."""
    if any("vertical" in value for value in book.package.values("primary-writing-mode")):
        return True
    subjects = {subject for media_type in ("text/css", *PAGES) for data in _files(book, media_type) for subject in _vertical_subjects(data)}
    if not subjects:
        return False
    if not subjects.isdisjoint({b"html", b"body", b":root"}):
        return True
    return any(f".{name}".encode() in subjects for name in page_classes(book))


def page_classes(book: Container) -> frozenset[str]:
    """The classes of whole pages: of their `html` and `body`."""
    found = (names for media_type in PAGES for data in _files(book, media_type) for names in _root_class().findall(data))
    return frozenset(name.decode("utf-8", "replace") for names in found for name in names.split())


def pages_of(book: Container) -> frozenset[str]:
    """The names of the book's pages."""
    return frozenset(item.path for item in book.package.items if item.media_type in PAGES and item.path in book.files)


def _files(book: Container, media_type: str) -> Iterator[bytes]:
    return (book.files[item.path] for item in book.package.items if item.media_type == media_type and item.path in book.files)


def _vertical_subjects(data: bytes) -> Iterator[bytes]:
    """What the rules of a style sheet (or of a page's own) are about that ask for vertical lines: the names in the last part of each selector.

    `tb-rl` is Internet Explorer's name for them.
    """
    if b"writing-mode" not in data:
        return
    for rule in data.split(b"}"):
        selectors, _, declarations = rule.rpartition(b"{")
        if selectors and _vertical().search(declarations):
            for selector in selectors.replace(b"<", b"{").replace(b">", b" ").rpartition(b"{")[2].split(b","):
                yield from _simple().findall((selector.split() or [b""])[-1])


def progression_edits(source: str, direction: str = "ltr") -> Iterator[Edit]:
    """`page-progression-direction` on the spine of an EPUB 3 (EPUB 2 knows no such thing)."""
    for token in tokens(source):
        if token.kind != "start":
            continue
        if local(token.name) == "package" and not any(one.name == "version" and one.value.startswith("3") for one in attributes(token)):
            return
        if local(token.name) == "spine":
            stated = next((one for one in attributes(token) if one.name == "page-progression-direction"), None)
            place = token.start + 1 + len(token.name)
            if stated is None:
                yield Edit(place, place, f' page-progression-direction="{direction}"')
            elif stated.value != direction:
                yield Edit(stated.start, stated.end, direction)


@cache
def _vertical() -> re.Pattern[bytes]:
    return re.compile(rb"writing-mode\s*+:\s*+(?:vertical|tb)")


@cache
def _root_class() -> re.Pattern[bytes]:
    return re.compile(rb"""<(?:html|body)\b[^<>]*\sclass\s*=\s*["']([^"'<>]*)["']""")


@cache
def _simple() -> re.Pattern[bytes]:
    return re.compile(rb"[.:#]?[A-Za-z_][\w-]*")

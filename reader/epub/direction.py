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
    pages = [book.files[item.path] for item in book.package.items if item.media_type in PAGES and item.path in book.files]
    sheets = [book.files[item.path] for item in book.package.items if item.media_type == "text/css" and item.path in book.files]
    rules = [rule for data in (*sheets, *pages) if b"writing-mode" in data for rule in _rule().findall(data)]
    if not rules:
        return False
    roots = {b"html", b"body", b":root", *(b"." + name for page in pages for names in _root_class().findall(page) for name in names.split())}
    return any(not roots.isdisjoint(_simple().findall(_subject(selector))) for rule in rules for selector in rule.split(b","))


def progression_edits(source: str) -> Iterator[Edit]:
    """`page-progression-direction="ltr"` on the spine of an EPUB 3 (EPUB 2 knows no such thing)."""
    for token in tokens(source):
        if token.kind != "start":
            continue
        if local(token.name) == "package" and not any(one.name == "version" and one.value.startswith("3") for one in attributes(token)):
            return
        if local(token.name) == "spine":
            place = token.start + 1 + len(token.name)
            yield Edit(place, place, ' page-progression-direction="ltr"')


def _subject(selector: bytes) -> bytes:
    """The last part of a selector: what it is about."""
    return (selector.replace(b">", b" ").split() or [b""])[-1]


@cache
def _rule() -> re.Pattern[bytes]:
    """The selectors of a rule that asks for vertical lines, with any vendor's prefix (`tb-rl` is Internet Explorer's name for them)."""
    return re.compile(rb"([^{}<>]{1,2000})\{[^{}]*writing-mode\s*:\s*(?:vertical|tb)")


@cache
def _root_class() -> re.Pattern[bytes]:
    return re.compile(rb"""<(?:html|body)\b[^<>]*\sclass\s*=\s*["']([^"'<>]*)["']""")


@cache
def _simple() -> re.Pattern[bytes]:
    return re.compile(rb"[.:#]?[A-Za-z_][\w-]*")

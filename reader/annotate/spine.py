"""Which pages of a book are chapters: those of the spine, without covers, title pages, contents and the like."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from reader.annotate.barred import TYPES
from reader.epub.container import Container
from reader.epub.href import resolve
from reader.epub.xml import parse_xml
from reader.errors import InputError

XHTML = "application/xhtml+xml"
GUIDE = "{http://www.idpf.org/2007/opf}guide/{http://www.idpf.org/2007/opf}reference"
# What tools call these pages where the book does not say what they are.
STEMS = frozenset(
    "cover coverpage cover-page titlepage title-page title_page title halftitle half-title toc nav contents copyright colophon imprint dedication "
    "index glossary footnotes endnotes notes".split()
)


def chapter_paths(book: Container) -> list[str]:
    """The names of the pages that may be marked, in reading order, each once."""
    pages = {item.path for item in book.package.items if item.media_type == XHTML and item.path in book.files and "nav" not in item.properties}
    others = set(_named_otherwise(book))
    found = dict.fromkeys(item.path for item in book.package.spine if item.path in pages)
    return [path for path in found if path not in others and _stem(path) not in STEMS]


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0].lower()


def _named_otherwise(book: Container) -> Iterator[str]:
    """The pages that EPUB 2's guide calls something else than text."""
    try:
        root = parse_xml(book.files[book.package.path], where=book.package.path)
    except InputError:  # the package document has been read; what cannot be read again names nothing
        return
    for reference in root.iterfind(GUIDE):
        kind = reference.get("type", "").lower().removeprefix("other.")
        target = resolve(book.package.path, reference.get("href", ""))
        if kind in TYPES and target and not target.fragment:
            yield target.path

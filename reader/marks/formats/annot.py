"""Adobe's annotations (`Digital Editions/Annotations/….annot`): what a Kobo and other devices write for EPUBs in Adobe's engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.epub.xml import line_of, parse_xml, text_of
from reader.errors import InputError
from reader.marks.decoding import HEAD
from reader.marks.found import Found, Reading, broken

if TYPE_CHECKING:
    from lxml.etree import _Element

SOURCE = "annot"
NAMES = {"a": "http://ns.adobe.com/digitaleditions/annotations", "dc": "http://purl.org/dc/elements/1.1/"}


def detect(data: bytes) -> bool:
    """An XML file with Adobe's annotation set."""
    return b"<annotationSet" in data[:HEAD] and b"digitaleditions/annotations" in data[:HEAD]


def read(data: bytes) -> Reading:
    """The annotations that quote or say something."""
    try:
        top = parse_xml(data, where="annotations")
    except InputError as error:
        return Reading(findings=(broken(error.text),))
    book = top.find("a:publication", NAMES)
    return Reading(tuple(_found(one, book) for one in top.iterfind(".//a:annotation", NAMES)))


def _found(one: _Element, book: _Element | None) -> Found:
    fragment = one.find("a:target/a:fragment", NAMES)
    start = fragment.get("start", "") if fragment is not None else ""
    names = [] if book is None else [text_of(found) for found in book.iterfind("dc:identifier", NAMES)]
    return Found(
        _text(fragment, "a:text"),
        _text(one, "a:content/a:text"),
        _text(one, "dc:date"),
        SOURCE,
        href=start.partition("#")[0],
        title=_text(book, "dc:title"),
        author=_text(book, "dc:creator"),
        identifiers=tuple(names),
        line=line_of(one),
    )


def _text(element: _Element | None, path: str) -> str:
    found = None if element is None else element.find(path, NAMES)
    return "" if found is None else text_of(found).strip()

"""Readwise: what its API exports and takes (JSON), and its CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from reader.marks.decoding import HEAD, entries, json_of, table, text_of, word
from reader.marks.found import Found, Reading, broken

SOURCE = "readwise"
COLUMNS = ("Highlight", "Book Title")
LONGEST = 1 << 20  # characters of a field


def detect(data: bytes) -> bool:
    """A CSV with Readwise's first columns, or JSON with highlights that have a text."""
    if all(name.encode() in data[:HEAD].partition(b"\n")[0] for name in COLUMNS):
        return True
    top = json_of(data)
    return any("text" in one for book in _books(top) for one in entries(book.get("highlights"))) or any(
        {"text", "highlighted_at"} <= one.keys() for one in entries(_list(top))
    )


def read(data: bytes) -> Reading:
    """The highlights; what Readwise has marked as deleted is left out."""
    top = json_of(data)
    if top is None:
        return _csv(text_of(data))
    found = [_found(one, book) for book in _books(top) for one in entries(book.get("highlights")) if not one.get("is_deleted")]
    flat = [_found(one, {}) for one in entries(_list(top)) if "highlighted_at" in one and "highlights" not in one]
    return Reading((*found, *flat))


def _list(top: object) -> object:
    return top if isinstance(top, list) else table(top).get("results")


def _books(top: object) -> Iterator[Mapping[Any, Any]]:
    """The export of the API is a list of books; what is sent to it is one list of highlights that name their book."""
    yield from (book for book in entries(_list(top)) if "highlights" in book)
    if "highlights" in table(top):
        yield table(top)


def _found(one: Mapping[Any, Any], book: Mapping[Any, Any]) -> Found:
    title = word(one.get("title")) or word(book.get("title")) or word(book.get("readable_title"))
    author = word(one.get("author")) or word(book.get("author"))
    return Found(
        word(one.get("text")),
        word(one.get("note")),
        word(one.get("highlighted_at")) or word(one.get("created_at")),
        SOURCE,
        chapter=word(one.get("chapter")),
        title=title,
        author=author,
        digest=_digest(word(one.get("highlight_url"))),
        loose=not title,
    )


def _digest(url: str) -> str:
    """KOReader's hash of the book's file, where Readest has sent the highlight (`readest://annotation/HASH/ID`)."""
    found = re.match(r"readest://annotation/([0-9a-f]{32})/", url)
    return found[1] if found else ""


def _csv(text: str) -> Reading:
    csv.field_size_limit(LONGEST)
    rows = csv.DictReader(io.StringIO(text, newline=""))
    found = list[Found]()
    try:
        for row in rows:
            title = row.get("Book Title") or ""
            made = row.get("Highlighted at") or ""
            found.append(
                Found(row.get("Highlight") or "", row.get("Note") or "", made, SOURCE, title=title, author=row.get("Book Author") or "", loose=not title)
            )
    except csv.Error as error:
        return Reading(tuple(found), (broken(f"not a sound CSV: {error}", rows.line_num),))
    return Reading(tuple(found))

"""calibre's library (`metadata.db`): the annotations of every book in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from reader.marks.database import DatabaseError, is_database, read_rows
from reader.marks.decoding import table, word
from reader.marks.formats.calibre import highlight
from reader.marks.found import Found, Reading, broken

TABLES = {"annotations": ("book", "annot_type", "annot_data"), "books": ("id", "title", "author_sort", "uuid"), "identifiers": ("book", "type", "val")}


def detect(data: bytes) -> bool:
    """A database with calibre's table of annotations."""
    return is_database(data) and b"annot_data" in data and b"searchable_text" in data


def read(data: bytes) -> Reading:
    """The highlights with the titles of their books."""
    try:
        tables = read_rows(data, TABLES)
    except DatabaseError as error:
        return Reading(findings=(broken(str(error)),))
    books = {row.get("id"): row for row in tables.get("books", ())}
    names: dict[object, list[str]] = {}
    for row in tables.get("identifiers", ()):
        names.setdefault(row.get("book"), []).append(word(row.get("val")))
    found = (_found(row, books.get(row.get("book"), {}), names.get(row.get("book"), [])) for row in tables.get("annotations", ()))
    return Reading(tuple(mark for mark in found if mark))


def _found(row: Mapping[str, Any], book: Mapping[str, Any], names: list[str]) -> Found | None:
    try:
        entry = table(msgspec.json.decode(word(row.get("annot_data"))))
    except (msgspec.DecodeError, RecursionError, UnicodeError, ValueError):
        return None
    mark = highlight(entry, {"title": book.get("title"), "authors": book.get("author_sort")})
    return replace(mark, identifiers=tuple(names), loose=not book) if mark else None

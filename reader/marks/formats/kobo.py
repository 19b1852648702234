"""Kobo's database (`.kobo/KoboReader.sqlite`): highlights and notes of kepubs and of bought books."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reader.marks.database import DatabaseError, is_database, read_rows
from reader.marks.decoding import word
from reader.marks.found import Found, Reading, broken

SOURCE = "kobo"
BOOKMARK = ("VolumeID", "ContentID", "Text", "Annotation", "DateCreated", "Hidden", "Type", "StartContainerPath")
CONTENT = ("ContentID", "ContentType", "BookTitle", "Title", "Attribution")


def detect(data: bytes) -> bool:
    """A database with a table of bookmarks and one of contents."""
    return is_database(data) and b"Bookmark" in data and b"StartContainerPath" in data


def read(data: bytes) -> Reading:
    """The highlights; dog-ears, drawings and what was hidden (deleted) are left out."""
    try:
        tables = read_rows(data, {"Bookmark": BOOKMARK, "content": CONTENT})
    except DatabaseError as error:
        return Reading(findings=(broken(str(error)),))
    books = {word(row.get("ContentID")): row for row in tables.get("content", ())}
    return Reading(tuple(_found(row, books) for row in tables.get("Bookmark", ()) if _counts(row)))


def _counts(row: Mapping[str, Any]) -> bool:
    kind = word(row.get("Type")) or "highlight"
    return kind in {"highlight", "note"} and str(row.get("Hidden", "false")).lower() in {"false", "0"}


def _found(row: Mapping[str, Any], books: Mapping[str, Mapping[str, Any]]) -> Found:
    """A row may have no contents to its volume (they go when the book goes): then the file's name tells the book."""
    volume = word(row.get("VolumeID"))
    book = books.get(volume, {})
    return Found(
        word(row.get("Text")),
        word(row.get("Annotation")),
        word(row.get("DateCreated")),
        SOURCE,
        href=word(row.get("ContentID")).removeprefix(volume),
        title=word(book.get("Title")) or word(book.get("BookTitle")),
        author=word(book.get("Attribution")),
        file=volume.rpartition("/")[2],
        loose=not book,
    )

"""Apple Books: its two databases on a Mac, `AEAnnotation*.sqlite` with the marks and `BKLibrary*.sqlite` with the titles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reader.marks.database import DatabaseError, is_database, read_rows
from reader.marks.decoding import moment, word
from reader.marks.found import Found, Reading, broken

SOURCE = "apple"
EPOCH = 978_307_200  # seconds from 1970 to 2001, when Apple's count begins
MARKS = (
    *("ZANNOTATIONASSETID", "ZANNOTATIONSELECTEDTEXT", "ZANNOTATIONNOTE", "ZANNOTATIONLOCATION"),
    *("ZANNOTATIONTYPE", "ZANNOTATIONDELETED", "ZANNOTATIONCREATIONDATE", "ZFUTUREPROOFING5"),
)
BOOKS = ("ZASSETID", "ZTITLE", "ZAUTHOR", "ZEPUBID", "ZPATH")
BOOKMARK = 3


def detect(data: bytes) -> bool:
    """A database with one of the two tables."""
    return is_database(data) and (b"ZAEANNOTATION" in data or b"ZBKLIBRARYASSET" in data)


def read(data: bytes) -> Reading:
    """The marks of one database, or the books of the other."""
    try:
        tables = read_rows(data, {"ZAEANNOTATION": MARKS, "ZBKLIBRARYASSET": BOOKS})
    except DatabaseError as error:
        return Reading(findings=(broken(str(error)),))
    marks = tuple(_found(row) for row in tables.get("ZAEANNOTATION", ()) if not row.get("ZANNOTATIONDELETED") and row.get("ZANNOTATIONTYPE") != BOOKMARK)
    return Reading(marks, (), {word(row.get("ZASSETID")): _book(row) for row in tables.get("ZBKLIBRARYASSET", ())})


def _found(row: Mapping[str, Any]) -> Found:
    """The words may be missing (ZANNOTATIONREPRESENTATIVETEXT is what stands around them, and not them)."""
    made = row.get("ZANNOTATIONCREATIONDATE")
    return Found(
        word(row.get("ZANNOTATIONSELECTEDTEXT")),
        word(row.get("ZANNOTATIONNOTE")),
        moment(made + EPOCH) if isinstance(made, int | float) else "",
        SOURCE,
        chapter=word(row.get("ZFUTUREPROOFING5")),
        position=word(row.get("ZANNOTATIONLOCATION")),
        book=word(row.get("ZANNOTATIONASSETID")),
        loose=True,
    )


def _book(row: Mapping[str, Any]) -> Found:
    path = word(row.get("ZPATH")).rpartition("/")[2]
    return Found("", title=word(row.get("ZTITLE")), author=word(row.get("ZAUTHOR")), identifiers=(word(row.get("ZEPUBID")),), file=path)

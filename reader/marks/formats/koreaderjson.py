"""KOReader's export as JSON: one book, or several as `documents`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reader.marks.decoding import entries, json_of, moment, table, word
from reader.marks.found import Found, Reading

SOURCE = "koreader"


def detect(data: bytes) -> bool:
    """A JSON object with entries, each of which has a text, or with documents of that shape."""
    return any("text" in one and ("drawer" in one or "sort" in one or "time" in one) for book in _books(data) for one in entries(book.get("entries")))


def read(data: bytes) -> Reading:
    """The entries; page bookmarks are left out."""
    return Reading(tuple(_found(one, book) for book in _books(data) for one in entries(book.get("entries")) if one.get("sort") != "bookmark"))


def _books(data: bytes) -> Iterator[Mapping[Any, Any]]:
    top = table(json_of(data))
    yield from entries(top.get("documents"))
    yield top


def _found(one: Mapping[Any, Any], book: Mapping[Any, Any]) -> Found:
    return Found(
        word(one.get("text")),
        word(one.get("note")),
        moment(one.get("time")),
        SOURCE,
        chapter=word(one.get("chapter")),
        position=word(one.get("pn_xp")),
        title=word(book.get("title")),
        author=word(book.get("author")),
        file=word(book.get("file")).rpartition("/")[2],
        digest=word(book.get("md5sum")),
    )

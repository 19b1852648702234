"""Readest's export of annotations (JSON with `"$format": "readest-annotations"`)."""

from __future__ import annotations

from reader.marks.decoding import entries, json_of, milliseconds, table, word
from reader.marks.found import Found, Reading

SOURCE = "readest"


def detect(data: bytes) -> bool:
    """A JSON object that says so."""
    return word(table(json_of(data)).get("$format")).startswith("readest")


def read(data: bytes) -> Reading:
    """The annotations; bookmarks and what was deleted are left out."""
    top = table(json_of(data))
    book = table(top.get("book"))
    return Reading(
        tuple(
            Found(
                word(one.get("text")),
                word(one.get("note")),
                milliseconds(one.get("createdAt")),
                SOURCE,
                position=word(one.get("cfi")),
                title=word(book.get("title")),
                author=word(book.get("author")),
                digest=word(book.get("hash")),
            )
            for one in entries(top.get("annotations"))
            if one.get("type", "annotation") != "bookmark" and not one.get("deletedAt")
        )
    )

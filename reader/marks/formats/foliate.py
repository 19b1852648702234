"""Foliate's file for a book (`~/.local/share/com.github.johnfactotum.Foliate/….json`)."""

from __future__ import annotations

from reader.marks.decoding import entries, json_of, table, word
from reader.marks.found import Found, Reading

SOURCE = "foliate"


def detect(data: bytes) -> bool:
    """A JSON object with annotations whose value is a CFI."""
    return any(word(one.get("value")).startswith("epubcfi(") for one in entries(table(json_of(data)).get("annotations")))


def read(data: bytes) -> Reading:
    """The annotations."""
    top = table(json_of(data))
    book = table(top.get("metadata"))
    return Reading(
        tuple(
            Found(
                word(one.get("text")),
                word(one.get("note")),
                word(one.get("created")),
                SOURCE,
                position=word(one.get("value")),
                title=word(book.get("title")),
                identifiers=(word(book.get("identifier")),),
            )
            for one in entries(top.get("annotations"))
        )
    )

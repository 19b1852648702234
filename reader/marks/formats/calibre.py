"""calibre's annotations as JSON: the viewer's and the library's export (`.calibre_annotation_collection`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reader.marks.decoding import entries, json_of, table, word
from reader.marks.found import Found, Reading

SOURCE = "calibre"


def detect(data: bytes) -> bool:
    """A JSON object that says so, or holds annotations of calibre's shape."""
    top = table(json_of(data))
    return word(top.get("type")).startswith("calibre_annotation") or any("start_cfi" in flat(one) for one in entries(top.get("annotations")))


def read(data: bytes) -> Reading:
    """The highlights; those that were removed, and bookmarks, are left out."""
    found = (highlight(flat(one), one) for one in entries(table(json_of(data)).get("annotations")))
    return Reading(tuple(mark for mark in found if mark))


def flat(entry: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """The annotation itself: the library's export puts it inside its row."""
    return table(entry.get("annotation")) or entry


def highlight(entry: Mapping[Any, Any], row: Mapping[Any, Any]) -> Found | None:
    """One annotation of calibre's as a mark; `row` may tell the book."""
    if entry.get("type") != "highlight" or entry.get("removed"):
        return None
    titles = entry.get("toc_family_titles")
    chapters = [word(one) for one in titles] if isinstance(titles, list) else []
    return Found(
        word(entry.get("highlighted_text")),
        word(entry.get("notes")),
        word(entry.get("timestamp")),
        SOURCE,
        chapter=chapters[-1] if chapters else "",
        href=word(entry.get("spine_name")),
        position=word(entry.get("start_cfi")),
        title=word(row.get("title")),
        author=word(row.get("authors")),
    )

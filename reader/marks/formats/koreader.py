"""KOReader's sidecar (`metadata.epub.lua`, before and after 2024) and its own `.annotations.lua`: tables of Lua, read as data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from reader.marks.decoding import HEAD, entries, table, text_of, word
from reader.marks.found import Found, Reading, broken
from reader.marks.luatable import LuaError, read_table

SOURCE = "koreader"


def detect(data: bytes) -> bool:
    """A file that returns a table."""
    return re.match(rb"(?:\xef\xbb\xbf)?\s*(?:--[^\n]*\n\s*)*return\s*\{", data[:HEAD]) is not None


def read(data: bytes) -> Reading:
    """The highlights of a sidecar; plain page bookmarks are none."""
    try:
        return Reading(_marks(read_table(text_of(data))))
    except LuaError as error:
        return Reading(_marks(error.partial), (broken(f"a sidecar must hold data alone; here it has {error}", error.line),))


def _marks(top: Mapping[Any, Any]) -> tuple[Found, ...]:
    book = _book(top)
    found = _annotations(top) if "annotations" in top else _old(top)
    return tuple(_of_book(mark, book) for mark in found)


def _book(top: Mapping[Any, Any]) -> Found:
    props = table(top.get("doc_props")) or table(top.get("stats"))
    identifiers = tuple(word(props.get("identifiers")).split())
    path = word(top.get("doc_path")).replace("\\", "/").rpartition("/")[2]
    digest = word(top.get("partial_md5_checksum"))
    return Found("", title=word(props.get("title")), author=word(props.get("authors")), identifiers=identifiers, file=path, digest=digest)


def _of_book(mark: Found, book: Found) -> Found:
    from msgspec.structs import replace

    return replace(mark, source=SOURCE, title=book.title, author=book.author, identifiers=book.identifiers, file=book.file, digest=book.digest)


def _annotations(top: Mapping[Any, Any]) -> Iterator[Found]:
    """Since 2024; what has no `drawer` is a page bookmark."""
    for entry in entries(top.get("annotations")):
        if entry.get("drawer"):
            yield _found(entry, word(entry.get("text")), word(entry.get("note")))


def _found(entry: Mapping[Any, Any], quote: str, note: str = "") -> Found:
    position = word(entry.get("pos0")) or word(entry.get("page"))
    return Found(quote, note, word(entry.get("datetime")), chapter=word(entry.get("chapter")), position=position)


def _old(top: Mapping[Any, Any]) -> Iterator[Found]:
    """Before: `bookmarks` have the quotation in `notes` and the note in `text`; highlights that have no bookmark stand in `highlight`."""
    seen = set[tuple[str, str]]()
    for entry in entries(top.get("bookmarks")):
        if not entry.get("highlighted"):
            continue
        quote, note, made = word(entry.get("notes")), word(entry.get("text")), word(entry.get("datetime"))
        seen.add((quote, made))
        yield _found(entry, quote, "" if _automatic(note, quote) else note)
    for page in _of_pages(top.get("highlight")):
        quote, made = word(page.get("text")), word(page.get("datetime"))
        if (quote, made) not in seen:
            yield _found(page, quote)


def _of_pages(value: object) -> Iterator[Mapping[Any, Any]]:
    """The highlights of every page, in the order of the pages."""
    for page in table(value).values():
        yield from entries(page)


def _automatic(note: str, quote: str) -> bool:
    """`Page 43 打压政策… @ 2023-02-04 07:00:59`, in whatever language: what KOReader writes where the reader has written nothing."""
    return not note or note == quote or re.search(r"@ \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\Z", note) is not None

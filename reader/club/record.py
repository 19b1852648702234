"""`hashes.json`: by what a book is known again, and which block stands where in it. A service, a later edition and a reader's plug-in read it.

A site keeps what it once published: books that are replaced stay in readers' hands, with their places in them.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct, field

from reader.errors import InputError
from reader.model import Script

FORMAT = "reader-hashes"
VERSION = 1
MOST = 256 << 20
AS_PUBLISHED = "as-published"
HASHES = "hashes.json"


class PrintedBook(Struct, frozen=True, gc=False, omit_defaults=True):
    """A file that readers have. `text` is its script (`as-published`, `zh-Hans` …; with `+words` the region's own words), `size` in bytes.

    `contents` is the SHA-256 of the list of its entries, `koreader` KOReader's partial MD5, `koreader_name` its MD5 of the file's name.
    """

    text: str
    variant: str
    file: str
    sha256: str
    contents: str
    koreader: str
    koreader_name: str
    size: int = 0


class PagePlaces(Struct, frozen=True, gc=False):
    """A page of the spine (`spine` from 1), in which variants it is so in every script, and its `body` as a tree down to block ids and text nodes.

    The notation is that of `annotations/past/README.md`, “places.txt”.
    """

    spine: int
    file: str
    variants: tuple[str, ...]
    body: str


class OtherBlocks(Struct, frozen=True, gc=False):
    """Blocks that have other elements in one text and variant, in the same notation."""

    text: str
    variant: str
    blocks: str


class Build(Struct, frozen=True, gc=False, omit_defaults=True):
    """The books of one edition as they were built once. `build` names their bytes, `made_from` the data and the program that made them.

    `words` are rows (text, block, start, length, after): where books with a region's own words have others.
    """

    edition: str
    uuid: str
    number: str
    build: str
    books: tuple[PrintedBook, ...]
    pages: tuple[PagePlaces, ...]
    others: tuple[OtherBlocks, ...] = ()
    words: tuple[tuple[str, str, int, int, str], ...] = ()
    date: str = ""
    made_from: str = ""


class Record(Struct, frozen=True, gc=False):
    """All builds that a site knows: those of today first."""

    builds: tuple[Build, ...] = ()
    format: str = FORMAT
    version: int = field(default=VERSION)


def text_name(asked: Script | None) -> str:
    """What the record calls a text."""
    return asked or AS_PUBLISHED


def read_record(data: bytes, *, where: str) -> Record:
    """The record in a `hashes.json`; raises InputError for what is none, or of a later version."""
    try:
        record = msgspec.json.decode(data, type=Record)
    except (msgspec.DecodeError, RecursionError) as error:
        advice = "name another folder, or move the file away: then nothing of former books is kept"
        raise InputError(f"is no table of hashes ({error})", where=where, advice=advice) from error
    if record.format != FORMAT or record.version > VERSION:
        text = f"is of another kind or a later version ({record.format} {record.version})"
        raise InputError(text, where=where, advice="use the reader that wrote it, or a newer one")
    return record


def write_record(record: Record) -> bytes:
    """The record's file: the same bytes for the same builds."""
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"


def renewed(former: Record, builds: Iterable[Build]) -> Record:
    """The builds of today, and behind them what was known before and is none of them: each book once."""
    kept = list[Build](builds)
    known = {book.sha256 for build in kept for book in build.books}
    for build in former.builds:
        if any(book.sha256 not in known for book in build.books):
            kept.append(build)
            known.update(book.sha256 for book in build.books)
    return Record(tuple(kept))

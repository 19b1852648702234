"""The order of work: what was read from devices → `readers.toml`, `orphans.toml`, and what there is to say about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reader.edition.readers import FILE, ORPHANS
from reader.mark import Mark
from reader.marks.anchor import Lost, anchor
from reader.marks.desk import Desk
from reader.marks.document import document_text, read_document
from reader.marks.found import Found
from reader.marks.gather import Source
from reader.marks.merge import Shelfful, merge
from reader.marks.placing import marks_from
from reader.marks.seen import read_seen, seen_text
from reader.marks.shelf import Shelf, is_ours

# A book whose title no file says.
UNKNOWN = "?"


class Places(Struct, frozen=True, gc=False):
    """Where the marks go, where those without a place, and what is remembered."""

    readers: Path
    orphans: Path
    seen: Path


class Imported(Struct, frozen=True, gc=False):
    """What an import came to; `texts` are the files' new texts by path, where they change."""

    marks: tuple[Mark, ...]
    merged: Shelfful
    others: dict[str, int]
    texts: dict[Path, str]


def places_of(output: Path) -> Places:
    """`readers.toml`, and beside it `orphans.toml` and `readers.seen`."""
    return Places(output, output.with_name(ORPHANS), output.with_name(f"{output.stem}.seen"))


def import_marks(sources: Iterable[Source], desk: Desk, places: Places, *, member: str) -> Imported:
    """The marks of this edition's book, anchored and merged; nothing is written yet. Raises EditionError for a damaged `readers.toml`."""
    ours, others = sort_out(tuple(sources), desk)
    marks = marks_from(ours, desk, member=member)
    merged = merge(read_shelfful(places), marks)
    return Imported(tuple(marks), merged, others, texts_of(merged, places) if merged.added or merged.changed else {})


def read_shelfful(places: Places) -> Shelfful:
    """The files as they are."""
    return Shelfful(read_document(places.readers, kind=FILE), read_document(places.orphans, kind=ORPHANS), read_seen(places.seen))


def texts_of(shelfful: Shelfful, places: Places) -> dict[Path, str]:
    """The files' texts; what is remembered comes last."""
    return {places.readers: document_text(shelfful.readers), places.orphans: document_text(shelfful.orphans), places.seen: seen_text(shelfful.seen)}


def sort_out(sources: Sequence[Source], desk: Desk) -> tuple[list[Found], dict[str, int]]:
    """This edition's marks; and of other books, how many of each title."""
    shelf = Shelf(desk)
    books = {name: book for source in sources for name, book in source.reading.books.items()}
    ours: list[Found] = []
    others: Counter[str] = Counter()
    for source in sources:
        for found in source.reading.marks:
            mark = _named(found, books.get(found.book))
            if is_ours(mark, shelf) and not (mark.loose and isinstance(anchor(mark, desk), Lost)):
                ours.append(mark)
            else:
                others[mark.title or UNKNOWN] += 1
    return ours, dict(others.most_common())


def _named(found: Found, book: Found | None) -> Found:
    """The mark with what another file says of its book."""
    if book is None:
        return found
    return replace(found, title=book.title, author=book.author, identifiers=book.identifiers, file=book.file, loose=False)

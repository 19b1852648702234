"""What members gave for the book, and editors accepted, at a service → `readers.toml`; and out of it again what they took back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reader.mark import Mark
from reader.marks.anchor import Lost, anchor
from reader.marks.desk import Desk
from reader.marks.document import Document
from reader.marks.found import Found
from reader.marks.importing import Places, read_shelfful, texts_of
from reader.marks.merge import Shelfful, is_untouched, merge


class Pulled(Struct, frozen=True, gc=False):
    """What it came to: the ids that were taken back and are out, those that somebody has touched and that therefore stay.

    `texts` are the files' new texts by path, where they change.
    """

    merged: Shelfful
    withdrawn: tuple[str, ...]
    touched: tuple[str, ...]
    texts: dict[Path, str]


def pull_marks(marks: Iterable[Mark], desk: Desk, places: Places) -> Pulled:
    """The marks in the files, each as the service has it now; nothing is written yet. Raises EditionError for a damaged `readers.toml`."""
    marks = [settled(mark, desk) for mark in marks]
    old, withdrawn, touched = without(read_shelfful(places), {mark.id for mark in marks})
    merged = merge(old, marks, better=lambda _, new: new)
    changed = merged.added or merged.changed or withdrawn
    return Pulled(merged, withdrawn, touched, texts_of(merged, places) if changed else {})


def settled(mark: Mark, desk: Desk) -> Mark:
    """The mark, or an orphan where this edition does not have its words."""
    where = anchor(Found(mark.exact, prefix=mark.prefix, suffix=mark.suffix, href=f"{mark.essay}.xhtml"), desk)
    if isinstance(where, Lost):
        return replace(mark, essay="", state="orphan", reason=where.reason, nearest=where.nearest)
    return replace(mark, state="moved") if where.moved else mark


def without(shelfful: Shelfful, given: set[str]) -> tuple[Shelfful, tuple[str, ...], tuple[str, ...]]:
    """The files without what was given for the book once and is no longer; its id is forgotten, so that it may come again.

    What somebody has touched stays, for it is his.
    """
    entries = [entry for document in (shelfful.readers, shelfful.orphans) for entry in document.entries]
    gone = [entry for entry in entries if entry.mark.share == "book" and entry.mark.id in shelfful.seen and entry.mark.id not in given]
    untouched = tuple(entry.mark.id for entry in gone if is_untouched(entry, shelfful.seen))
    touched = tuple(entry.mark.id for entry in gone if not is_untouched(entry, shelfful.seen))
    seen = {name: checksum for name, checksum in shelfful.seen.items() if name not in untouched}
    return Shelfful(_left(shelfful.readers, untouched), _left(shelfful.orphans, untouched), seen), untouched, touched


def _left(document: Document, gone: Sequence[str]) -> Document:
    return replace(document, entries=tuple(entry for entry in document.entries if entry.mark.id not in gone))

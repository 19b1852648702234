"""An edition whose essays are the chapters of an EPUB: the book as it was received, and its pages by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from reader.edition.fields import Entry, near
from reader.edition.files import read_inside, refuse_changed
from reader.errors import EditionError, UsageError
from reader.model import Edition, Essay, Source

KEY = "epub"
XHTML = "application/xhtml+xml"
# What changes a text, or stands around one that we print ourselves; the pages of somebody's book stay as they are.
OF_OUR_BOOKS = ("subtitle", "editor", "publisher", "description", "rights", "subjects", "about", "changes")
OF_OUR_ESSAYS = ("sha256", "extract", "structure", "supplied", "publisher", "head_note", "thesis", "against")
TAKE_OUT = "take it out: the book's pages stay as they are, and notes are all that is added"


class Place(Struct, frozen=True, gc=False):
    """An entry, and the page that it names."""

    where: str
    file: str
    essay: Essay


def source_book(entry: Entry, folder: Path) -> Source | None:
    """The EPUB that `[book]` names, None when it names none; raises EditionError for one that has changed, and for keys of our own books."""
    name = entry.text(KEY, "")
    if not name:
        return None
    refuse_keys(entry, OF_OUR_BOOKS)
    where, stated = f"{entry.where} {KEY} {name}", entry.text("sha256")
    data = read_inside(folder, name, where=where)
    return Source(name, refuse_changed(data, stated, name=name, where=entry.where), "", data=data)


def refuse_own(entry: Entry) -> None:
    """Raise EditionError for a key of an essay that a chapter of an EPUB cannot have."""
    refuse_keys(entry, OF_OUR_ESSAYS)


def refuse_keys(entry: Entry, keys: Iterable[str]) -> None:
    """Raise EditionError for the first of the keys that is there."""
    for key in keys:
        if key in entry.data:
            raise entry.fail(f"`{key}` is for an edition of texts, and the essays of this one are the chapters of an EPUB", TAKE_OUT)


def pages_of(book: Source, places: Sequence[Place]) -> tuple[Essay, ...]:
    """The essays, each a page of the book; raises EditionError for a page that the book has not, InputError for what is no sound, open EPUB."""
    from reader.epub.container import read_container

    package = read_container(book.data, name=book.name).package
    pages = {item.path for item in package.items if item.media_type == XHTML}
    seen = dict[str, str]()
    for place in places:
        if place.file not in pages:
            meant = near(place.file, pages)
            question = f"is “{meant}” meant? " if meant else ""
            raise EditionError(f"{book.name} has no page “{place.file}”", where=place.where, advice=f"{question}the package document names the pages")
        if place.file in seen:
            raise EditionError(f"the page “{place.file}” is already an essay: {seen[place.file]}", where=place.where, advice="leave one of the two out")
        seen[place.file] = place.where
    return tuple(place.essay for place in places)


def refuse_chapters(edition: Edition) -> None:
    """Raise UsageError where chapters of an EPUB are the edition's essays: for what is done with texts."""
    if edition.epub:
        text = f"the essays of this edition are the chapters of {edition.epub.name}, with which this cannot be done"
        raise UsageError(text, advice="reader build and reader check take it; its book with notes is an EPUB like any other")


def refuse_of_texts(edition: Edition) -> Edition:
    """The same edition; raises EditionError where it holds what would change the pages of somebody's book: repairs, a cover."""
    wheres = [rule.where for rule in edition.rules] + [keep.where for keep in edition.keeps] + [one.where for one in edition.corrections]
    wheres += [f"edition.toml [[cover]] ({cover.script})" for cover in edition.covers]
    if edition.epub and wheres:
        raise EditionError("is for an edition of texts, and the essays of this one are the chapters of an EPUB", where=wheres[0], advice=TAKE_OUT)
    return edition

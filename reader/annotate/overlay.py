"""The order of work: an edition whose essays are the chapters of an EPUB → that book with the edition's notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from reader.annotate.chapter import Chapter, closed_places, read_chapter
from reader.annotate.compose import GLOSSARY, Annotated, Changed, is_fixed, is_modern, is_sound, listed, marked_page, refuse_signed, with_notes, without_text
from reader.annotate.forms import Lookup, lookup_of
from reader.annotate.marking import Way
from reader.annotate.names import free_names
from reader.annotate.pages import edition_pages
from reader.annotate.record import is_annotated
from reader.annotate.wording import edition_wording
from reader.book.density import empty_room
from reader.book.footnotes import first_dispute
from reader.book.notes import EssayNotes, place_notes, quotations
from reader.book.scripting import essay_script
from reader.epub.container import Container, read_container
from reader.epub.encoding import decode
from reader.errors import EditionError, InputError
from reader.model import NOTE_KINDS, Edition, Finding, NoteKind, Script, Source

PAGES = (GLOSSARY, "disputes.xhtml", "questions.xhtml", "agreements.xhtml", "remarks.xhtml")


class Placed(Struct, frozen=True, gc=False, eq=False):
    """The chapters that are essays and what is marked of each, by slug, and what found no room or occurs nowhere."""

    book: Container
    chapters: dict[str, Chapter]
    notes: dict[str, EssayNotes]
    findings: tuple[Finding, ...]


def overlay_book(edition: Edition, source: Source, *, asked: Script | None = None, kinds: Iterable[NoteKind] = NOTE_KINDS) -> Annotated:
    """The book with the edition's notes; `source` is the edition's own, or what it is in the `asked` script.

    Raises EditionError for data that does not fit the book, InputError for a book that cannot be marked. The new one has been read back (`guard`).
    """
    placed = place_in_book(edition, source, asked=asked, kinds=kinds)
    book, names = placed.book, free_names(placed.book)
    seen = set[str]().union(*(notes.text.hits.ids for notes in placed.notes.values()))
    edition = replace(edition, essays=tuple(notes.text.essay for notes in placed.notes.values()), terms=listed(edition.terms, seen))
    files = {name: names.page(name) for name in PAGES} | {f"{slug}.xhtml": chapter.path for slug, chapter in placed.chapters.items()}
    how = Way(names, is_modern(book), edition_wording(edition, book), files=files, edition=edition, ids=f"{names.word}-")
    how = replace(how, quoted=quotations(placed.notes), legend=first_dispute(placed.notes.values()))
    chapters, changed = [], dict[str, Changed]()
    for slug, chapter in placed.chapters.items():
        notes = placed.notes[slug]
        if notes.notes or notes.anchors:
            changed[chapter.path] = marked_page(chapter, notes, how)
            chapters.append(without_text(chapter, notes))
    if not changed:
        return Annotated(book.data, (), edition.terms, placed.findings)
    data = with_notes(book, changed, tuple(edition_pages(edition, placed.notes, how)), how)
    return Annotated(data, tuple(chapters), edition.terms, placed.findings)


def place_in_book(edition: Edition, source: Source, *, asked: Script | None = None, kinds: Iterable[NoteKind] = NOTE_KINDS) -> Placed:
    """Where everything is marked in the book; raises what `overlay_book` raises."""
    book = open_book(source)
    lookup = lookup_of(edition.terms, book.package.language)
    chapters = {chapter.text.essay.slug: chapter for chapter in read_essays(edition, book, lookup, asked)}
    texts = {slug: chapter.text for slug, chapter in chapters.items()}
    rooms = {slug: empty_room(text) for slug, text in texts.items()}
    for slug, room in rooms.items():
        room.closed = closed_places(chapters[slug])
    notes, findings = place_notes(edition, texts, kinds, rooms=rooms, linked=False)
    standing = set[str]().union(*(text.hits.ids for text in texts.values()))
    unused = (term for term in edition.terms if term.id not in standing)
    missing = tuple(Finding("term-unused", "warning", term.where, f"the term “{term.headword}” occurs in no essay") for term in unused)
    return Placed(book, chapters, {slug: _at_markers(placed) for slug, placed in notes.items()}, (*missing, *findings))


def _at_markers(notes: EssayNotes) -> EssayNotes:
    """Without anchors for terms: in somebody's pages, the glossary leads to markers alone."""
    marked = {note.marker_id for note in notes.notes}
    first = {term: place for term, place in notes.first.items() if place in marked}
    return replace(notes, anchors=tuple(anchor for anchor in notes.anchors if anchor.quoted), first=first)


def open_book(source: Source) -> Container:
    """The book; raises InputError for one in which no notes can be put."""
    book = read_container(source.data, name=source.name)
    refuse_signed(book)
    if is_annotated(book):
        raise InputError("has notes of reader annotate in it", where=book.name, advice="take them out first, with reader annotate --remove")
    if is_fixed(book):
        raise InputError("its pages have a fixed layout, in which notes have no room", where=book.name, advice="name a book whose text flows")
    return book


def read_essays(edition: Edition, book: Container, lookup: Lookup, asked: Script | None) -> Iterator[Chapter]:
    """The chapters that the edition's essays name; raises EditionError for a page in which no notes could stand."""
    lang = book.package.language
    for essay in edition.essays:
        where = f"edition.toml [[essay]] ({essay.slug})"
        path = essay.source.name
        try:
            decoded = decode(book.files[path], where=path)
        except (InputError, KeyError) as error:
            raise EditionError(f"the page {path} of {book.name} cannot be read", where=where, advice="take the [[essay]] out") from error
        chapter = read_chapter(decoded, replace(essay, script=essay_script(essay, asked)), lang=lang, lookup=lookup)
        if not is_sound(chapter, book.files[path]):
            raise EditionError(
                f"the page {path} of {book.name} is no well-formed XHTML in which notes could stand", where=where, advice="take the [[essay]] out"
            )
        yield chapter

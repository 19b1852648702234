"""The order of work: a book and terms → the book with notes, readable top to bottom."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from operator import attrgetter
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reader.annotate.chapter import Chapter, is_chinese, read_chapter
from reader.annotate.contents import nav_edits, ncx_edits, package_edits
from reader.annotate.forms import Lookup, distinct, lookup_of
from reader.annotate.marking import NOBODYS, Way, can_be_marked, page_edits, root_edits
from reader.annotate.names import Names, free_names
from reader.annotate.ours import without_ours
from reader.annotate.pages import list_page, written_page
from reader.annotate.record import STREAMS, is_annotated, make_record
from reader.annotate.remove import original_of
from reader.annotate.spine import chapter_paths
from reader.annotate.wording import title_in_script, wording_for
from reader.book.notes import EssayNotes, place_glossary
from reader.book.page import Page
from reader.book.places import Text
from reader.edition.pinyin import with_keys
from reader.edits import Edit, apply_edits
from reader.epub.container import Container, read_container
from reader.epub.encoding import WHOLE, Decoded, decode, encode, writable
from reader.epub.entries import Packed, pack
from reader.epub.grown import Grown
from reader.epub.guard import guard
from reader.epub.rezip import rewrite_zip
from reader.epub.textread import read_document
from reader.epub.vocabulary import NCX, OPF, PAGE, Vocabulary
from reader.epub.xml import parse_xml
from reader.errors import InputError
from reader.match.fold import Shadow
from reader.match.terms import Hits
from reader.model import Essay, Finding, Source, Term

SIGNATURES = "META-INF/signatures.xml"
UNSOUND = "is no well-formed XHTML in which notes could stand: left as it is"
BEFORE, BEHIND = 20, 12  # characters around a marker that are shown
GLOSSARY = "glossary.xhtml"
STYLE = Path(__file__).parent / "style.css"


class Marked(Struct, frozen=True, gc=False):
    """A chapter with notes: its file, its title, and its notes without its text; `around` is some text at each marker, which | stands for."""

    path: str
    title: str
    notes: EssayNotes
    around: tuple[str, ...]


class Annotated(Struct, frozen=True, gc=False, eq=False):
    """The new book's bytes, its marked chapters, the terms that stand in it, and what its reader ought to know."""

    data: bytes
    chapters: tuple[Marked, ...]
    found: tuple[Term, ...]
    warnings: tuple[Finding, ...]

    def markers(self) -> int:
        """How many markers there are."""
        return sum(len(chapter.notes.notes) for chapter in self.chapters)


class Changed(Struct, frozen=True, gc=False, eq=False):
    """A file of the book that changes: its new contents, and what they are meant to be."""

    packed: Packed
    meant: Grown


def annotate_book(source: Path | bytes, terms: tuple[Term, ...], *, name: str = "", at_end: bool = False) -> Annotated:
    """The book with a note at the first mention of each term in each chapter; raises InputError for what cannot be marked.

    A book in which no term occurs is the same bytes; of one that has notes already, they are taken out first. The new one has been read back
    (`guard`, which raises Breach).
    """
    book = unannotated(read_container(source, name=name))
    refuse_signed(book)
    terms, warnings = distinct(terms)
    names = free_names(book)
    how = Way(names, is_modern(book), wording_for(terms, book), at_end, {GLOSSARY: names.page(GLOSSARY)})
    chapters, changed, seen, unread = mark_chapters(book, terms, how)
    found, warnings = listed(terms, seen), (*warnings, *unread)
    if not chapters:
        return Annotated(book.data, (), found, warnings)
    notes = {chapter.notes.text.essay.slug: chapter.notes for chapter in chapters}
    edition = replace(NOBODYS, essays=tuple([chapter.notes.text.essay for chapter in chapters]), terms=found)
    how = replace(how, files={**how.files, **{f"{chapter.notes.text.essay.slug}.xhtml": chapter.path for chapter in chapters}})
    return Annotated(with_notes(book, changed, (list_page(edition, notes, how),), how), chapters, found, warnings)


def with_notes(book: Container, changed: dict[str, Changed], pages: Sequence[Page], how: Way) -> bytes:
    """The book with its changed files, our pages and the style sheet, and with what gives the old one back; read back (`guard`, which raises Breach)."""
    changed = changed | changed_contents(book, pages, how)
    files = {path: one.packed for path, one in changed.items()}
    style = STYLE.read_bytes().replace(b".rdn-", f".{how.names.word}-".encode())
    added = {how.names.style: style, **{how.names.page(page.name): written_page(page, how) for page in pages}}
    written = {path: one.packed.crc for path, one in changed.items()} | {path: zlib.crc32(data) for path, data in added.items()}
    added |= make_record(book.data, written, changed.keys(), word=how.names.word)
    data = rewrite_zip(book.data, files, added=added, stored={STREAMS})
    guard(book.data, data, {path: one.meant for path, one in changed.items()}, where=book.name, added=added)
    return data


def is_modern(book: Container) -> bool:
    """Is it an EPUB 3?"""
    return book.package.version.startswith("3")


def listed(terms: tuple[Term, ...], seen: set[str]) -> tuple[Term, ...]:
    """The terms that stand in the book, as the glossary lists them: with a key to order them by, and relations to one another alone."""
    found = [
        replace(term, see=tuple([other for other in term.see if other in seen])) if term.see else term  # few terms of a list name others
        for term in terms
        if term.id in seen
    ]
    return with_keys(tuple(found), "zh-Hans")


def unannotated(book: Container) -> Container:
    """The book that it was before it was annotated, if it was; raises InputError when that is not to be had."""
    return read_container(original_of(book), name=book.name) if is_annotated(book) else book


def refuse_signed(book: Container) -> None:
    """Raise InputError for a signed book: with notes in it, the signature would be a lie."""
    if SIGNATURES in book.files:
        raise InputError("the book is signed, and the signature would no longer hold", where=f"{book.name}: {SIGNATURES}", advice="use a copy without it")


def mark_chapters(book: Container, terms: tuple[Term, ...], how: Way) -> tuple[tuple[Marked, ...], dict[str, Changed], set[str], tuple[Finding, ...]]:
    """The chapters that get notes, their pages, the ids of all terms that stand in the book, and the pages that stay as they are.

    One chapter after the other: what was read of one is done with when the next is read.
    """
    by_weight = tuple({term.id: term for term in terms if term.important is important} for important in (True, False))
    chapters, changed, seen, unread, marked = list[Marked](), dict[str, Changed](), set[str](), list[Finding](), set[str]()
    for chapter in read_chapters(book, how.names, lookup_of(terms, book.package.language)):
        if isinstance(chapter, Finding):
            unread.append(chapter)
            continue
        notes, found = place_glossary(by_weight, chapter.text, marked, at_end=how.at_end, by_words=not is_chinese(chapter.lang))
        seen.update(found)
        if notes.notes:
            changed[chapter.path] = marked_page(chapter, notes, how)
            chapters.append(without_text(chapter, notes))
    return tuple(chapters), changed, seen, tuple(unread)


def marked_page(chapter: Chapter, notes: EssayNotes, how: Way) -> Changed:
    """A chapter's page with its notes."""
    attributes = root_edits(chapter, how)
    return _changed(chapter.decoded, page_edits(chapter, notes, how), PAGE, how, attributes)


def without_text(chapter: Chapter, notes: EssayNotes) -> Marked:
    """What is to be said of a chapter with notes."""
    text = chapter.text.text
    around = tuple([_around(text, note.place) for note in notes.notes])
    essay = replace(chapter.text.essay, blocks=())
    if not essay.short:
        essay = replace(essay, short=chapter.title or f"§{essay.slug.rpartition('c')[2]}")
    return Marked(chapter.path, chapter.title, replace(notes, text=Text(essay, "", Shadow(""), (), Hits())), around)


def _around(text: str, place: int) -> str:
    before, behind = text[max(0, place - BEFORE) : place], text[place : place + BEHIND]
    return f"{before.rpartition(chr(10))[2]}|{behind.partition(chr(10))[0]}"


def read_chapters(book: Container, names: Names, lookup: Lookup) -> Iterator[Chapter | Finding]:
    """The chapters in which a term stands, in reading order; and the pages that cannot be read, or marked."""
    if is_fixed(book):
        text = "its pages have a fixed layout, in which notes have no room: left as it is"
        yield Finding("annotate-fixed", "warning", book.package.path, text)
        return
    lang = book.package.language
    for number, path in enumerate(chapter_paths(book), 1):
        page = book.files[path]
        try:
            decoded = decode(page, where=path)
        except InputError as error:
            yield Finding("annotate-encoding", "warning", path, f"{error.text}: left as it is")
            continue
        essay = Essay(f"{names.word}-c{number}", "", "", "", "", Source(path, "", ""))
        chapter = read_chapter(decoded, essay, lang=lang, lookup=lookup)
        if chapter.text.hits:
            yield chapter if is_sound(chapter, page) else Finding("annotate-markup", "warning", path, UNSOUND)


def is_fixed(book: Container) -> bool:
    """Are the book's pages laid out once and for all?"""
    return "pre-paginated" in book.package.values("rendition:layout")


def is_sound(chapter: Chapter, page: bytes) -> bool:
    """Has a page what notes need, and is it well-formed, with no entities of its own? In any other, nobody knows where a note would stand."""
    return can_be_marked(chapter) and is_well_formed(page)


def is_well_formed(page: bytes) -> bool:
    """Can a page be parsed by the rules of XML, with no entities of its own?"""
    try:
        parse_xml(page, where="")
    except InputError:
        return False
    return b"<!ENTITY" not in page


def changed_contents(book: Container, pages: Sequence[Page], how: Way) -> dict[str, Changed]:
    """The package document and the contents, which name our pages."""
    changed, titles = {}, {page.name: title_in_script(page.title.text, how.wording) for page in pages}
    for path, vocabulary, edits in _contents(book, titles, how):
        if edits:
            decoded = decode(book.files[path], where=f"{book.name}: {path}")
            changed[path] = _changed(decoded, edits, vocabulary, how)
    return changed


def _contents(book: Container, titles: Mapping[str, str], how: Way) -> Iterator[tuple[str, Vocabulary, list[Edit]]]:
    """The package document and the contents, with their edits."""
    package = book.package
    yield package.path, OPF, package_edits(_text(book, package.path), package.path, how.names, titles)
    if package.ncx in book.files:
        yield package.ncx, NCX, ncx_edits(_text(book, package.ncx), package.ncx, how.names, titles)
    if how.modern and package.nav in book.files:
        yield package.nav, PAGE, nav_edits(_text(book, package.nav), package.nav, how.names, titles)


def _text(book: Container, path: str) -> str:
    return decode(book.files[path], where=f"{book.name}: {path}").text


def _changed(decoded: Decoded, edits: list[Edit], vocabulary: Vocabulary, how: Way, attributes: Sequence[Edit] = ()) -> Changed:
    """The file with its edits; those of `attributes` and of elements of ours, which can be taken out again."""
    edits = sorted((*edits, *attributes), key=attrgetter("start"))
    if decoded.codec not in WHOLE:
        edits = [Edit(edit.start, edit.end, writable(edit.after, decoded)) for edit in edits]
    packed = pack(encode(apply_edits(decoded.text, edits), decoded))
    read, without = partial(read_document, vocabulary=vocabulary, lang=""), partial(without_ours, word=how.names.word)
    return Changed(packed, Grown(read, without, tuple(attributes), packed.size, packed.crc))

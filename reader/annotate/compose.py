"""The order of work: a book and terms → the book with notes, readable top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reader.annotate.chapter import Chapter, read_chapter
from reader.annotate.contents import nav_edits, ncx_edits, package_edits
from reader.annotate.forms import Lookup, distinct, lookup_of
from reader.annotate.glossary import written_glossary
from reader.annotate.marking import Way, can_be_marked, page_edits
from reader.annotate.names import Names, free_names
from reader.annotate.ours import without_ours
from reader.annotate.record import STREAMS, is_annotated, make_record
from reader.annotate.remove import original_of
from reader.annotate.spine import chapter_paths
from reader.annotate.wording import way_of_words
from reader.book.notes import EssayNotes, place_glossary
from reader.edition.pinyin import with_keys
from reader.edits import Edit, apply_edits
from reader.epub.container import Container, read_container
from reader.epub.encoding import Decoded, decode, encode, writable
from reader.epub.guard import Meant, guard
from reader.epub.rezip import rewrite_zip
from reader.epub.textmap import Document, whole
from reader.epub.textread import read_document
from reader.epub.vocabulary import NCX, OPF, PAGE, Vocabulary
from reader.errors import InputError
from reader.model import Edition, Finding, Term

SIGNATURES = "META-INF/signatures.xml"
STYLE = Path(__file__).parent / "style.css"


class Annotated(Struct, frozen=True, gc=False, eq=False):
    """The new book's bytes, what is marked in each of its chapters, the terms that stand in it, and what its reader ought to know."""

    data: bytes
    chapters: tuple[Chapter, ...]
    notes: dict[str, EssayNotes]
    found: tuple[Term, ...]
    warnings: tuple[Finding, ...]

    def markers(self) -> int:
        """How many markers there are."""
        return sum(len(notes.notes) for notes in self.notes.values())


class Changed(Struct, frozen=True, gc=False, eq=False):
    """A file of the book that changes: its new bytes, and what they are meant to be."""

    data: bytes
    meant: Meant


def annotate_book(source: Path | bytes, terms: tuple[Term, ...], *, name: str = "", at_end: bool = False) -> Annotated:
    """The book with a note at the first mention of each term in each chapter; raises InputError for what cannot be marked.

    A book in which no term occurs is the same bytes; of one that has notes already, they are taken out first. The new one has been read back
    (`guard`, which raises Breach).
    """
    book = unannotated(read_container(source, name=name))
    refuse_signed(book)
    terms, warnings = distinct(terms)
    names = free_names(book)
    chapters, unread = read_chapters(book, names, lookup_of(terms, next(iter(book.package.values("dc:language")), "")))
    warnings += unread
    seen = {hit.id for chapter in chapters for hit in chapter.text.hits}
    found = with_keys(tuple([term for term in terms if term.id in seen]), "zh-Hans")
    notes = place_glossary(found, {chapter.text.essay.slug: chapter.text for chapter in chapters}, at_end=at_end)
    chapters = [chapter for chapter in chapters if notes[chapter.text.essay.slug].notes]
    if not chapters:
        return Annotated(book.data, (), {}, found, warnings)
    changed, added = written_files(book, names, chapters, notes, found, at_end=at_end)
    files = {path: one.data for path, one in changed.items()}
    added |= make_record(book.data, files, added, word=names.word)
    data = rewrite_zip(book.data, files, added=added, stored={STREAMS})
    guard(book.data, data, {path: one.meant for path, one in changed.items()}, where=book.name, added=added)
    return Annotated(data, tuple(chapters), notes, found, warnings)


def unannotated(book: Container) -> Container:
    """The book that it was before it was annotated, if it was; raises InputError when that is not to be had."""
    return read_container(original_of(book), name=book.name) if is_annotated(book) else book


def refuse_signed(book: Container) -> None:
    """Raise InputError for a signed book: with notes in it, the signature would be a lie."""
    if SIGNATURES in book.files:
        raise InputError("the book is signed, and the signature would no longer hold", where=f"{book.name}: {SIGNATURES}", advice="use a copy without it")


def read_chapters(book: Container, names: Names, lookup: Lookup) -> tuple[list[Chapter], tuple[Finding, ...]]:
    """The chapters in which a term stands, in reading order; and the pages that cannot be read, or marked."""
    if "pre-paginated" in book.package.values("rendition:layout"):
        text = "its pages have a fixed layout, in which notes have no room: left as it is"
        return [], (Finding("annotate-fixed", "warning", book.package.path, text),)
    lang, found, unread = next(iter(book.package.values("dc:language")), ""), list[Chapter](), list[Finding]()
    for number, path in enumerate(chapter_paths(book), 1):
        try:
            decoded = decode(book.files[path], where=path)
        except InputError as error:
            unread.append(Finding("annotate-encoding", "warning", path, f"{error.text}: left as it is"))
            continue
        chapter = read_chapter(path, decoded, slug=f"{names.word}-c{number}", lang=lang, lookup=lookup)
        if chapter.text.hits and not can_be_marked(chapter):
            unread.append(Finding("annotate-markup", "warning", path, "is no XHTML in which notes could stand: left as it is"))
        elif chapter.text.hits:
            found.append(chapter)
    return found, tuple(unread)


def written_files(
    book: Container, names: Names, chapters: list[Chapter], notes: dict[str, EssayNotes], found: tuple[Term, ...], *, at_end: bool
) -> tuple[dict[str, Changed], dict[str, bytes]]:
    """The files that change, and the new ones."""
    notes = {chapter.text.essay.slug: notes[chapter.text.essay.slug] for chapter in chapters}
    files = {f"{chapter.text.essay.slug}.xhtml": chapter.path for chapter in chapters} | {"glossary.xhtml": names.glossary}
    words, lang = way_of_words(found, book)
    how = Way(names, book.package.version.startswith("3"), words, lang, files, at_end)
    essays = tuple([replace(chapter.text.essay, short=chapter.title or f"§{chapter.text.essay.slug.rpartition('c')[2]}") for chapter in chapters])
    edition = Edition("", "", "zh-Hans", "", "", "", essays=essays, terms=found)
    changed = {}
    for chapter in chapters:
        edits = page_edits(chapter, notes[chapter.text.essay.slug], edition, how)
        changed[chapter.path] = _changed(chapter.decoded, chapter.document, edits, PAGE, chapter.lang, names.word)
    for path, vocabulary, edits in _contents(book, how):
        if edits:
            decoded = decode(book.files[path], where=f"{book.name}: {path}")
            changed[path] = _changed(decoded, read_document(decoded.text, vocabulary, lang=""), edits, vocabulary, "", names.word)
    return changed, {names.style: STYLE.read_bytes().replace(b".rdn-", f".{names.word}-".encode()), names.glossary: written_glossary(edition, notes, how)}


def _contents(book: Container, how: Way) -> Iterator[tuple[str, Vocabulary, list[Edit]]]:
    """The package document and the contents, with their edits."""
    package, title = book.package, how.words.glossary
    yield package.path, OPF, package_edits(_text(book, package.path), package.path, how.names)
    if package.ncx in book.files:
        yield package.ncx, NCX, ncx_edits(_text(book, package.ncx), package.ncx, how.names, title)
    if how.modern and package.nav in book.files:
        yield package.nav, PAGE, nav_edits(_text(book, package.nav), package.nav, how.names, title)


def _text(book: Container, path: str) -> str:
    return decode(book.files[path], where=f"{book.name}: {path}").text


def _changed(decoded: Decoded, document: Document, edits: list[Edit], vocabulary: Vocabulary, lang: str, word: str) -> Changed:
    edits = [Edit(edit.start, edit.end, writable(edit.after, decoded)) for edit in edits]
    read = partial(_without_ours, vocabulary=vocabulary, lang=lang, settled=document.settled, word=word)
    texts = tuple([whole(text) for text in document.texts])
    return Changed(encode(apply_edits(decoded.text, edits), decoded), Meant(read, texts, (), tuple(edits)))


def _without_ours(source: str, *, vocabulary: Vocabulary, lang: str, settled: Mapping[str, str], word: str) -> Document:
    """What the guard reads of a file: the texts that are not ours."""
    return read_document(without_ours(source, word), vocabulary, lang=lang, settled=settled)

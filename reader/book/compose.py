"""The order of work: an edition → one book, readable top to bottom."""

from __future__ import annotations

import uuid
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from reader.book.doubts import doubts
from reader.book.essaypage import essay_page
from reader.book.footnotes import first_dispute
from reader.book.matter.agreements import agreements_page
from reader.book.matter.colophon import colophon_page
from reader.book.matter.disputes import disputes_page
from reader.book.matter.front import about_page, cover_page, title_page
from reader.book.matter.glossary import glossary_page
from reader.book.matter.questions import questions_page
from reader.book.matter.remarks import remarks_page
from reader.book.matter.theses import theses_page
from reader.book.notes import EssayNotes, marked_claims, place_notes, quotations
from reader.book.ownnotes import own_notes, unmarked
from reader.book.package import Metadata, write_epub
from reader.book.page import Page
from reader.book.pagelist import page_stops
from reader.book.pictures import wordless
from reader.book.places import essay_text, settled, term_index
from reader.book.printed import without_text, without_texts
from reader.book.printing import choose_cover, cover_file, cover_files, print_files
from reader.book.repaired import Repaired, tell_repairs, without_sources
from reader.book.scripting import begin_conversion, converter, essay_script, has_chinese, matter_script, other_languages
from reader.book.variants import Variant, vary
from reader.book.words import words_of
from reader.edition.chapters import refuse_chapters
from reader.errors import EditionError
from reader.model import NOTE_KINDS, Correction, Edition, Essay, Finding, Language, Layout, NoteKind, Script
from reader.repair.blocks import make_blocks
from reader.repair.corrections import by_essay
from reader.repair.reading import read
from reader.script.exceptions import Exceptions

if TYPE_CHECKING:
    from reader.mark import Mark

# Characters from which on a book grows in a file while it is made.
LARGE = 300_000


class EssayCount(Struct, frozen=True, gc=False):
    """What the book holds of one essay; `own_notes` are the author's."""

    slug: str
    title: str
    script: Language
    characters: int
    repairs: int
    notes: dict[NoteKind, int]
    own_notes: int = 0


class Book(Struct, frozen=True, gc=False):
    """The finished book and what there is to say about it."""

    data: bytes
    title: str
    asked: Script | None
    essays: tuple[EssayCount, ...]
    repairs: dict[str, int]
    warnings: tuple[Finding, ...]


def compose(
    edition: Edition,
    *,
    asked: Script | None,
    kinds: tuple[NoteKind, ...] = NOTE_KINDS,
    version: str,
    exceptions: Exceptions,
    variant: Variant = "universal",
    words: bool = False,
    layout: Layout = "horizontal",
    marks: Sequence[Mark] = (),
) -> Book:
    """The EPUB of the edition in the asked script (None: as published); raises EditionError for data that does not fit the texts.

    With `words` the vocabulary of the asked region goes along; readers' `marks` are printed where `kinds` names them. `layout` is which way the lines run.
    """
    begin_conversion(edition, asked)
    edition = read_essays(edition)
    repaired, edition = tell_repairs(edition, asked), without_sources(edition)
    notes, warnings = annotate(edition, kinds, marks)
    notes = {slug: replace(placed, text=settled(placed.text)) for slug, placed in notes.items()}
    convert = converter(target=matter_script(edition, asked), origin=edition.script, exceptions=exceptions, words=words)
    if not edition.covers:
        from reader.book.cover.drawn import cover_findings, with_cover

        warnings, edition = (*warnings, *cover_findings(edition)), with_cover(edition, asked, convert)
    metadata = describe(edition, asked, convert, variant, words=words, layout=layout)
    counts = count(edition, notes, repaired)
    pages = make_pages(edition, notes, repaired, asked=asked, version=version, words=words)
    edition, printed = without_texts(edition), list[Page]()
    files = print_files(edition, pages, metadata, asked=asked, exceptions=exceptions, words=words, printed=printed)
    large = sum([one.characters for one in counts]) > LARGE
    ahead = cover_files(edition, asked)
    del edition, notes  # which go with the last page, before the whole book is in memory
    data = write_epub(metadata, vary(files, variant), ahead=ahead, large=large)
    if layout == "vertical":
        from reader.epub.layout.run import lay_out

        data = lay_out(data, layout, name=metadata.title).data
    return Book(data, metadata.title, asked, titled(counts, printed), repaired.classes, warnings)


def read_essays(edition: Edition) -> Edition:
    """The edition with every source repaired into its reading text and cut into blocks; raises UsageError where chapters of an EPUB are its essays."""
    refuse_chapters(edition)
    corrections = by_essay(edition.corrections)
    return replace(edition, essays=tuple(_read_named(edition, essay, corrections.get(essay.slug, [])) for essay in edition.essays))


def _read_named(edition: Edition, essay: Essay, corrections: Sequence[Correction]) -> Essay:
    try:
        return _read(edition, essay, corrections)
    except EditionError as error:
        if error.where in {"", essay.slug}:  # the rooms below know the essay at most; an editor needs the files
            error.where = f"edition.toml [[essay]] ({essay.slug}), {essay.source.name}"
        raise


def _read(edition: Edition, essay: Essay, corrections: Sequence[Correction]) -> Essay:
    reading = read(
        essay.source.text,
        corrections=corrections,
        rules=tuple(rule for rule in edition.rules if essay.slug in rule.essays),
        keeps=tuple(keep for keep in edition.keeps if keep.essay == essay.slug),
    )
    blocks = make_blocks(essay.slug, essay.source, reading, essay.structure)
    if not blocks:
        raise EditionError("the essay has no text, or nothing of it is left after its repairs", where=essay.slug, advice="put the text into the file")
    return replace(essay, reading=reading, blocks=blocks)


def annotate(edition: Edition, kinds: tuple[NoteKind, ...] = NOTE_KINDS, marks: Sequence[Mark] = ()) -> tuple[dict[str, EssayNotes], tuple[Finding, ...]]:
    """Every note in its place, and the findings: what is odd in a source, terms that occur nowhere, notes without room."""
    index = term_index(edition.terms)
    texts = {essay.slug: essay_text(essay, index) for essay in edition.essays}
    notes, findings = place_notes(edition, texts, kinds, marks)
    seen = set[str]().union(*(text.hits.ids for text in texts.values()))
    unused = (term for term in edition.terms if term.id not in seen)
    missing = tuple(Finding("term-unused", "warning", term.where, f"the term “{term.headword}” occurs in no essay") for term in unused)
    own = (finding for essay in edition.essays for finding in (*unmarked(essay), *wordless(essay)))
    return notes, (*doubts(texts.values()), *own, *missing, *findings)


def make_pages(
    edition: Edition, notes: dict[str, EssayNotes], repaired: Repaired, *, asked: Script | None, version: str, words: bool = False
) -> Iterator[Page]:
    """All pages in reading order, each made when it is asked for, still in the script they were written in.

    An essay's texts go when it is printed, out of `notes` too.
    """
    script = matter_script(edition, asked)
    cover = choose_cover(edition, script)
    stops = {slug: tuple(own) for slug, own in groupby(page_stops(edition.essays), key=attrgetter("essay"))}
    quoted = quotations(notes)
    if cover:
        yield cover_page(edition, cover, script, cover_file(cover))
    yield title_page(edition, script)
    yield about_page(edition, script, words_on_script=_words_on_script(edition, asked, words=words), repairs=sum(repaired.changes.values()))
    legend, marked = first_dispute(notes.values()), marked_claims(notes)
    if theses := theses_page(edition, script, marked=marked):
        yield theses
    waiting, edition = deque(edition.essays), without_texts(edition)
    while waiting:
        essay = waiting.popleft()
        written = essay_script(essay, asked)
        yield essay_page(essay, notes[essay.slug], edition, script=written, quoted=quoted, stops=stops.get(essay.slug, ()), legend=legend)
        notes[essay.slug] = without_text(notes[essay.slug])
    if edition.rebuttals:
        yield disputes_page(edition, script, quoted, marked=marked)
    if agreements := agreements_page(edition, script, quoted):
        yield agreements
    if questions := questions_page(edition, script, quoted):
        yield questions
    if edition.terms:
        yield glossary_page(edition, script, notes)
    if remarks := remarks_page(edition, script, quoted):
        yield remarks
    if any(placed.marks or placed.popular for placed in notes.values()):
        from reader.book.matter.readers import readers_page

        yield readers_page(edition, script, notes)
    yield repaired.page
    yield colophon_page(edition, script, version=version)


def _words_on_script(edition: Edition, asked: Script | None, *, words: bool) -> str:
    ours = words_of(edition.script)
    if not has_chinese(edition):
        return ""
    if asked is None:
        return ours.as_published
    return ours.converted.format(ours.whole[asked], ours.change_words if words else ours.change_glyphs)


def describe(
    edition: Edition, asked: Script | None, convert: Callable[[str], str], variant: Variant, *, words: bool = False, layout: Layout = "horizontal"
) -> Metadata:
    """The book's metadata in the asked script.

    The identifier is fixed per edition, script and variant, so that libraries neither merge the books nor take a new build for a new book.
    """
    authors = dict.fromkeys(essay.author for essay in edition.essays if essay.author != "unknown")
    return Metadata(
        identifier=f"urn:uuid:{identity(edition, asked, variant, words=words, layout=layout)}",
        title=convert(edition.title),
        subtitle=convert(edition.subtitle),
        language=matter_script(edition, asked),
        creators=tuple(convert(author) for author in authors),
        contributor=convert(edition.editor),
        publisher=convert(edition.publisher),
        description=convert(edition.description),
        subjects=tuple(convert(subject) for subject in edition.subjects),
        rights=convert(edition.rights),
        date=edition.date,
        others=other_languages(edition, asked),
        summary=convert(words_of(edition.script).summary.format(_words_on_pictures(edition))),
    )


def _words_on_pictures(edition: Edition) -> str:
    words = words_of(edition.script)
    return words.pictures_described if any(essay.source.pictures for essay in edition.essays) else words.cover_described


def identity(edition: Edition, asked: Script | None, variant: Variant, *, words: bool = False, layout: Layout = "horizontal") -> uuid.UUID:
    """The book's UUID: the edition's, the script and, where it is not the usual book, the variant, the words and the way its lines run."""
    unusual = (variant if variant != "universal" else "", "words" if words else "", layout if layout != "horizontal" else "")
    return uuid.uuid5(uuid.UUID(edition.uuid), " ".join((asked or "as-published", *filter(None, unusual))))


def count(edition: Edition, notes: dict[str, EssayNotes], repaired: Repaired) -> tuple[EssayCount, ...]:
    """Per essay: its title, characters, repairs, notes by kind."""
    return tuple(
        EssayCount(
            slug=essay.slug,
            title=essay.title,
            script=essay.script,
            characters=sum([len(block.text) for block in essay.blocks]),
            repairs=repaired.changes[essay.slug],
            notes=_kinds(notes[essay.slug]),
            own_notes=len(own_notes(essay.blocks)),
        )
        for essay in edition.essays
    )


def titled(counts: Iterable[EssayCount], pages: Iterable[Page]) -> tuple[EssayCount, ...]:
    """The counts with the titles as they are printed."""
    titles = {page.name: page.title.text for page in pages}
    return tuple(replace(one, title=titles[f"{one.slug}.xhtml"]) for one in counts)


def _kinds(notes: EssayNotes) -> dict[NoteKind, int]:
    found = Counter([item.kind for note in notes.notes for item in note.items])
    extra: tuple[NoteKind, ...] = ("reader",) if found["reader"] else ()
    return {kind: found[kind] for kind in (*NOTE_KINDS, *extra)}

"""`reader build`."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from reader import __version__
from reader.cli.chosen import all_slips_of, chosen_edition, tell_read
from reader.cli.output import as_place, is_standard, place_for, refuse_shared
from reader.cli.screen import counted, finding_facts, finding_text, json_text, say
from reader.cli.script_options import SCRIPT_WORDS, asked_script, listed_words, script_options
from reader.cli.shared import NAMED
from reader.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.book.compose import Book, EssayCount
    from reader.book.variants import Variant
    from reader.mark import Mark
    from reader.model import Edition, Layout, NoteKind, Script
    from reader.script.exceptions import Exceptions
    from reader.script.receipt import Receipt

EXAMPLES = """\b
Examples:
  reader build                            each essay in its own script
  reader build --simplified               the whole book in simplified characters
  reader build --traditional --region hk  ... in traditional characters, Hong Kong standard
  reader build my-edition -o 我们的书.epub   an edition of your own
  reader build --simplified --for kobo    for a Kobo, as .kepub.epub
  reader build --traditional --layout vertical   lines from top to bottom
  reader build --notes term,fact          only glossary terms and editors' facts
  reader build --all -o books             every book of the edition, into the folder books
  reader build -o - > book.epub           to standard output
"""


@click.command(epilog=EXAMPLES)
@click.argument("edition", required=False, type=NAMED)
@script_options("The whole book")
@click.option(
    "--for",
    "variant",
    type=click.Choice(["universal", "kobo", "duokan"]),
    default="universal",
    help="kobo: a .kepub.epub for Kobo's own engine; duokan: picture markers for 多看. Every other reader wants the universal book.",
)
@click.option(
    "--notes",
    "notes",
    metavar="KINDS",
    default=None,
    help="Kinds of notes, by commas: term,rebuttal,fact,text (default: these); reader,popular.",
)
@click.option("--marks", "file_of_marks", metavar="FILE", type=NAMED, help="Readers' notes (default: the edition's readers.toml).")
@click.option(
    "--layout",
    type=click.Choice(["vertical", "horizontal"]),
    default="horizontal",
    help="Which way lines run; vertical: from top to bottom, pages turn from right to left.",
)
@click.option("-o", "--output", metavar="FILE", type=as_place, help="Where to write: a file, or a folder for it; - is standard output (default: build/).")
@click.option("--all", "everything", is_flag=True, help="Every book of the edition: each script, for each kind of reader, into the folder that -o names.")
@click.option("--report", "file", metavar="FILE", type=as_place, help="Write every choice of script that was not trivial to this file (.json: JSON).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the summary.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but warnings and errors.")
def build(
    edition: Path | None,
    simplified: bool,
    traditional: bool,
    region: str | None,
    regional_words: bool,
    lists: tuple[Path, ...],
    variant: Variant,
    notes: str | None,
    layout: Layout,
    file_of_marks: Path | None,
    output: Path | None,
    everything: bool,
    file: Path | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Write the annotated EPUB of EDITION (a folder; without one, the edition in the current folder, else the one that ships with the program)."""
    gc.disable()  # what a build makes lives to its end: looking for garbage takes a fifth of the time and finds none
    asked = asked_script(simplified=simplified, traditional=traditional, region=region, regional_words=regional_words, lists=lists)
    refuse_shared(output, file, as_json=as_json)
    kinds = note_kinds(notes)
    folder, which = chosen_edition(edition)
    say_it = Saying(which, as_json=as_json, quiet=quiet)
    with all_slips_of(folder):
        if everything:
            from reader.cli.everybook import build_all, refuse_beside_all

            refuse_beside_all(chosen=bool(asked or notes or file or lists or file_of_marks) or variant != "universal" or layout != "horizontal")
            build_all(folder, output, say_it)
        else:
            build_one(folder, Wanted(asked, variant, kinds, lists, output, file, regional_words, layout, file_of_marks), say_it)


class Saying(Struct, frozen=True, gc=False):
    """How much is said of what was built: `which` names the edition where nobody else did."""

    which: str
    as_json: bool = False
    quiet: bool = False


class Wanted(Struct, frozen=True, gc=False):
    """One book that is asked for."""

    asked: Script | None
    variant: Variant
    kinds: tuple[NoteKind, ...]
    lists: tuple[Path, ...]
    output: Path | None
    file: Path | None
    words: bool
    layout: Layout
    marks: Path | None


def build_one(folder: Path, wanted: Wanted, saying: Saying) -> None:
    """Write one book, and its receipt where one is asked for."""
    from reader.book.compose import compose
    from reader.book.variants import file_name
    from reader.edition.exceptions import read_exceptions

    loaded = [load_for(wanted.asked, folder)]
    if loaded[0].epub:
        from reader.cli.overlaying import build_overlay

        build_overlay(loaded[0], loaded[0].epub, folder, wanted, saying)
        return
    path = place_for(wanted.output, file_name(loaded[0].slug, wanted.asked, wanted.variant, wanted.layout))
    sources = protected(loaded[0], folder, (*wanted.lists, *filter(None, [wanted.marks])), path if wanted.output else None, wanted.file)
    exceptions, marks = read_exceptions(folder, listed_words(wanted.lists)), readers_marks(folder, wanted.kinds, wanted.marks)
    given = [*loaded] if wanted.file else loaded  # for a report it is needed once more; else its texts can go when they are printed
    book = compose(
        given.pop(),
        asked=wanted.asked,
        kinds=wanted.kinds,
        version=__version__,
        exceptions=exceptions,
        variant=wanted.variant,
        words=wanted.words,
        layout=wanted.layout,
        marks=marks,
    )
    put(book.data, path, own=not wanted.output, sources=sources)
    if wanted.file:
        from reader.cli.receipts import write_receipts

        write_receipts(wanted.file, [receipt_of(loaded[0], wanted.asked, wanted.kinds, exceptions, words=wanted.words)], sources=sources)
    tell(book, path, saying, err=is_standard(path) or is_standard(wanted.file))


def load_for(asked: Script | None, folder: Path) -> Edition:
    """The edition; raises UsageError when a script is asked for, and nothing of it is Chinese."""
    from reader.book.scripting import has_chinese
    from reader.edition import load_edition

    edition = load_edition(folder)
    tell_read(edition)
    if asked and not has_chinese(edition):
        raise UsageError("--simplified and --traditional are for Chinese, and nothing of this edition is", advice="leave them out")
    return edition


def put(data: bytes, path: Path, *, own: bool, sources: frozenset[tuple[int, int]]) -> None:
    """Write the book; its folder is made where it is our `own` choice."""
    from reader.epub.files import make_folder, write_atomic

    if own:
        make_folder(path.parent)
    write_atomic(path, data, sources=sources)


def protected(edition: Edition, folder: Path, lists: tuple[Path, ...], *places: Path | None) -> frozenset[tuple[int, int]]:
    """What nothing may be written over, before any work is done; raises OutputError where a result cannot go to its place."""
    from reader.edition.load import files_of
    from reader.epub.files import identities, settle

    sources = identities((*files_of(edition, folder), *lists))
    for place in filter(None, places):
        settle(place, sources=sources)
    return sources


def tell(book: Book, path: Path, saying: Saying, *, err: bool) -> None:
    """The summary, on standard error where standard output is a result's, and the warnings after it; or all as JSON."""
    if saying.as_json:
        click.echo(json_text(build_facts(book, path)))
        return
    for text in () if saying.quiet else filter(None, (saying.which, *summary(book, path))):
        say(text, err=err)
    for warning in book.warnings:
        if not (saying.quiet and warning.level == "info"):
            say(f"{warning.level}: {finding_text(warning)}", err=True)


def receipt_of(edition: Edition, asked: Script | None, kinds: tuple[NoteKind, ...], exceptions: Exceptions, *, words: bool) -> Receipt:
    """What the conversion of the edition decides."""
    from reader.book.receipt import edition_receipt

    return edition_receipt(edition, asked=asked, kinds=kinds, exceptions=exceptions, words=words)


def readers_marks(folder: Path, kinds: tuple[NoteKind, ...], named: Path | None) -> tuple[Mark, ...]:
    """The marks of the named file, else of the edition's, if they are asked for; raises InputError when there is no such file."""
    if not {"reader", "popular"}.intersection(kinds):
        return ()
    from reader.edition.readers import FILE, read_marks

    path = named or folder / FILE
    if not path.exists():
        raise InputError("no such file", where=str(path), advice="reader marks FILE… makes it; name another with --marks")
    return read_marks(path)


def note_kinds(value: str | None) -> tuple[NoteKind, ...]:
    """The kinds named in `--notes`, in the usual order."""
    from reader.model import NOTE_KINDS

    if value is None:
        return NOTE_KINDS
    known: tuple[NoteKind, ...] = (*NOTE_KINDS, "reader", "popular")
    named = {part.strip() for part in value.split(",") if part.strip()}
    if unknown := sorted(named.difference(known)):
        raise UsageError(f"--notes: there is no kind “{unknown[0]}”", advice=f"choose from {', '.join(known)}")
    return tuple(kind for kind in known if kind in named)


def build_facts(book: Book, path: Path) -> dict[str, Any]:
    """The JSON form of the summary."""
    essays = [essay_facts(essay) for essay in book.essays]
    warnings = [finding_facts(finding) for finding in book.warnings]
    script = book.asked or "as-published"
    return {"path": str(path), "bytes": len(book.data), "script": script, "essays": essays, "repairs": book.repairs, "warnings": warnings}


def essay_facts(essay: EssayCount) -> dict[str, Any]:
    """The JSON form of one essay's counts; the author's own notes are among the notes where there are some."""
    notes = essay.notes | ({"author": essay.own_notes} if essay.own_notes else {})
    return {"slug": essay.slug, "title": essay.title, "characters": essay.characters, "repairs": essay.repairs, "notes": notes}


def summary(book: Book, path: Path) -> Iterable[str]:
    """A few lines about the book that was written."""
    yield f"《{book.title}》 {script_words(book)}"
    for essay in book.essays:
        yield essay_words(essay)
    if book.repairs:
        yield "  repairs: " + ", ".join(f"{kind} {times}" for kind, times in book.repairs.items())
    yield f"→ {path} ({len(book.data) / 1000:,.0f} kB)"


def script_words(book: Book) -> str:
    """Which script the book is in; as published, the mixture and the options."""
    from reader.model import is_chinese

    if book.asked:
        return SCRIPT_WORDS[book.asked]
    tags = [essay.script for essay in book.essays]
    if not any(map(is_chinese, tags)):
        return f"in {', '.join(dict.fromkeys(tags))}"
    simplified, chinese = tags.count("zh-Hans"), sum(map(is_chinese, tags))
    others = "".join(f", {tags.count(tag)} in {tag}" for tag in dict.fromkeys(tags) if not is_chinese(tag))
    mixture = f"{simplified} simplified, {chinese - simplified} traditional{others}"
    return f"as published ({mixture}; --simplified or --traditional for one script throughout)"


def essay_words(essay: EssayCount) -> str:
    """One essay's line of the summary."""
    names = {"term": "term", "rebuttal": "dispute", "fact": "fact", "text": "textual note", "reader": "reader's note"}
    notes = ", ".join(counted(times, names[kind]) for kind, times in essay.notes.items() if times)
    if essay.own_notes:
        notes = f"{notes or 'no notes'}, {counted(essay.own_notes, 'note')} of the author's own"
    return f"  {essay.title}: {counted(essay.characters, 'character')}, {counted(essay.repairs, 'repair')}; {notes or 'no notes'}"

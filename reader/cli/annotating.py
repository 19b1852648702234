"""`reader annotate`."""

from __future__ import annotations

import gc
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from reader.annotate.naming import with_ending, without_ending
from reader.cli.building import note_kinds
from reader.cli.library import Library, Many, Task, are_many, library_options, run_library, wish_of
from reader.cli.output import as_place, is_standard, refuse_shared
from reader.cli.screen import counted, detail, finding_facts, finding_text, json_text, say
from reader.cli.several import exit_code, tell, telling
from reader.cli.shared import NAMED
from reader.errors import OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.annotate.summary import Summary
    from reader.batch.book import Done
    from reader.model import Finding, Term

EXAMPLES = """\b
Examples:
  reader annotate book.epub --with annotations       writes book.annotated.epub
  reader annotate book.epub --with terms.csv         rows: headword|form,definition
  reader annotate book.epub --with terms.csv --list  what it would mark where
  reader annotate book.annotated.epub --remove       the very file of before
  reader annotate library --with terms.csv -o noted  every EPUB of a folder, into another
"""


class Asked(Struct, frozen=True, gc=False, kw_only=True):
    """What is to be done: notes put in, at markers or at the ends of paragraphs; or taken out, by their record or by the text alone."""

    notes: tuple[Path, ...]
    at_end: bool
    remove: bool
    by_text: bool
    as_json: bool


@click.command(epilog=EXAMPLES)
@click.argument("books", nargs=-1, required=True, metavar="BOOK.epub|FOLDER...", type=NAMED)
@click.option(
    "--with",
    "notes",
    metavar="NOTES",
    multiple=True,
    type=NAMED,
    help="An edition's folder, a glossary.toml, a .csv or .tsv of two columns, or WordDumb's worddumb-custom-x-ray.json. May be repeated.",
)
@click.option(
    "-o",
    "--output",
    metavar="PLACE",
    help="Where to write the book; - is standard output (default: BOOK.annotated.epub beside it); for several books, a folder.",
)
@click.option(
    "--place",
    type=click.Choice(["inline", "end"]),
    default="inline",
    help="inline (default): a marker behind each term; end: one at the end of a paragraph, which keeps highlights where they are.",
)
@click.option("--notes", "kinds", metavar="KINDS", default=None, help="Kinds of notes: a book of others can have term alone, the default.")
@click.option("--remove", is_flag=True, help="Take the notes out: the very file of before, checked by its SHA-256.")
@click.option("--text", "by_text", is_flag=True, help="With --remove: take the notes out of a book that was edited since; the text stays as it is now.")
@click.option("--list", "listing", is_flag=True, help="Say what would be marked where, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the summary; of several books a line for each, as it is done.")
@library_options
def annotate(
    books: tuple[Path, ...],
    notes: tuple[Path, ...],
    output: str | None,
    place: str,
    kinds: str | None,
    remove: bool,
    by_text: bool,
    listing: bool,
    as_json: bool,
    library: Library,
) -> None:
    """Put a note on the first mention of each term into every chapter of an EPUB, with a glossary at its end.

    Of a folder every EPUB is annotated, and keeps its path below the folder that -o names.
    """
    refuse_other_kinds(kinds)
    refuse_mixed(notes, remove=remove, by_text=by_text, listing=listing)
    place_named = as_place(output) if output else None
    refuse_shared(place_named, None, as_json=as_json or listing)
    asked = Asked(notes=notes, at_end=place == "end", remove=remove, by_text=by_text, as_json=as_json)
    if are_many(books, library):
        if listing:
            raise UsageError("--list is for one book", advice="name one, or leave --list out")
        sys.exit(do_many(books, output, library, asked))
    gc.disable()  # what is made lives to the end of the command
    if remove:
        take_out(books[0], place_named, asked)
    else:
        put_in(books[0], place_named, asked, listing=listing)


def refuse_other_kinds(value: str | None) -> None:
    """Raise UsageError for kinds of notes that only an edition's own essays can have."""
    if value is not None and note_kinds(value) != ("term",):
        raise UsageError("a book of others can have notes on terms alone", advice="the other kinds quote an edition's essays: leave --notes out")


def refuse_mixed(notes: tuple[Path, ...], *, remove: bool, by_text: bool, listing: bool) -> None:
    """Raise UsageError for options that do not go together."""
    if remove and (notes or listing):
        raise UsageError("--remove goes with neither --with nor --list", advice="take the notes out first")
    if by_text and not remove:
        raise UsageError("--text goes with --remove", advice="add --remove, or leave --text out")
    if not (notes or remove):
        raise UsageError("no notes are named", advice="add --with and a list of terms, or an edition's folder")


def do_many(books: tuple[Path, ...], output: str | None, library: Library, asked: Asked) -> int:
    """The same for several books; the exit code."""
    from reader.batch.works import annotate_one, remove_one

    if asked.remove:
        taking_out = partial(remove_one, by_text=asked.by_text, beside=not output)
        many = Many(books, output, library, Task(taking_out, wish_of("remove", asked.by_text), without_ending))
        return exit_code(tell(run_library(many), telling(many, removed_facts, say_removed, as_json=asked.as_json)), library=bool(output))
    terms, findings = read_lists(asked.notes)
    for finding in findings:
        say(f"{finding.level}: {finding_text(finding)}", err=True)
    wish = wish_of("annotate", asked.at_end, lists=asked.notes)
    putting_in = partial(annotate_one, terms, at_end=asked.at_end)
    many = Many(books, output, library, Task(putting_in, wish, with_ending, kept=asked.notes))
    return exit_code(tell(run_library(many), telling(many, noted_facts, say_noted, as_json=asked.as_json)), library=bool(output))


def removed_facts(done: Done) -> dict[str, Any]:
    """The JSON form of a book without its notes."""
    return {"bytes": done.written, "exact": done.told}


def say_removed(done: Done) -> None:
    """The line of a book without its notes."""
    say(removed_line(done.book.source, done.book.output, exact=bool(done.told)))


def noted_facts(done: Done) -> dict[str, Any]:
    """The JSON form of an annotated book."""
    summary: Any = done.told
    return facts(summary, summary.warnings)


def say_noted(done: Done) -> None:
    """The lines of an annotated book."""
    summary: Any = done.told
    report(summary, summary.warnings, done.book.source, done.book.output, err=False)


def take_out(book: Path, output: Path | None, asked: Asked) -> None:
    """Write the book without its notes. What is there already under the name that nobody gave must be the same file."""
    from reader.annotate.remove import remove_notes
    from reader.epub.files import identities, settle, write_atomic

    sources, path = identities((book,)), output or book.with_name(without_ending(book))
    settle(path, sources=sources)
    result = remove_notes(book, name=str(book), by_text=asked.by_text)
    if output is None and path.exists() and path.read_bytes() != result.data:
        raise OutputError("is already there, and another file", where=str(path), advice="name a new file with -o")
    write_atomic(path, result.data, sources=sources)
    if asked.as_json:
        click.echo(json_text({"source": str(book), "output": str(path), "bytes": len(result.data), "exact": result.exact}))
        return
    say(removed_line(book, path, exact=result.exact), err=is_standard(output))


def removed_line(book: Path, path: Path | None, *, exact: bool) -> str:
    """What is said of a book without its notes."""
    return f"{book} → {path}: {'the very file that was annotated' if exact else 'without the notes'}"


def put_in(book: Path, output: Path | None, asked: Asked, *, listing: bool) -> None:
    """Write the book with the notes of the lists; with `listing` nothing is written."""
    from reader.annotate.compose import annotate_book
    from reader.annotate.summary import summary_of
    from reader.epub.files import identities, settle, write_atomic

    sources = identities((book, *asked.notes))
    path = output or book.with_name(with_ending(book))
    if not listing:
        settle(path, sources=sources)
    terms, findings = read_lists(asked.notes)
    result = annotate_book(book, terms, name=str(book), at_end=asked.at_end)
    if not listing:
        write_atomic(path, result.data, sources=sources)
    summary, findings = summary_of(result), (*findings, *result.warnings)
    if asked.as_json:
        click.echo(json_text({"source": str(book), "output": None if listing else str(path), **facts(summary, findings)}))
        return
    report(summary, findings, book, None if listing else path, err=is_standard(output))


def read_lists(places: tuple[Path, ...]) -> tuple[tuple[Term, ...], tuple[Finding, ...]]:
    """The terms of all lists in the order in which they are named, and what of them is no term."""
    from reader.edition.lists import read_terms

    read = [read_terms(place) for place in places]
    for place, (terms, findings) in zip(places, read, strict=True):
        detail(f"read {place}: {counted(len(terms), 'term')}, {counted(len(findings), 'row')} left out")
    return tuple([term for terms, _ in read for term in terms]), tuple([finding for _, findings in read for finding in findings])


def report(summary: Summary, findings: tuple[Finding, ...], book: Path, path: Path | None, *, err: bool) -> None:
    """What was marked and written (without a `path`: what would be), and what ought to be known; on standard error where the book is on the other."""
    for chapter in summary.chapters:
        detail(f"marked {chapter.path}: {counted(len(chapter.notes), 'marker')}")
    for line in lines(summary, book, path):
        say(line, err=err)
    for finding in findings:
        say(f"{finding.level}: {finding_text(finding)}", err=True)


def lines(summary: Summary, book: Path, path: Path | None) -> Iterator[str]:
    """The summary; without a `path` every marker."""
    if not summary.chapters:
        yield f"{book}: no term occurs where it could be marked" + (f"; {path} is the same book" if path else "")
        return
    if path is None:
        for chapter in summary.chapters:
            yield f"{chapter.path}{f'  {chapter.title}' if chapter.title else ''}"
            for note in chapter.notes:
                yield f"  {note.number}  {', '.join(note.terms)}: {note.around}"
        return
    marked = f"{counted(summary.markers(), 'marker')} in {counted(len(summary.chapters), 'chapter')}"
    yield f"{book} → {path}: {marked}, {counted(len(summary.terms), 'term')} in the glossary"


def facts(summary: Summary, findings: tuple[Finding, ...]) -> dict[str, Any]:
    """The JSON form of what was marked."""
    chapters = [
        {
            "file": chapter.path,
            "title": chapter.title,
            "notes": [{"number": note.number, "id": note.note_id, "terms": list(note.terms)} for note in chapter.notes],
        }
        for chapter in summary.chapters
    ]
    return {
        "bytes": summary.size,
        "markers": summary.markers(),
        "terms": list(summary.terms),
        "chapters": chapters,
        "findings": [finding_facts(finding) for finding in findings],
    }

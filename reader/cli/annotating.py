"""`reader annotate`."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.cli.building import note_kinds
from reader.cli.output import as_place, is_standard, refuse_shared
from reader.cli.screen import counted, finding_facts, finding_text, json_text, say
from reader.errors import OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.annotate.compose import Annotated
    from reader.model import Finding, Term

EXAMPLES = """\b
Examples:
  reader annotate book.epub --with annotations       writes book.annotated.epub
  reader annotate book.epub --with terms.csv         rows: headword|form,definition
  reader annotate book.epub --with terms.csv --list  what it would mark where
  reader annotate book.annotated.epub --remove       the very file of before
"""

ANNOTATED = ".annotated"


@click.command(epilog=EXAMPLES)
@click.argument("book", metavar="BOOK.epub", type=click.Path(path_type=Path))
@click.option(
    "--with",
    "notes",
    metavar="NOTES",
    multiple=True,
    type=click.Path(path_type=Path),
    help="An edition's folder, a glossary.toml, a .csv or .tsv of two columns, or WordDumb's worddumb-custom-x-ray.json. May be repeated.",
)
@click.option("-o", "--output", metavar="FILE", type=as_place, help="Where to write the book; - is standard output (default: BOOK.annotated.epub beside it).")
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
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the summary.")
def annotate(
    book: Path, notes: tuple[Path, ...], output: Path | None, place: str, kinds: str | None, remove: bool, by_text: bool, listing: bool, as_json: bool
) -> None:
    """Put a note on the first mention of each term into every chapter of an EPUB, with a glossary at its end."""
    gc.disable()  # what is made lives to the end of the command
    refuse_other_kinds(kinds)
    refuse_mixed(notes, remove=remove, by_text=by_text, listing=listing)
    refuse_shared(output, None, as_json=as_json or listing)
    if remove:
        take_out(book, output, by_text=by_text, as_json=as_json)
    else:
        put_in(book, notes, output, at_end=place == "end", listing=listing, as_json=as_json)


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


def take_out(book: Path, output: Path | None, *, by_text: bool, as_json: bool) -> None:
    """Write the book without its notes. What is there already under the name that nobody gave must be the same file."""
    from reader.annotate.remove import remove_notes
    from reader.epub.files import identities, settle, write_atomic

    sources, path = identities((book,)), output or without_ending(book)
    settle(path, sources=sources)
    result = remove_notes(book, name=str(book), by_text=by_text)
    if output is None and path.exists() and path.read_bytes() != result.data:
        raise OutputError("is already there, and another file", where=str(path), advice="name a new file with -o")
    write_atomic(path, result.data, sources=sources)
    if as_json:
        click.echo(json_text({"source": str(book), "output": str(path), "bytes": len(result.data), "exact": result.exact}))
        return
    say(f"{book} → {path}: {'the very file that was annotated' if result.exact else 'without the notes'}", err=is_standard(output))


def without_ending(book: Path) -> Path:
    """`x.epub` for `x.annotated.epub`, `x.original.epub` for any other name."""
    stem = book.name.removesuffix(book.suffix)
    return book.with_name(f"{stem.removesuffix(ANNOTATED) if stem.endswith(ANNOTATED) else f'{stem}.original'}.epub")


def put_in(book: Path, notes: tuple[Path, ...], output: Path | None, *, at_end: bool, listing: bool, as_json: bool) -> None:
    """Write the book with the notes of the lists; with `listing` nothing is written."""
    from reader.annotate.compose import annotate_book
    from reader.epub.files import identities, settle, write_atomic

    sources = identities((book, *notes))
    path = output or book.with_name(f"{book.name.removesuffix(book.suffix).removesuffix(ANNOTATED)}{ANNOTATED}.epub")
    if not listing:
        settle(path, sources=sources)
    terms, findings = read_lists(notes)
    result = annotate_book(book, terms, name=str(book), at_end=at_end)
    if not listing:
        write_atomic(path, result.data, sources=sources)
    report(result, (*findings, *result.warnings), book, None if listing else path, as_json=as_json, err=is_standard(output))


def read_lists(places: tuple[Path, ...]) -> tuple[tuple[Term, ...], tuple[Finding, ...]]:
    """The terms of all lists in the order in which they are named, and what of them is no term."""
    from reader.edition.lists import read_terms

    read = [read_terms(place) for place in places]
    return tuple([term for terms, _ in read for term in terms]), tuple([finding for _, findings in read for finding in findings])


def report(result: Annotated, findings: tuple[Finding, ...], book: Path, path: Path | None, *, as_json: bool, err: bool) -> None:
    """What was marked and written (without a `path`: what would be), and what ought to be known; on standard error where the book is on the other."""
    if as_json:
        click.echo(json_text(facts(result, findings, book, path)))
        return
    for line in lines(result, book, path):
        say(line, err=err)
    for finding in findings:
        say(f"{finding.level}: {finding_text(finding)}", err=True)


def lines(result: Annotated, book: Path, path: Path | None) -> Iterator[str]:
    """The summary; without a `path` every marker."""
    if not result.chapters:
        yield f"{book}: no term occurs where it could be marked" + (f"; {path} is the same book" if path else "")
        return
    if path is None:
        for chapter in result.chapters:
            yield f"{chapter.path}{f'  {chapter.title}' if chapter.title else ''}"
            for note, around in zip(chapter.notes.notes, chapter.around, strict=True):
                yield f"  {note.number}  {', '.join(names(note.items))}: {around}"
        return
    marked = f"{counted(result.markers(), 'marker')} in {counted(len(result.chapters), 'chapter')}"
    yield f"{book} → {path}: {marked}, {counted(len(result.found), 'term')} in the glossary"


def names(items: tuple[Any, ...]) -> list[str]:
    """The headwords of a note's terms."""
    return [item.entry.headword for item in items]


def facts(result: Annotated, findings: tuple[Finding, ...], book: Path, path: Path | None) -> dict[str, Any]:
    """The JSON form of the summary."""
    chapters = [
        {
            "file": chapter.path,
            "title": chapter.title,
            "notes": [{"number": note.number, "id": note.note_id, "terms": names(note.items)} for note in chapter.notes.notes],
        }
        for chapter in result.chapters
    ]
    return {
        "source": str(book),
        "output": str(path) if path else None,
        "bytes": len(result.data),
        "markers": result.markers(),
        "terms": [term.headword for term in result.found],
        "chapters": chapters,
        "findings": [finding_facts(finding) for finding in findings],
    }

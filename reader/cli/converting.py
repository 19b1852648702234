"""`reader convert`."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click
from msgspec import Struct
from msgspec.structs import replace

from reader.cli.library import Library, Many, Task, are_many, library_options, run_library, wish_of
from reader.cli.output import STANDARD_OUTPUT, as_place, is_standard, refuse_shared
from reader.cli.places import named, new_name, of_standard_input, places, standard_input
from reader.cli.progress import ticking
from reader.cli.receipts import write_receipts
from reader.cli.screen import counted, finding_facts, finding_text, json_text, say
from reader.cli.script_options import SCRIPT_WORDS, asked_script, listed_exceptions, script_options
from reader.cli.several import complain, exit_code, tell, telling
from reader.epub.files import is_folder
from reader.errors import UsageError

if TYPE_CHECKING:
    from reader.batch.book import Done
    from reader.convert.jobs import Job, Outcome
    from reader.epub.convert import Wish
    from reader.model import Layout, Script

EXAMPLES = """\b
Examples:
  reader convert book.epub --simplified                 writes book.zh-Hans.epub beside it
  reader convert book.epub --traditional --region hk    ... Hong Kong standard
  reader convert *.epub --traditional                   several books, each beside the old one
  reader convert library --traditional -o converted     every EPUB of a folder, into another
  reader convert book.epub --traditional --regional-words   软件 becomes 軟體, not 軟件
  reader convert book.epub --traditional --words names.txt  names and words as you list them
  reader convert book.epub --traditional --layout vertical  lines from top to bottom
  reader convert notes.txt --simplified                 writes notes.zh-Hans.txt
  pdftotext a.pdf - | reader convert - --simplified     from a pipe, to standard output
"""


class Asked(Struct, frozen=True, gc=False):
    """What is asked for, as far as it is told again: script, lines, the file for the receipts, JSON or words."""

    script: Script | None
    layout: Layout | None
    file: Path | None
    as_json: bool


@click.command(epilog=EXAMPLES)
@click.argument("books", nargs=-1, required=True, metavar="FILE|FOLDER...", type=as_place)
@script_options("The book")
@click.option(
    "--quotes",
    type=click.Choice(["convert", "keep"]),
    default="convert",
    help="Chinese quotation marks as the script has them (“ ” in simplified, 「 」 in traditional text; the default), or as they are.",
)
@click.option(
    "--only",
    metavar="PATTERN",
    multiple=True,
    help="Convert only the files of the book with such a name (chapter1.xhtml, or part2-*); all else stays as it is. Repeatable.",
)
@click.option(
    "--layout",
    type=click.Choice(["vertical", "horizontal"]),
    help="Which way lines run: with the page's style sheets, the direction in which pages turn, and quotation marks to go with it.",
)
@click.option("-o", "--output", metavar="PLACE", help="The file to write, or - for standard output; for several books, a folder (so is a name that ends in /).")
@click.option("--suffix", metavar="TEXT", help="What the new name gets before its ending (default: the script, as in book.zh-Hans.epub).")
@click.option("--report", "file", metavar="FILE", type=as_place, help="Write every choice that was not trivial to this file (.json for JSON).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the summary; of several books a line for each, as it is done.")
@library_options
def convert(
    books: tuple[Path, ...],
    simplified: bool,
    traditional: bool,
    region: str | None,
    regional_words: bool,
    lists: tuple[Path, ...],
    quotes: str,
    only: tuple[str, ...],
    layout: Layout | None,
    output: str | None,
    suffix: str | None,
    file: Path | None,
    as_json: bool,
    library: Library,
) -> None:
    """Convert any EPUB to simplified or traditional characters: text, contents, metadata and language tags, and nothing else.

    A text (.txt), a Markdown file (.md) and a web page (.html) are converted too, in their own encoding; - is standard input.
    Of a folder every EPUB is converted, and keeps its path below the folder that -o names.
    """
    from reader.convert.jobs import Job
    from reader.epub.files import identities, settle

    script = asked_script(simplified=simplified, traditional=traditional, region=region, regional_words=regional_words, lists=lists)
    output = destination(books, output, suffix)
    refuse_shared(as_place(output) if output else None, file, as_json=as_json)
    sources = identities((*books, *lists))
    if file:
        settle(file, sources=sources)
    wish = wish_for(script, layout, lists, words=regional_words, quotes=quotes == "convert", only=only)
    added = suffix if suffix is not None else "".join(f".{what}" for what in (script, layout) if what)
    asked = Asked(script, layout, file, as_json)
    job = Job(named(books[0]), books[0], wish, bool(file), sources, None, layout, quotes == "convert")
    if are_many(books, library):
        wished = wish_of("convert", script, regional_words, quotes, only, layout, lists=lists)
        sys.exit(tell_of_many(many_of(books, output, library, job, wished, added), asked))
    err = output == STANDARD_OUTPUT or is_standard(file)
    tell_of_one(convert_alone(replace(job, output=places(books, output, partial(new_name, added))[0], data=standard_input(books[0])), file), asked, err=err)


def convert_alone(job: Job, file: Path | None) -> Outcome:
    """What becomes of one book; its receipt is written to `file`."""
    from reader.convert.jobs import run_job

    with ticking(1) as tick:
        outcome = run_job(job, tick)
    if outcome.receipt and file:
        write_receipts(file, [outcome.receipt], sources=job.sources)
    return outcome


def tell_of_one(outcome: Outcome, asked: Asked, *, err: bool) -> None:
    """Say what became of a book alone; exits where it failed."""
    if asked.as_json:
        click.echo(json_text(object_facts(outcome, asked)))
    elif outcome.error:
        complain(outcome.error)
    else:
        report(outcome, asked, err=err)
    if outcome.error:
        sys.exit(outcome.error.exit_code)


def destination(books: tuple[Path, ...], output: str | None, suffix: str | None) -> str | None:
    """Where results go, if that is said; raises UsageError for what does not go together."""
    if output and suffix:
        raise UsageError("-o and --suffix exclude each other", advice="choose one")
    return output or of_standard_input(books)


def wish_for(asked: Script | None, layout: Layout | None, lists: tuple[Path, ...], *, words: bool, quotes: bool, only: tuple[str, ...]) -> Wish | None:
    """What is asked for; None where the script stays. Raises UsageError where nothing is asked for, and what reading lists raises."""
    from reader.epub.convert import Wish

    if asked:
        return Wish(asked, words=words, exceptions=listed_exceptions(lists, quotes=quotes), only=only)
    if only or not layout:
        raise UsageError("no script is asked for", advice="add --simplified or --traditional")
    return None


def many_of(books: tuple[Path, ...], output: str | None, library: Library, job: Job, wished: str, suffix: str) -> Many:
    """Several books and what is done with them; raises UsageError."""
    from reader.batch.works import convert_one

    if job.receipt and (library != Library(library.jobs, patience=library.patience) or any(map(is_folder, books))):
        raise UsageError("--report is for books that are named", advice="leave it out, or name the books")
    return Many(books, output, library, Task(partial(convert_one, job), wished, partial(new_name, suffix)))


def tell_of_many(many: Many, asked: Asked) -> int:
    """Convert several books, say what becomes of each, and write their receipts; the exit code."""
    receipts = dict[Path, Any]()

    def outcome_of(done: Done) -> Outcome:
        outcome = cast("Outcome", done.told)
        if outcome.receipt:
            receipts[done.book.source] = outcome.receipt
        return replace(outcome, source=done.book.source, output=done.book.output)

    def words(done: Done) -> None:
        report(outcome_of(done), asked, err=is_standard(asked.file))

    tally = tell(run_library(many), telling(many, lambda done: facts(outcome_of(done), asked), words, as_json=asked.as_json))
    if asked.file:
        write_receipts(asked.file, [receipts[book] for book in many.sources if book in receipts])
    return exit_code(tally, library=bool(many.output))


def report(outcome: Outcome, asked: Asked, *, err: bool) -> None:
    """What was written (said on standard error where standard output is a result's), and what ought to be known."""
    say(line(outcome, asked), err=err)
    for finding in outcome.warnings:
        say(f"{finding.level}: {finding_text(finding)}", err=True)


def line(outcome: Outcome, asked: Asked) -> str:
    """One book's line of the summary."""
    if not outcome.changed:
        return f"{outcome.source}: nothing to change; {outcome.output} is the same book"
    words = ", ".join([*([SCRIPT_WORDS[asked.script]] if asked.script else []), *([f"in {asked.layout} lines"] if asked.layout else [])])
    return f"{outcome.source} → {outcome.output} {words}: {counted(len(outcome.changed), 'file')} of {outcome.files} changed"


def facts(outcome: Outcome, asked: Asked) -> dict[str, Any]:
    """The JSON form of what was converted."""
    found = [finding_facts(one) for one in outcome.warnings]
    return {"script": asked.script, "layout": asked.layout, "files": outcome.files, "changed": list(outcome.changed), "findings": found}


def object_facts(outcome: Outcome, asked: Asked) -> dict[str, Any]:
    """The JSON form of one book alone."""
    paths = {"source": str(outcome.source), "output": str(outcome.output)}
    told = {"error": str(outcome.error)} if outcome.error else facts(outcome, asked)
    return {"script": asked.script, "layout": asked.layout, "books": [paths | told]}

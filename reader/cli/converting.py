"""`reader convert`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.cli.output import STANDARD_OUTPUT, as_place, is_standard, refuse_shared
from reader.cli.places import named, of_standard_input, places, standard_input
from reader.cli.progress import Tick, ticking
from reader.cli.receipts import write_receipts
from reader.cli.screen import counted, finding_facts, finding_text, json_text, say
from reader.cli.script_options import SCRIPT_WORDS, asked_script, listed_exceptions, script_options
from reader.cli.workers import leave_when_told, run_in_worker, tell_workers_to_leave
from reader.errors import UsageError

if TYPE_CHECKING:
    from reader.convert.jobs import Job, Outcome
    from reader.epub.convert import Wish
    from reader.epub.layout.turned import Layout
    from reader.model import Script

EXAMPLES = """\b
Examples:
  reader convert book.epub --simplified                 writes book.zh-Hans.epub beside it
  reader convert book.epub --traditional --region hk    ... Hong Kong standard
  reader convert *.epub --traditional -o converted/     several books, into a folder
  reader convert book.epub --traditional --regional-words   软件 becomes 軟體, not 軟件
  reader convert book.epub --traditional --words names.txt  names and words as you list them
  reader convert book.epub --traditional --layout vertical  lines from top to bottom
  reader convert notes.txt --simplified                 writes notes.zh-Hans.txt
  pdftotext a.pdf - | reader convert - --simplified     from a pipe, to standard output
"""


@click.command(epilog=EXAMPLES)
@click.argument("books", nargs=-1, required=True, metavar="FILE...", type=as_place)
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
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the summary.")
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
) -> None:
    """Convert any EPUB to simplified or traditional characters: text, contents, metadata and language tags, and nothing else.

    A text (.txt), a Markdown file (.md) and a web page (.html) are converted too, in their own encoding; - is standard input.
    """
    from reader.convert.jobs import Job
    from reader.epub.files import identities, settle

    asked = asked_script(simplified=simplified, traditional=traditional, region=region, regional_words=regional_words, lists=lists)
    output = destination(books, output, suffix)
    refuse_shared(as_place(output) if output else None, file, as_json=as_json)
    sources, marks = identities((*books, *lists)), quotes == "convert"
    if file:
        settle(file, sources=sources)
    wish = wish_for(asked, layout, lists, words=regional_words, quotes=marks, only=only)
    found = places(books, output, suffix if suffix is not None else "".join(f".{what}" for what in (asked, layout) if what))
    jobs = [Job(named(book), place, wish, bool(file), sources, standard_input(book), layout, marks) for book, place in zip(books, found, strict=True)]
    outcomes = run_all(jobs)
    if file:
        write_receipts(file, [outcome.receipt for outcome in outcomes if outcome.receipt], sources=sources)
    report(outcomes, asked, layout, as_json=as_json, err=output == STANDARD_OUTPUT or is_standard(file))
    if failed := [outcome.error.exit_code for outcome in outcomes if outcome.error]:
        sys.exit(failed[0])


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


def run_all(jobs: list[Job]) -> list[Outcome]:
    """Every job's outcome in order; several books in as many processes as there are processors."""
    from reader.convert.jobs import run_job

    with ticking(len(jobs)) as tick:
        if len(jobs) == 1:
            return [run_job(jobs[0], tick)]
        return list(_in_parallel(jobs, tick))


def _in_parallel(jobs: list[Job], tick: Tick) -> Iterator[Outcome]:
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool

    from reader.convert.jobs import failed

    with ProcessPoolExecutor(min(len(jobs), os.cpu_count() or 1), initializer=leave_when_told) as pool:
        futures = [pool.submit(run_in_worker, job) for job in jobs]
        try:
            for done, _ in enumerate(as_completed(futures), 1):
                tick(float(done))
        except KeyboardInterrupt:
            tell_workers_to_leave()
            raise
    for job, future in zip(jobs, futures, strict=True):
        try:
            yield future.result()
        except BrokenProcessPool:
            yield failed(job, "its process was ended, perhaps because memory ran out", advice="convert the book alone")


def report(outcomes: list[Outcome], asked: Script | None, layout: Layout | None, *, as_json: bool, err: bool) -> None:
    """What was written (said on standard error where standard output is a result's), what ought to be known, what went wrong."""
    if as_json:
        click.echo(json_text({"script": asked, "layout": layout, "books": [facts(outcome) for outcome in outcomes]}))
        return
    for outcome in outcomes:
        if outcome.error:
            say(f"reader: {outcome.error}", err=True)
            continue
        say(line(outcome, asked, layout), err=err)
        for finding in outcome.warnings:
            say(f"{finding.level}: {finding_text(finding)}", err=True)


def line(outcome: Outcome, asked: Script | None, layout: Layout | None) -> str:
    """One book's line of the summary."""
    if not outcome.changed:
        return f"{outcome.source}: nothing to change; {outcome.output} is the same book"
    words = ", ".join([*([SCRIPT_WORDS[asked]] if asked else []), *([f"in {layout} lines"] if layout else [])])
    return f"{outcome.source} → {outcome.output} {words}: {counted(len(outcome.changed), 'file')} of {outcome.files} changed"


def facts(outcome: Outcome) -> dict[str, Any]:
    """The JSON form of an outcome."""
    paths = {"source": str(outcome.source), "output": str(outcome.output)}
    if outcome.error:
        return {**paths, "error": str(outcome.error)}
    return {**paths, "files": outcome.files, "changed": list(outcome.changed), "findings": [finding_facts(one) for one in outcome.warnings]}

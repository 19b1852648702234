"""`reader convert`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.cli.progress import Tick, ticking
from reader.cli.receipts import write_receipts
from reader.cli.screen import counted, finding_facts, finding_text, json_text, say
from reader.cli.script_options import SCRIPT_WORDS, asked_script, script_options
from reader.errors import UsageError

if TYPE_CHECKING:
    from reader.epub.jobs import Job, Outcome
    from reader.model import Script

EXAMPLES = """\b
Examples:
  reader convert book.epub --simplified                 writes book.zh-Hans.epub beside it
  reader convert book.epub --traditional --region hk    ... Hong Kong standard
  reader convert *.epub --traditional -o converted/     several books, into a folder
  reader convert book.epub --traditional --regional-words   软件 becomes 軟體, not 軟件
"""


@click.command(epilog=EXAMPLES)
@click.argument("books", nargs=-1, required=True, metavar="BOOK.epub...", type=click.Path(path_type=Path))
@script_options("The book")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write; for several books, a folder.")
@click.option("--suffix", metavar="TEXT", help="What the new name gets before .epub (default: the script, as in book.zh-Hans.epub).")
@click.option("--report", "file", type=click.Path(path_type=Path), help="Write every choice that was not trivial to this file (.json for JSON).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the summary.")
def convert(
    books: tuple[Path, ...],
    simplified: bool,
    traditional: bool,
    region: str | None,
    regional_words: bool,
    output: Path | None,
    suffix: str | None,
    file: Path | None,
    as_json: bool,
) -> None:
    """Convert any EPUB to simplified or traditional characters: text, contents, metadata and language tags, and nothing else."""
    from reader.epub.convert import Wish
    from reader.epub.jobs import Job

    asked = asked_script(simplified=simplified, traditional=traditional, region=region, regional_words=regional_words)
    if asked is None:
        raise UsageError("no script is asked for", advice="add --simplified or --traditional")
    wish = Wish(asked, words=regional_words)
    jobs = [Job(book, place, wish, receipt=bool(file)) for book, place in zip(books, places(books, output, suffix, asked), strict=True)]
    outcomes = run_all(jobs)
    if file:
        write_receipts(file, [outcome.receipt for outcome in outcomes if outcome.receipt])
    report(outcomes, asked, as_json=as_json)
    if failed := [outcome.error.exit_code for outcome in outcomes if outcome.error]:
        sys.exit(failed[0])


def places(books: tuple[Path, ...], output: Path | None, suffix: str | None, asked: Script) -> list[Path]:
    """Where each book goes; raises UsageError when two would go to the same place."""
    if output and suffix:
        raise UsageError("-o and --suffix exclude each other", advice="choose one")
    if output and not output.is_dir():
        if len(books) > 1:
            raise UsageError("-o names one file, but there are several books", advice="name a folder that exists, or leave -o out")
        return [output]
    names = [f"{book.name.removesuffix(book.suffix)}{suffix if suffix is not None else f'.{asked}'}.epub" for book in books]
    found = [(output or book.parent) / name for book, name in zip(books, names, strict=True)]
    if twice := next((path for path in found if found.count(path) > 1), None):
        raise UsageError(f"two books would become {twice}", advice="convert them one by one with -o")
    return found


def run_all(jobs: list[Job]) -> list[Outcome]:
    """Every job's outcome in order; several books in as many processes as there are processors."""
    from reader.epub.jobs import run_job

    with ticking(len(jobs)) as tick:
        if len(jobs) == 1:
            return [run_job(jobs[0], tick)]
        return list(_in_parallel(jobs, tick))


def _in_parallel(jobs: list[Job], tick: Tick) -> Iterator[Outcome]:
    from concurrent.futures import ProcessPoolExecutor, as_completed

    from reader.epub.jobs import run_job

    with ProcessPoolExecutor(min(len(jobs), os.cpu_count() or 1)) as pool:
        futures = [pool.submit(run_job, job) for job in jobs]
        for done, _ in enumerate(as_completed(futures), 1):
            tick(float(done))
    yield from (future.result() for future in futures)


def report(outcomes: list[Outcome], asked: Script, *, as_json: bool) -> None:
    """What was written, what ought to be known, what went wrong."""
    if as_json:
        click.echo(json_text({"script": asked, "books": [facts(outcome) for outcome in outcomes]}))
        return
    for outcome in outcomes:
        if outcome.error:
            say(f"reader: {outcome.error}", err=True)
            continue
        say(line(outcome, asked))
        for finding in outcome.warnings:
            say(f"{finding.level}: {finding_text(finding)}", err=True)


def line(outcome: Outcome, asked: Script) -> str:
    """One book's line of the summary."""
    if not outcome.changed:
        return f"{outcome.source}: nothing to change; {outcome.output} is the same book"
    return f"{outcome.source} → {outcome.output} {SCRIPT_WORDS[asked]}: {counted(len(outcome.changed), 'file')} of {outcome.files} changed"


def facts(outcome: Outcome) -> dict[str, Any]:
    """The JSON form of an outcome."""
    paths = {"source": str(outcome.source), "output": str(outcome.output)}
    if outcome.error:
        return {**paths, "error": str(outcome.error)}
    return {**paths, "files": outcome.files, "changed": list(outcome.changed), "findings": [finding_facts(one) for one in outcome.warnings]}

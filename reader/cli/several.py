"""What is said of many books: each as soon as it is done (as a line of JSON, for programs), and at the end how many there were, and which failed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click
from msgspec import Struct

from reader.cli.screen import counted, error_text, say
from reader.epub.files import is_folder
from reader.errors import EXIT_FINDINGS, ReaderError, each

if TYPE_CHECKING:
    from reader.batch.book import Done

# A book that was done, as JSON; and what is said of it to people.
Facts: TypeAlias = Callable[["Done"], dict[str, Any]]
Words: TypeAlias = Callable[["Done"], None]


class Tally(Struct, frozen=True, gc=False):
    """How many books were done now and before, which failed, in how many seconds."""

    done: int
    before: int
    failed: tuple[Done, ...]
    seconds: float


def tell(outcomes: Iterator[Done], facts: Facts, words: Words, *, sources: tuple[Path, ...], as_json: bool, library: bool) -> int:
    """Take the outcomes as they come, and say of each what is to be said; the exit code.

    Of books that are named each has its lines, in their order; of a folder's the failed alone. For a `library` (where results have a folder of
    their own) a line at the end says how many there were, and the exit code is 1 where one failed.
    """
    started = time.monotonic()
    named = not (as_json or any(map(is_folder, sources)))
    with closing(outcomes):  # type: ignore[type-var]
        told: Iterable[Done] = in_order(outcomes, sources) if named else outcomes
        tally = counted_up(told, facts if as_json else None, words if named else None, started=started)
    if as_json:
        click.echo(json.dumps({"summary": summary_facts(tally)}))
    elif not named:
        for outcome in tally.failed:
            complain(outcome.error)
    if library and not as_json:
        say(summary(tally))
    if not tally.failed:
        return 0
    first = tally.failed[0].error
    return EXIT_FINDINGS if library or not first else first.exit_code


def in_order(outcomes: Iterable[Done], sources: tuple[Path, ...]) -> list[Done]:
    """All of them, in the order of the books."""
    places = {source: place for place, source in enumerate(sources)}
    return sorted(outcomes, key=lambda outcome: places[outcome.book.source])


def counted_up(outcomes: Iterable[Done], facts: Facts | None, words: Words | None, *, started: float) -> Tally:
    """How many there were; each is told of as it comes."""
    done, before, failed = 0, 0, list[Any]()
    for outcome in outcomes:
        done += not outcome.error and not outcome.before
        before += not outcome.error and outcome.before
        if outcome.error:
            failed.append(outcome)
        if facts and not outcome.before:
            click.echo(json.dumps(line_facts(outcome, facts)))
        elif words:
            complain(outcome.error) if outcome.error else words(outcome)
    return Tally(done, before, tuple(failed), time.monotonic() - started)


def line_facts(outcome: Done, facts: Facts) -> dict[str, Any]:
    """One book's line."""
    book = outcome.book
    head = {"source": str(book.source), "output": str(book.output) if book.output else None, "seconds": round(outcome.seconds, 3)}
    if outcome.error:
        return {**head, "outcome": "failed", "error": str(outcome.error)}
    return {**head, "outcome": "same"} if outcome.same else {**head, "outcome": "done", **facts(outcome)}


def summary_facts(tally: Tally) -> dict[str, Any]:
    """The last line, for programs."""
    return {"done": tally.done, "before": tally.before, "failed": len(tally.failed), "seconds": round(tally.seconds, 3)}


def summary(tally: Tally) -> str:
    """The last line."""
    parts = [f"{tally.done:,} done", f"{tally.before:,} done before" if tally.before else "", f"{len(tally.failed):,} failed" if tally.failed else ""]
    return f"{counted(tally.done + tally.before + len(tally.failed), 'book')}: {', '.join(filter(None, parts))}"


def complain(error: ReaderError | None) -> None:
    """An error in its lines."""
    for one in each(error) if error else ():
        say(f"reader: {error_text(one)}", err=True)

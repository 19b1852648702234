"""What is said of many books: each as soon as it is done (as a line of JSON, for programs), and at the end how many there were, and which failed."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click
from msgspec import Struct

from reader.cli.library import Many, how_many
from reader.cli.progress import erase, pacing
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


class Telling(Struct, frozen=True, gc=False):
    """What is said: of each book as a line of JSON, or by `words` (None: nothing), and at the end by `summary` (None: nothing).

    `order` are books that are named: what is said of each comes in their order, and at once; of a folder's the failed are named at the end.
    `total` counts what there is, for whoever looks on.
    """

    facts: Facts
    words: Words | None
    order: tuple[Path, ...]
    as_json: bool
    summary: Callable[[Tally], str] | None
    total: Callable[[], int] | None = None


def telling(many: Many, facts: Facts, words: Words, *, as_json: bool) -> Telling:
    """What is usually said: of a folder's books nothing but which failed; where results have a folder of their own, how many there were."""
    named = not any(map(is_folder, many.sources))
    last = partial(summary, output=many.output) if many.output else None
    return Telling(facts, words if named else None, many.sources if named else (), as_json, last, total=None if named else partial(how_many, many))


def tell(outcomes: Iterator[Done], saying: Telling) -> Tally:
    """Take the outcomes as they come, and say what is to be said."""
    with closing(outcomes):  # type: ignore[type-var]
        tally = counted_up(in_order(outcomes, saying.order) if saying.order and not saying.as_json else outcomes, saying)
    if saying.as_json:
        click.echo(json.dumps({"summary": summary_facts(tally)}))
        return tally
    if not saying.order:
        for outcome in tally.failed:
            complain(outcome.error)
    if saying.summary:
        say(saying.summary(tally))
    return tally


def exit_code(tally: Tally, *, library: bool) -> int:
    """That of the first error; of a library 1."""
    if not tally.failed:
        return 0
    error = tally.failed[0].error
    return EXIT_FINDINGS if library or not error else error.exit_code


def in_order(outcomes: Iterable[Done], sources: tuple[Path, ...]) -> Iterator[Done]:
    """The outcomes in the order of the books, each as soon as all before it are there."""
    waiting = deque(sources)
    held = dict[Path, Any]()
    for outcome in outcomes:
        held[outcome.book.source] = outcome
        while waiting and waiting[0] in held:
            yield held.pop(waiting.popleft())
    yield from (held[source] for source in waiting if source in held)


def counted_up(outcomes: Iterable[Done], saying: Telling) -> Tally:
    """How many there were; each is told of as it comes."""
    started, done, before, passed, failed = time.monotonic(), 0, 0, 0, list[Any]()
    with pacing(saying.total) if saying.total else nullcontext(lambda *_: None) as step:
        for outcome in outcomes:
            done += not outcome.error and not outcome.before
            before += outcome.number if outcome.before and not outcome.error else 0
            if outcome.error:
                failed.append(outcome)
                passed += outcome.before
            say_of(outcome, saying)
            step(done + len(failed) - passed, before + passed)
    return Tally(done, before, tuple(failed), time.monotonic() - started)


def say_of(outcome: Done, saying: Telling) -> None:
    """What is said of one book."""
    if saying.as_json:
        if not outcome.before:
            click.echo(json.dumps(line_facts(outcome, saying.facts)))
    elif outcome.error:
        if saying.order:
            complain(outcome.error)
    elif saying.words and not outcome.same:
        if saying.total:
            erase()
        saying.words(outcome)


def line_facts(outcome: Done, facts: Facts) -> dict[str, Any]:
    """One book's line."""
    book = outcome.book
    head = {"source": str(book.source), "output": str(book.output) if book.output else None, "seconds": round(outcome.seconds, 3)}
    if outcome.error:
        return {**head, "outcome": "failed", **error_facts(outcome.error)}
    return {**head, "outcome": "same"} if outcome.same else {**head, "outcome": "done", **facts(outcome)}


def error_facts(error: ReaderError) -> dict[str, Any]:
    """An error as JSON; where it was several slips, all of them."""
    errors = [str(one) for one in each(error)]
    return {"error": errors[0]} | ({"errors": errors} if len(errors) > 1 else {})


def summary_facts(tally: Tally) -> dict[str, Any]:
    """The last line, for programs."""
    return {"done": tally.done, "before": tally.before, "failed": len(tally.failed), "seconds": round(tally.seconds, 3)}


def summary(tally: Tally, *, output: str) -> str:
    """The last line: how many, and into which folder."""
    parts = [f"{tally.done:,} done", f"{tally.before:,} done before" if tally.before else "", f"{len(tally.failed):,} failed" if tally.failed else ""]
    return f"{counted(tally.done + tally.before + len(tally.failed), 'book')}: {', '.join(filter(None, parts))} → {output}"


def complain(error: ReaderError | None) -> None:
    """An error in its lines."""
    for one in each(error) if error else ():
        say(f"reader: {error_text(one)}", err=True)

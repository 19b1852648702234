"""`reader check` of several books and editions, and of folders of books."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.cli.checking import Asked, Checked, check_edition, checked_book, findings_in, is_edition
from reader.cli.checkwords import total as total_of
from reader.cli.library import Library, Many, Task, how_many, run_library, wish_of
from reader.cli.screen import say
from reader.cli.several import Tally, Telling, complain, tell
from reader.epub.files import is_folder
from reader.errors import EXIT_FINDINGS, InputError, MissingTool, ReaderError

if TYPE_CHECKING:
    from reader.batch.book import Done, Worked

REPORT = ".json"


def check_many(targets: tuple[Path, ...], output: str | None, library: Library, asked: Asked) -> int:
    """Check each, say what came of it, and write the books' reports where that is asked for; the exit code."""
    editions, books = tuple(filter(is_edition, targets)), tuple(target for target in targets if not is_edition(target))
    outcomes = edition_outcomes(editions, asked)
    many = Many(books, output, library, Task(partial(check_one, asked), wish_of("check", asked.wanted), report_name, added=REPORT, beside=False))
    if books:
        outcomes = chain(outcomes, run_library(many))
    results, missing, order = Counter[tuple[bool, bool]](), list[MissingTool](), () if any(map(is_folder, books)) else targets

    def checked(done: Done) -> Checked:
        found = checked_of(done, asked)
        results[False, found.failed] += 1
        missing.extend([found.missing] if found.missing else [])
        return found

    def words(done: Done) -> None:
        found = checked(done)
        for text in (f"{found.target}:", *found.lines, "") if order else (found.lines[-1],):
            say(text)

    def last(tally: Tally) -> str:
        return total_of(results + Counter({(True, False): len(tally.failed)}), before=tally.before)

    total = None if order or not books else partial(how_many, many)
    tally = tell(one_by_one(outcomes), Telling(lambda done: checked(done).facts, words, order, asked.as_json, last, total))
    complain(next(iter(missing), None))
    return exit_code(tally, missing, wrong=results[False, True], library=bool(output) or not order)


def one_by_one(outcomes: Iterator[Done]) -> Iterator[Done]:
    """The same, as a generator, which can be closed."""
    yield from outcomes


def exit_code(tally: Tally, missing: list[MissingTool], *, wrong: int, library: bool) -> int:
    """What could not be checked counts before what is not installed, and that before findings; in a library it is a finding as others are."""
    errors = [outcome.error for outcome in tally.failed if outcome.error and not library]
    if first := next(iter([*errors, *missing]), None):
        return first.exit_code
    return EXIT_FINDINGS if wrong or tally.failed else 0


def edition_outcomes(folders: tuple[Path, ...], asked: Asked) -> Iterator[Done]:
    """The editions among the targets."""
    from reader.batch.book import Book, Done

    for folder in folders:
        try:
            yield Done(Book(str(folder), folder), told=check_edition(folder, asked))
        except ReaderError as error:
            yield Done(Book(str(folder), folder), error=error)


def checked_of(done: Done, asked: Asked) -> Checked:
    """What a check came to."""
    told: Any = done.told
    if isinstance(told, Checked):
        return told
    findings, missing = told
    return checked_book(done.book.source, findings, missing, asked)


def check_one(asked: Asked, source: Path, data: bytes) -> Worked:
    """A book's findings; the report on it as JSON."""
    from reader.batch.book import Worked

    try:
        findings, missing = findings_in(data, name=source.name)
    except InputError as error:  # it names the file alone
        raise InputError(error.text, where=error.where.replace(source.name, str(source), 1), advice=error.advice) from error
    facts = checked_book(source, findings, missing, asked).facts
    return Worked((json.dumps({"target": source.name, **facts}, indent=1) + "\n").encode(), (findings, missing))


def report_name(book: Path) -> str:
    """The report's name."""
    return f"{book.name}{REPORT}"

"""All slips in an edition's data in one run: what one of them stops is tried again without its entry."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Protocol

from reader.book.compose import annotate, read_essays
from reader.edition import load_edition
from reader.edition.exceptions import read_exceptions
from reader.edition.glossary import read_glossary
from reader.edition.metadata import read_metadata
from reader.edition.rebuttals import read_rebuttals
from reader.edition.remarks import read_remarks
from reader.edition.repairs import read_repairs
from reader.errors import EditionError, LocateError, ReaderError, SeveralErrors, each
from reader.model import Edition

# Whoever has made more mends these first.
MOST = 20


class Reader(Protocol):
    """What reads one file of an edition."""

    def __call__(self, folder: Path, *, skip: frozenset[str]) -> object: ...


READERS: tuple[Reader, ...] = (read_metadata, read_repairs, read_rebuttals, read_glossary, read_remarks, read_exceptions)


def every_error(folder: Path, first: EditionError, place: Callable[[Edition], object]) -> ReaderError:
    """The first error with all others that have nothing to do with it; the first alone where there are no others.

    `place` puts all notes in their places. At last each file is read alone: what nothing can do without has stopped the others.
    """

    def whole(skip: frozenset[str]) -> None:
        place(load_edition(folder, skip=skip))
        read_exceptions(folder, skip=skip)

    found, skip = list[ReaderError](each(first)), set[str]()
    if entry := entry_of(found[-1].where):
        skip.add(entry)
        _look(whole, found, skip)
    for read in READERS:
        _look(partial(_alone, read, folder), found, skip)
    return SeveralErrors(tuple(found)) if len(found) > 1 else first


def _alone(read: Reader, folder: Path, skip: frozenset[str]) -> None:
    read(folder, skip=skip)


def _look(attempt: Callable[[frozenset[str]], None], found: list[ReaderError], skip: set[str]) -> None:
    """Try again and again without what is wrong, as long as something else is; `found` and `skip` grow."""
    while len(skip) < MOST:
        try:
            attempt(frozenset(skip))
        except ReaderError as error:
            entry = entry_of(error.where)
            if (error.where, error.text) not in ((one.where, one.text) for one in found) and not any(_is_due_to(error, name) for name in skip):
                found.append(error)
            if not entry or entry in skip:
                return
            skip.add(entry)
        else:
            return


def place_in_texts(edition: Edition) -> None:
    """Put the notes of an edition of texts in their places."""
    annotate(read_essays(edition))


def entry_of(where: str) -> str:
    """The entry that an error names, or the file that cannot be read, when the others can do without it; an essay or a question cannot be spared."""
    if file := _file().match(where):
        return file[1]
    found = _entry().match(where)
    return found[0] if found and (found[1] not in {"essay", "question"} or "[[essay.structure]]" in found[0]) else ""


def _is_due_to(error: ReaderError, entry: str) -> bool:
    """Does the error only say that something of what is skipped is not there, or that without it the text is another?"""
    if entry.startswith("repairs.toml") and (isinstance(error, LocateError) or error.where.startswith("edition.toml [[essay]]")):
        return True
    if entry == "rebuttals.toml" and "there is no dispute" in error.text:
        return True
    name = entry.rpartition(" (")[2].removesuffix(")") if entry.endswith(")") else ""
    return (bool(name) and f"“{name}”" in error.text) or ("there is no dispute" in error.text and "[[rebuttal]]" in entry)


@cache
def _file() -> re.Pattern[str]:
    """A file whose error is its own: no TOML, no UTF-8."""
    return re.compile(r"((?:repairs|glossary|rebuttals|notes|script)\.toml)(?: line \d+)?\Z")


@cache
def _entry() -> re.Pattern[str]:
    return re.compile(r"\S+\.toml \[\[(\w+)\]\] \d+(?: \([^()]*\))?(?: \[\[[\w.]+\]\] \d+(?: \([^()]*\))?)*")

"""All slips in an edition's data in one run: what one of them stops is tried again without its entry."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from reader.book.compose import annotate, read_essays
from reader.edition import load_edition
from reader.edition.exceptions import read_exceptions
from reader.errors import EditionError, LocateError, ReaderError, SeveralErrors, each
from reader.model import Edition

# Whoever has made more mends these first.
MOST = 20


def every_error(folder: Path, first: EditionError, place: Callable[[Edition], object]) -> ReaderError:
    """The first error with all others that have nothing to do with it; the first alone where there are no others.

    `place` puts all notes in their places.
    """
    found, skip = list[ReaderError](each(first)), set[str]()
    error: ReaderError = found[-1]
    while len(skip) < MOST and (entry := entry_of(error.where)) and entry not in skip:
        skip.add(entry)
        try:
            place(load_edition(folder, skip=frozenset(skip)))
            read_exceptions(folder)
        except ReaderError as another:
            error = another
            if str(another) in map(str, found):
                break
            if not any(_is_due_to(another, name) for name in skip):
                found.append(another)
        else:
            break
    return SeveralErrors(tuple(found)) if len(found) > 1 else first


def place_in_texts(edition: Edition) -> None:
    """Put the notes of an edition of texts in their places."""
    annotate(read_essays(edition))


def entry_of(where: str) -> str:
    """The entry that an error names, when the others can do without it; an essay or a question cannot be spared."""
    found = _entry().match(where)
    return found[0] if found and (found[1] not in {"essay", "question"} or "[[essay.structure]]" in found[0]) else ""


def _is_due_to(error: ReaderError, entry: str) -> bool:
    """Does the error only say that something of a skipped entry is not there, or that without it the text is another?"""
    if entry.startswith("repairs.toml") and (isinstance(error, LocateError) or "[[essay.structure]]" in error.where):
        return True
    name = entry.rpartition(" (")[2].removesuffix(")") if entry.endswith(")") else ""
    return (bool(name) and f"“{name}”" in error.text) or ("there is no dispute" in error.text and "[[rebuttal]]" in entry)


@cache
def _entry() -> re.Pattern[str]:
    return re.compile(r"\S+\.toml \[\[(\w+)\]\] \d+(?: \([^()]*\))?(?: \[\[[\w.]+\]\] \d+(?: \([^()]*\))?)*")

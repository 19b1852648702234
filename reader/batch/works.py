"""What can be done with a book: each as a function of its bytes. Heavy imports wait for the process that does it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reader.batch.book import Worked
from reader.errors import OutputError

if TYPE_CHECKING:
    from reader.convert.jobs import Job
    from reader.model import Term


def convert_one(job: Job, source: Path, data: bytes) -> Worked:
    """The file converted as `job` says; told is an `Outcome` whose place is not known yet."""
    from reader.convert.jobs import Outcome, converted
    from reader.convert.kinds import kind_by_name

    result, receipt = converted(replace(job, source=source, data=data, kind=kind_by_name(source)))
    return Worked(result.data, Outcome(source, source, result.changed, result.files, result.warnings, receipt))


def annotate_one(terms: tuple[Term, ...], source: Path, data: bytes, *, at_end: bool) -> Worked:
    """The book with notes on the terms; told is a `Summary`."""
    from reader.annotate.compose import annotate_book
    from reader.annotate.summary import summary_of

    result = annotate_book(data, terms, name=str(source), at_end=at_end)
    return Worked(result.data, summary_of(result))


def remove_one(source: Path, data: bytes, *, by_text: bool, beside: bool) -> Worked:
    """The book without notes; told is whether it is the very file that was annotated.

    Where it goes `beside` the annotated one under the name that it had, what is there already must be the same file: raises OutputError.
    """
    from reader.annotate.naming import without_ending
    from reader.annotate.remove import remove_notes

    result = remove_notes(data, name=str(source), by_text=by_text)
    if beside and (path := source.with_name(without_ending(source))).exists() and path.read_bytes() != result.data:
        raise OutputError("is already there, and another file", where=str(path), advice="name a new file with -o")
    return Worked(result.data, result.exact)

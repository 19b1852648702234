"""One book file → another, as a task that any process can do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from reader.epub.archive import MAX_BYTES
from reader.epub.convert import Wish, convert_book
from reader.epub.files import Identity, look_at, settle, write_atomic
from reader.errors import InputError, ReaderError
from reader.model import Finding

if TYPE_CHECKING:
    from reader.script.receipt import Receipt


class Job(Struct, frozen=True, gc=False):
    """A book and where the converted one goes: over none of the `sources`, which are all books that are converted together."""

    source: Path
    output: Path
    wish: Wish
    receipt: bool = False
    sources: frozenset[Identity] = frozenset()


class Outcome(Struct, frozen=True, gc=False):
    """What became of a job: the files of the book that changed of those that hold text, or the error that stopped it."""

    source: Path
    output: Path
    changed: tuple[str, ...] = ()
    files: int = 0
    warnings: tuple[Finding, ...] = ()
    receipt: Receipt | None = None
    error: ReaderError | None = None


def run_job(job: Job, progress: Callable[[float], None] | None = None) -> Outcome:
    """Convert and write one book; an error the user can mend is in the outcome, so that the other books go on."""
    try:
        look_at(job.source, where=str(job.source), most=MAX_BYTES)
        settle(job.output, sources=job.sources)
        result = convert_book(job.source, job.wish, name=str(job.source), progress=progress)
        receipt = _receipt(job) if job.receipt else None
        write_atomic(job.output, result.data, sources=job.sources)
    except ReaderError as error:
        return Outcome(job.source, job.output, error=error)
    except MemoryError:
        return failed(job, "needs more memory than there is", advice="convert it where there is more")
    return Outcome(job.source, job.output, result.changed, result.files, result.warnings, receipt)


def failed(job: Job, text: str, *, advice: str) -> Outcome:
    """That a book could not be converted, for a reason outside it."""
    return Outcome(job.source, job.output, error=InputError(text, where=str(job.source), advice=advice))


def _receipt(job: Job) -> Receipt:
    from reader.epub.receipt import book_receipt

    return book_receipt(job.source, job.wish, name=str(job.source))

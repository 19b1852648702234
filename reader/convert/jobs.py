"""One file → the same in another script, as a task that any process can do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from reader.convert.kinds import Kind, kind_by_content, kind_by_name
from reader.epub.archive import MAX_BYTES
from reader.epub.convert import Converted, Look, Wish, convert_book
from reader.epub.files import Identity, look_at, read_whole, settle, write_atomic
from reader.errors import InputError, ReaderError
from reader.model import Finding

if TYPE_CHECKING:
    from reader.model import Layout
    from reader.script.receipt import Receipt

NO_MEMORY = "needs more memory than there is"


class Job(Struct, frozen=True, gc=False):
    """A file and where the converted one goes: over none of the `sources`, which are all files that are converted together.

    Without a `wish` the script stays. `data` are the bytes of what is no file: standard input, or what was read already, and then `kind` says what
    it is. `layout` is which way lines are to run, and `quotes` whether quotation marks go along then.
    """

    source: Path
    output: Path
    wish: Wish | None
    receipt: bool = False
    sources: frozenset[Identity] = frozenset()
    data: bytes | None = None
    layout: Layout | None = None
    quotes: bool = True
    kind: Kind | None = None


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
    """Convert and write one file; an error the user can mend is in the outcome, so that the other books go on."""
    try:
        if job.data is None:
            look_at(job.source, where=str(job.source), most=MAX_BYTES)
        settle(job.output, sources=job.sources)
        result, receipt = converted(job, progress)
        write_atomic(job.output, result.data, sources=job.sources)
    except ReaderError as error:
        return Outcome(job.source, job.output, error=error)
    except MemoryError:
        return Outcome(job.source, job.output, error=InputError(NO_MEMORY, where=str(job.source), advice="convert it where there is more"))
    return Outcome(job.source, job.output, result.changed, result.files, result.warnings, receipt)


def converted(job: Job, progress: Callable[[float], None] | None = None) -> tuple[Converted, Receipt | None]:
    """What the file becomes, and its receipt if that is asked for; raises what `convert_book` and `convert_plain` raise."""
    if not (job.receipt and job.wish and kind_of_job(job) == "book"):
        result = _convert(job, progress, None)
        return result, _receipt(job) if job.receipt else None
    from reader.epub.receipt import sheet_part
    from reader.script.receipt import Part, Receipt

    wish, parts = job.wish, list[Part]()
    result = _convert(job, progress, lambda sheet, home: parts.append(sheet_part(sheet, wish, home)))
    return result, Receipt(str(job.source), wish.target, wish.words, tuple(parts))


def _convert(job: Job, progress: Callable[[float], None] | None, look: Look | None) -> Converted:
    kind, name = kind_of_job(job), str(job.source)
    if kind == "book":
        return _convert_book(job, progress, look, name)
    from reader.convert.plain import convert_plain

    if job.layout or not job.wish:
        raise InputError("is no book, and its lines run as its reader likes", where=name, advice="leave --layout out")
    return convert_plain(_bytes(job), kind, job.wish, name=name)


def _convert_book(job: Job, progress: Callable[[float], None] | None, look: Look | None, name: str) -> Converted:
    source = job.source if job.data is None else job.data
    done = convert_book(source, job.wish, name=name, progress=progress, look=look) if job.wish else None
    if done and not job.layout:
        return done
    from reader.epub.layout.run import lay_out

    laid = lay_out(done.data if done else source, job.layout or "horizontal", quotes=job.quotes, name=name)
    if not done:
        return laid
    return Converted(laid.data, tuple(dict.fromkeys((*done.changed, *laid.changed))), laid.files, tuple(dict.fromkeys((*done.warnings, *laid.warnings))))


def _receipt(job: Job) -> Receipt:
    kind, name = kind_of_job(job), str(job.source)
    if kind == "book":
        from reader.epub.receipt import book_receipt

        return book_receipt(job.source if job.data is None else job.data, job.wish, name=name)
    from reader.convert.plain import decoded, plain_receipt

    return plain_receipt(decoded(_bytes(job), kind, name=name), kind, job.wish, name=name)


def kind_of_job(job: Job) -> Kind:
    """What is to be converted."""
    return job.kind or (kind_by_name(job.source) if job.data is None else kind_by_content(job.data))


def _bytes(job: Job) -> bytes:
    return read_whole(job.source, where=str(job.source), most=MAX_BYTES) if job.data is None else job.data

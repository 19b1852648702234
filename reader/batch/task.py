"""One book, as a task that any process can do: read, work, write whole or not at all."""

from __future__ import annotations

import faulthandler
import hashlib
import os
import time
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from reader.batch.book import Book, Done, Work
from reader.epub.archive import MAX_BYTES
from reader.epub.files import Identity, identities, make_folder, read_whole, write_atomic
from reader.errors import Breach, InputError, ReaderError

NO_MEMORY = "needs more memory than there is"


def do_books(work: Work, books: Iterable[Book], *, kept: frozenset[Identity] = frozenset()) -> Iterator[Done]:
    """The books one after the other in this process."""
    return (do_book(work, book, kept) for book in books)


def do_book(work: Work, book: Book, kept: frozenset[Identity]) -> Done:
    """What became of a book, written over none of the `kept` files. Whatever goes wrong with it is in the outcome, so that the others go on."""
    try:
        data = read_whole(book.source, where=str(book.source), most=MAX_BYTES)
    except ReaderError as error:
        return Done(book, error=error)
    return finished(do_data(work, book, data), kept)


def do_data(work: Work, book: Book, data: bytes) -> Done:
    """What became of a book whose bytes these are; what is to be written is in the outcome."""
    started, digest = time.monotonic(), hashlib.sha256(data).hexdigest()
    if digest == book.known:
        return Done(book, digest, same=True)
    try:
        worked = work(book.source, data)
    except ReaderError as error:
        return Done(book, digest, seconds=time.monotonic() - started, error=error)
    except MemoryError:
        return Done(book, digest, seconds=time.monotonic() - started, error=InputError(NO_MEMORY, where=str(book.source), advice="try it where there is more"))
    except Exception as error:  # a fault of ours costs the book alone
        return Done(book, digest, seconds=time.monotonic() - started, error=fault(book, error))
    return Done(book, digest, 0, time.monotonic() - started, worked.told, data=worked.data)


def finished(done: Done, kept: frozenset[Identity]) -> Done:
    """The outcome with what was to be written on the disk: in a folder that is made for it, never over the book itself or one of the `kept`."""
    book, data = done.book, done.data
    if book.output is None or data is None:
        return replace(done, data=None)
    try:
        make_folder(book.output.parent)
        write_atomic(book.output, data, sources=kept | identities((book.source,)))
    except ReaderError as error:
        return replace(done, data=None, told=None, error=error)
    return replace(done, data=None, written=len(data))


@contextmanager
def watched(patience: float) -> Iterator[None]:
    """End this process at once where what is done in it takes more than so many seconds, wherever it hangs."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        faulthandler.dump_traceback_later(patience, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def fault(book: Book, error: Exception) -> Breach:
    """A fault of the program as the error of one book, with the line of the program where it happened."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    words = f"{type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})"
    return Breach(f"this is a fault in the program: {words}", where=str(book.source))

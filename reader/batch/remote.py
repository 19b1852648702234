"""What is done on other machines: many books at a time. Nothing here knows by which engine it got there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock

from msgspec import Struct

from reader import __version__
from reader.batch.book import Book, Done, Work
from reader.batch.task import do_book, do_data, watched
from reader.epub.files import Identity
from reader.errors import InputError


class Seen(Struct, frozen=True, gc=False):
    """A file that only those see who see the library, and what stands in it."""

    file: Path
    content: bytes


class Batch(Struct, frozen=True, gc=False):
    """What is done with each of the books, over which files none is written, by which version, how long a book may take.

    `data` are the books' bytes, where the machine that does it cannot see them; `seen` is what it must see where there are none.
    """

    work: Work
    books: tuple[Book, ...]
    kept: frozenset[Identity]
    version: str
    patience: float
    data: tuple[bytes, ...] | None = None
    seen: Seen | None = None


def do_batch(batch: Batch) -> tuple[Done, ...]:
    """What became of the books, one after the other even where several are asked for at once; raises InputError where they cannot be done here."""
    if batch.version != __version__:
        raise InputError(
            f"works with another version of reader ({__version__}, not {batch.version})", where="a worker", advice="install the same version everywhere"
        )
    if batch.seen and what_is_here(batch.seen.file, ())[1] != batch.seen.content:
        raise InputError("does not see the library and the folder for the results", where="a worker that came later", advice="end it, and go on with --resume")
    with _alone():
        return tuple(_done(batch, number) for number in range(len(batch.books)))


def _done(batch: Batch, number: int) -> Done:
    with watched(batch.patience):
        if batch.data is None:
            return do_book(batch.work, batch.books[number], batch.kept)
        return do_data(batch.work, batch.books[number], batch.data[number])


def what_is_here(file: Path, others: Sequence[Path]) -> tuple[str, bytes]:
    """The version of the program, and what stands in the file: nothing where it, or one of the others, cannot be seen."""
    try:
        return __version__, file.read_bytes() if all(path.exists() for path in others) else b""
    except OSError:
        return __version__, b""


@cache
def _alone() -> Lock:
    return Lock()

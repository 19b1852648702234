"""The values of a run over many books."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

from reader.errors import ReaderError


class Book(Struct, frozen=True, gc=False):
    """A file that something is done with: the name by which the journal knows it, where it lies, and where its result goes (None: nowhere).

    Size in bytes, time of its last change in nanoseconds (0: nobody asked). `known` is the SHA-256 that it had when its result was written.
    """

    name: str
    source: Path
    output: Path | None = None
    size: int = 0
    time: int = 0
    known: str = ""


class Worked(Struct, frozen=True, gc=False):
    """What was made of a book: the bytes to write, if any, and what is to be told of it (any value that another process can be handed)."""

    data: bytes | None
    told: object


class Done(Struct, frozen=True, gc=False):
    """What became of a book: the bytes written, seconds, what is told of it; or the error that stopped it.

    `died` says that its process ended; `same`, that it is the very file whose result is there; `before`, that it was done or failed in an earlier run.
    `data` is what is still to be written; of books done before, one stands for `number` of them.
    """

    book: Book
    sha256: str = ""
    written: int = 0
    seconds: float = 0.0
    told: object = None
    error: ReaderError | None = None
    died: bool = False
    same: bool = False
    before: bool = False
    data: bytes | None = None
    number: int = 1


# A book's bytes → what is made of them; a function of a module, or a `partial` of one, so that another process can be handed it.
Work: TypeAlias = Callable[[Path, bytes], Worked]
# How books are done: here, in a pool, on a cluster. Outcomes come as they are there.
Engine: TypeAlias = Callable[[Iterable[Book]], Iterator[Done]]

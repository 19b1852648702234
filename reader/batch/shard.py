"""A part of a library, for one of several programs that know nothing of each other: the same books every time, by their names alone."""

from __future__ import annotations

import zlib

from msgspec import Struct

from reader.batch.book import Book
from reader.errors import UsageError


class Shard(Struct, frozen=True, gc=False):
    """The part `number` (from 1) `of` so many."""

    number: int
    of: int


def shard_of(text: str) -> Shard:
    """What `3/40` means; raises UsageError."""
    number, _, of = text.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise UsageError(f"--shard {text} is no part of a whole", advice="the third of forty parts is 3/40")
    return Shard(int(number), int(of))


def belongs(book: Book, shard: Shard) -> bool:
    """Is the book in that part?"""
    return zlib.crc32(book.name.encode("utf-8", "surrogatepass")) % shard.of == shard.number - 1

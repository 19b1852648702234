"""Which books are one task: many while there are many, ever fewer towards the end, so that no worker is left alone with the last ones."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from math import ceil

from reader.batch.book import Book

MOST, MOST_BYTES = 100, 1 << 26  # books a task; bytes, where they are more
PARTS = 3  # tasks a worker into which what is in sight is divided


def portions(books: Iterator[Book], workers: Callable[[], int]) -> Iterator[tuple[Book, ...]]:
    """The books in their order, in tasks. So many are in sight that every worker has its whole tasks; once the end is, a task is a part of what is left.

    `workers` tells how many there are now. What is large counts as much as what is many.
    """
    sight, size = deque[Book](), 0
    while True:
        parts = PARTS * max(workers(), 1)
        while len(sight) < parts * MOST and (book := next(books, None)):
            sight.append(book)
            size += book.size
        if not sight:
            return
        some = portion(sight, ceil(len(sight) / parts), ceil(size / parts))
        size -= sum(book.size for book in some)
        yield some


def portion(sight: deque[Book], most: int, most_bytes: int) -> tuple[Book, ...]:
    """The next books, taken from what is in sight: one, and more until they are so many or so large."""
    some, size = [sight.popleft()], 0
    while sight and len(some) < min(most, MOST) and (size := size + some[-1].size) < min(max(most_bytes, 1), MOST_BYTES):
        some.append(sight.popleft())
    return tuple(some)

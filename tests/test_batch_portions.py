"""Which books are one task: none is lost, none is twice, tasks are whole while there are many books, and at the end one book is the most that is waited for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reader.batch.book import Book
from reader.batch.portions import MOST, MOST_BYTES, PARTS, portions

SIZES = st.lists(st.integers(0, MOST_BYTES * 2) | st.integers(0, 9), max_size=400)


def books_of(sizes: list[int]) -> list[Book]:
    return [Book(str(number), Path(str(number)), size=size) for number, size in enumerate(sizes)]


def sizes_of(tasks: list[tuple[Book, ...]]) -> list[int]:
    return [len(task) for task in tasks]


@given(SIZES, st.integers(0, 5))
def test_every_book_is_in_one_task_in_the_order_of_the_library(sizes: list[int], workers: int) -> None:
    books = books_of(sizes)
    tasks = list(portions(iter(books), lambda: workers))
    assert [book for task in tasks for book in task] == books
    assert all(1 <= len(task) <= MOST for task in tasks)
    assert all(sum(book.size for book in task[:-1]) < MOST_BYTES for task in tasks)


@given(SIZES, st.integers(1, 5))
def test_a_task_holds_no_more_than_its_part_of_what_is_left(sizes: list[int], workers: int) -> None:
    left = books_of(sizes)
    for task in portions(iter(left), lambda: workers):
        parts = workers * PARTS
        assert (len(task) - 1) * parts < len(left)
        assert len(task) == 1 or sum(book.size for book in task[:-1]) * parts < max(sum(book.size for book in left), parts)
        left = left[len(task) :]


def test_tasks_are_whole_while_there_are_many_books_and_become_smaller_at_the_end() -> None:
    found = sizes_of(list(portions(iter(books_of([1000] * 2000)), lambda: 2)))
    whole = found.count(MOST)
    assert found[:whole] == [MOST] * whole
    assert (2000 - sum(found[:whole])) <= 2 * PARTS * MOST
    assert found == sorted(found, reverse=True)
    assert found[-2 * PARTS :] == [1] * (2 * PARTS)


def test_so_large_books_are_tasks_of_their_own_and_workers_that_come_are_counted() -> None:
    assert sizes_of(list(portions(iter(books_of([MOST_BYTES] * 30)), lambda: 1))) == [1] * 30
    come = iter([1, *[10] * 400])
    tasks = portions(iter(books_of([1000] * 3000)), lambda: next(come))
    assert (len(next(tasks)), len(next(tasks))) == (MOST, 2900 // (10 * PARTS) + 1)


def test_no_more_books_are_looked_for_than_are_needed() -> None:
    asked = list[int]()

    def library() -> Iterator[Book]:
        for number in range(10**9):
            asked.append(number)
            yield Book(str(number), Path(str(number)), size=1)

    next(portions(library(), lambda: 2))
    assert len(asked) == 2 * PARTS * MOST

"""The order of work: which books are still to be done, what becomes of them, and those that cost a process once more, alone."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, nullcontext
from types import MappingProxyType

from msgspec.structs import replace

from reader.batch.book import Book, Done, Engine
from reader.batch.journal import Journal, Past, add, is_there
from reader.errors import InputError

DIED = "its process was ended, perhaps because memory ran out or it took too long"

NOTHING: Mapping[str, Past] = MappingProxyType({})


def run_batch(
    books: Iterable[Book], engine: Engine, alone: Engine, *, journal: Journal | None = None, known: Mapping[str, Past] = NOTHING, again: bool = False
) -> Iterator[Done]:
    """What became of every book, each written into the journal before it is told.

    `known` is what the journal knows: what is done is passed over, with `same`; what failed is too, with `before`, unless `again` is asked for.
    A book whose process ends is tried once more by `alone`, when all others are done.
    """
    told, died = deque[Done](), list[Book]()
    with closing(journal.stream) if journal else nullcontext():
        for done in settled(engine(to_do(books, known, told, again=again)), told):
            if done.died:
                died.append(done.book)
            else:
                yield noted(replace(done, written=known[done.book.name].written) if done.same and not done.before else done, journal)
        for done in alone(died):
            yield noted(replace(done, died=False, error=lost(done.book)) if done.died else done, journal)


def settled(outcomes: Iterator[Done], told: deque[Done]) -> Iterator[Done]:
    """The outcomes, and between them what was known already."""
    with closing(outcomes):  # type: ignore[type-var]
        for done in outcomes:
            while told:
                yield told.popleft()
            yield done
    yield from told


def to_do(books: Iterable[Book], known: Mapping[str, Past], told: deque[Done], *, again: bool) -> Iterator[Book]:
    """The books that are to be done; what is known of the others goes to `told`."""
    for book in books:
        past = known.get(book.name)
        if past is None:
            yield book
        elif past.error:
            if again or (book.size, book.time) != (past.size, past.time):
                yield book
            else:
                told.append(Done(book, past.sha256, error=InputError(past.error), before=True))
        elif not is_there(book, past):
            yield book
        elif (book.size, book.time) == (past.size, past.time):
            told.append(Done(book, past.sha256, past.written, same=True, before=True))
        else:
            yield replace(book, known=past.sha256) if book.size == past.size else book


def noted(done: Done, journal: Journal | None) -> Done:
    """The outcome, written down."""
    if journal and not done.before:
        add(journal, done)
    return done


def lost(book: Book) -> InputError:
    """That a book's process ended twice."""
    return InputError(DIED, where=str(book.source), advice="try the book alone, with more --patience")

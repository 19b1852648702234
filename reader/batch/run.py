"""The order of work: which books are still to be done, what becomes of them, and those that cost a process once more, alone."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, nullcontext
from types import MappingProxyType

from msgspec.structs import replace

from reader.batch.book import Book, Done, Engine
from reader.batch.journal import Journal, add, is_there, recall
from reader.errors import InputError

DIED = "its process was ended, perhaps because memory ran out or it took too long"

NOTHING: Mapping[bytes, bytes] = MappingProxyType({})


def run_batch(
    books: Iterable[Book], engine: Engine, alone: Engine, *, journal: Journal | None = None, known: Mapping[bytes, bytes] = NOTHING, again: bool = False
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
                yield noted(as_written(done, known) if done.same and not done.before else done, journal)
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


def to_do(books: Iterable[Book], known: Mapping[bytes, bytes], told: deque[Done], *, again: bool) -> Iterator[Book]:
    """The books that are to be done; what is known of the others goes to `told`."""
    for book in books:
        past = recall(known, book)
        if past is None:
            yield book
        elif past.error:
            if again or (book.size, book.time) != (past.size, past.time):
                yield book
            else:
                told.append(Done(book, past.sha256, error=as_it_was(past.error, str(book.source)), before=True))
        elif not is_there(book, past):
            yield book
        elif (book.size, book.time) == (past.size, past.time):
            pass_over(book, told)
        else:
            yield replace(book, known=past.sha256) if book.size == past.size else book


def pass_over(book: Book, told: deque[Done]) -> None:
    """Tell that the book was done before; of many in a row it is told at once how many they are."""
    if told and told[-1].same:
        told[-1] = replace(told[-1], number=told[-1].number + 1)
    else:
        told.append(Done(book, same=True, before=True))


def as_written(done: Done, known: Mapping[bytes, bytes]) -> Done:
    """The outcome of a book that is the very file whose result is there, with the length of that."""
    past = recall(known, done.book)
    return replace(done, written=past.written) if past else done


def noted(done: Done, journal: Journal | None) -> Done:
    """The outcome, written down."""
    if journal and not done.before:
        add(journal, done)
    return done


def lost(book: Book) -> InputError:
    """That a book's process ended twice."""
    return InputError(DIED, where=str(book.source), advice="try the book alone, with more --patience")


def as_it_was(words: str, source: str) -> InputError:
    """An error that the journal tells of, in its parts again, so that each can be said in another language."""
    head, arrow, advice = words.rpartition(" → ")
    head = head if arrow else advice
    where, text = (source, head.removeprefix(f"{source}: ")) if head.startswith(f"{source}: ") else ("", head)
    return InputError(text, where=where, advice=advice if arrow else "")

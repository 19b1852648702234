"""Books in processes beside this one. One that dies costs its book, no other."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, NoReturn

from msgspec import Struct

from reader.batch.book import Book, Done, Work
from reader.batch.task import do_book, watched
from reader.epub.files import Identity
from reader.errors import OutputError
from reader.stopped import EXIT_INTERRUPTED

READY = "ready"
# So many processes in a row that end before they are ready, and none will ever be.
MOST_STILLBORN = 5
PATIENCE = 900.0  # seconds for a book
GRACE = 5.0  # seconds in which a process that is told to leave takes away what it has half written


class Worker(Struct, frozen=True, gc=False, eq=False):
    """A process and the pipe to it; `book` is what it works at, None until it is ready."""

    process: BaseProcess
    pipe: Connection
    book: Book | None = None


def run_pool(work: Work, books: Iterable[Book], *, processes: int, kept: frozenset[Identity] = frozenset(), patience: float = PATIENCE) -> Iterator[Done]:
    """Every book's outcome, as soon as it is there; `died` where its process ended.

    Raises OutputError when no process can be started. Left early (or by Ctrl-C), it ends its processes, and they leave nothing half written.
    """
    waiting, workers, stillborn = iter(books), dict[Connection, Worker](), 0
    ahead = deque(islice(waiting, processes))
    try:
        while workers or ahead:
            while len(workers) < processes and sum(worker.book is None for worker in workers.values()) < len(ahead):
                worker = start(work, kept, patience)
                workers[worker.pipe] = worker
            for pipe in ready(workers):
                worker = workers.pop(pipe)
                said = heard(worker)
                stillborn = stillborn + 1 if said is None and worker.book is None else 0
                if stillborn >= MOST_STILLBORN:
                    raise OutputError("no process can be started beside this one", advice="see whether there is memory left, or try with -j 1")
                if said and ahead and hand(worker, ahead[0]):
                    workers[pipe] = Worker(worker.process, pipe, ahead.popleft())
                    ahead.extend(islice(waiting, 1))
                else:
                    dismiss(worker)
                if worker.book:
                    yield said or Done(worker.book, died=True)
    finally:
        end(workers.values())


def ready(workers: Iterable[Connection]) -> list[Connection]:
    """The pipes on which something is said, or from which nothing will come any more."""
    return [pipe for pipe in wait(list(workers)) if isinstance(pipe, Connection)]


def start(work: Work, kept: frozenset[Identity], patience: float) -> Worker:
    """A new process. It shares nothing with the others that it could leave locked."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(work, kept, patience, theirs), daemon=True)
    process.start()
    theirs.close()
    return Worker(process, ours)


def serve(work: Work, kept: frozenset[Identity], patience: float, pipe: Connection) -> None:
    """What a process does: one book after the other, until it is told to leave, or nobody is there any more."""
    signal.signal(signal.SIGINT, _leave)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError, SystemExit):
        pipe.send(READY)
        while book := pipe.recv():
            with watched(patience):
                done = do_book(work, book, kept)
            pipe.send(done)
    os._exit(0)


def _leave(*_: object) -> NoReturn:
    raise SystemExit(EXIT_INTERRUPTED)


def heard(worker: Worker) -> Any:
    """What a process says: that it is ready, or what became of its book; None when it has ended."""
    try:
        return worker.pipe.recv()
    except (EOFError, OSError):
        return None


def hand(worker: Worker, book: Book) -> bool:
    """Give a process a book; False when it has ended meanwhile."""
    try:
        worker.pipe.send(book)
    except OSError:
        return False
    return True


def dismiss(worker: Worker) -> None:
    """Let a process go that has nothing to do."""
    with suppress(OSError):
        worker.pipe.send(None)
    worker.process.join()
    worker.pipe.close()


def end(workers: Iterable[Worker]) -> None:
    """End processes whatever they are at: a terminal's Ctrl-C reaches them all, `kill` only this one."""
    workers = list(workers)
    for worker in workers:
        with suppress(OSError):
            os.kill(worker.process.pid or 0, signal.SIGINT)
    for worker in workers:
        worker.process.join(GRACE)
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()

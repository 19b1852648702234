"""Books on several machines (Dask lives here; an optional part of the installation)."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from reader import __version__
from reader.batch.book import Book, Done, Work
from reader.batch.remote import Batch, do_batch, what_is_here
from reader.batch.task import finished
from reader.epub.archive import MAX_BYTES
from reader.epub.files import BESIDE, Identity, read_whole
from reader.errors import InputError, MissingTool, ReaderError

LOCAL = "local"
INSTALL = "pip install 'annotated-reader[cluster]'"
MOST, MOST_BYTES = 100, 1 << 26  # books a task; bytes, where they are more
WAIT = 60  # seconds for the first worker
AHEAD = 2  # tasks a worker, so that none waits for the next
GONE = "the scheduler is gone"


def needed() -> None:
    """Raise MissingTool where the optional part is not installed."""
    try:
        import distributed
    except ImportError as error:
        raise MissingTool(f"a cluster needs packages that are not installed ({error.name})", advice=INSTALL) from error
    del distributed


def run_cluster(
    work: Work, books: Iterable[Book], *, address: str, processes: int, patience: float, kept: frozenset[Identity], tree: Path | None, sources: tuple[Path, ...]
) -> Iterator[Done]:
    """Every book's outcome, by the workers of the scheduler at `address` (`local`: one here, with so many processes).

    Where all of them see the `tree` and the `sources`, they read and write themselves; else the books' bytes are sent to them and back. `died` are
    all books of a task that cost its worker. Raises InputError where nobody is reached, or a worker has another version of the program.
    """
    import distributed

    waiting = iter(books)
    with connected(address, processes) as client:
        shared = same_everywhere(client, address, tree, sources)
        empty = Batch(work, (), kept, __version__, patience, None if shared else ())
        batches, following = batches_of(waiting, empty), distributed.as_completed()
        tasks = dict[Any, Batch]()

        def send() -> None:
            if batch := next(batches, None):
                future = client.submit(do_batch, replace(batch, books=tuple(map(everywhere, batch.books))), pure=False)
                tasks[future] = batch
                following.add(future)

        for _ in range(AHEAD * max(len(client.scheduler_info()["workers"]), 1)):
            send()
        for future in following:
            send()
            yield from outcomes(future, tasks.pop(future), address)


def outcomes(future: Any, batch: Batch, address: str) -> Iterator[Done]:
    """What became of a task's books; raises InputError where there is nobody left to tell it."""
    import distributed

    if future.status == "cancelled":
        raise InputError(GONE, where=address, advice="start it again, and go on with --resume")
    error = future.exception()
    if isinstance(error, distributed.scheduler.KilledWorker):
        yield from (Done(replace(book, known=""), died=True) for book in batch.books)
    elif error:
        raise (
            error
            if isinstance(error, ReaderError)
            else InputError(f"a worker cannot do it ({type(error).__name__}: {error})", where=address, advice="go on with --resume")
        )
    else:
        for book, done in zip(batch.books, future.result(), strict=True):
            yield finished(replace(done, book=book), batch.kept)


def everywhere(book: Book) -> Book:
    """The book with its whole paths: a worker stands in another folder."""
    return replace(book, source=book.source.absolute(), output=book.output and book.output.absolute())


def batches_of(books: Iterator[Book], empty: Batch) -> Iterator[Batch]:
    """The books, so many at a time; with their bytes where they are sent."""
    some, data, size = list[Book](), list[bytes](), 0
    for book in books:
        if empty.data is not None:
            try:
                data.append(read_whole(book.source, where=str(book.source), most=MAX_BYTES))
            except ReaderError:
                data.append(b"")  # the worker will say that this is no book
        some.append(book)
        size += len(data[-1]) if data else book.size
        if len(some) >= MOST or size >= MOST_BYTES:
            yield filled(empty, some, data)
            some, data, size = [], [], 0
    if some:
        yield filled(empty, some, data)


def filled(empty: Batch, books: list[Book], data: list[bytes]) -> Batch:
    """A batch of these books."""
    return replace(empty, books=tuple(books), data=None if empty.data is None else tuple(data))


@contextmanager
def connected(address: str, processes: int) -> Iterator[Any]:
    """A client of the scheduler, which has a worker; raises InputError."""
    import dask
    import distributed

    logging.disable()  # what goes wrong is said in one line
    with ExitStack() as stack:
        stack.callback(logging.disable, logging.NOTSET)
        stack.enter_context(dask.config.set({"distributed.scheduler.allowed-failures": 0, "distributed.comm.timeouts.connect": "20s"}))
        where: Any = address
        if address == LOCAL:
            where = stack.enter_context(local_cluster(processes))
        try:
            client = stack.enter_context(distributed.Client(where))
            client.wait_for_workers(1, timeout=WAIT)
        except (OSError, TimeoutError, ValueError) as error:
            raise InputError(f"no scheduler with a worker is reached ({error})", where=address, advice="see whether both run there") from error
        yield client


def local_cluster(processes: int) -> Any:
    """A scheduler here, with so many processes."""
    import distributed

    return distributed.LocalCluster(n_workers=processes, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=60)


def same_everywhere(client: Any, address: str, tree: Path | None, sources: tuple[Path, ...]) -> bool:
    """Do all workers see the tree and the sources? Raises InputError where one has no program of this version."""
    with token(tree) as (path, content):
        try:
            found: dict[str, tuple[str, bytes]] = client.run(what_is_here, path, [source.absolute() for source in sources])
        except Exception as error:
            raise InputError(f"a worker has no reader ({error})", where=address, advice="install the same version everywhere") from error
    for worker, (version, _) in found.items():
        if version != __version__:
            raise InputError(f"works with another version of reader ({version}, not {__version__})", where=worker, advice="install the same version everywhere")
    return all(seen == content for _, seen in found.values())


@contextmanager
def token(tree: Path | None) -> Iterator[tuple[Path, bytes]]:
    """A file in the tree that nobody can guess."""
    path, content = (tree or Path(os.devnull)).absolute() / f"{BESIDE[0]}{secrets.token_hex(8)}{BESIDE[1]}", secrets.token_bytes(16)
    if tree is None:
        yield path, content
        return
    path.write_bytes(content)
    try:
        yield path, content
    finally:
        path.unlink(missing_ok=True)

"""Books on several machines (Dask lives here; an optional part of the installation)."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, cast

from msgspec.structs import replace

from reader import __version__
from reader.batch.book import Book, Done, Work
from reader.batch.portions import portions
from reader.batch.remote import Batch, Seen, do_batch, what_is_here
from reader.batch.task import finished
from reader.epub.archive import MAX_BYTES
from reader.epub.files import BESIDE, Identity, read_whole
from reader.errors import InputError, MissingTool, ReaderError, installing

LOCAL = "local"
INSTALL = installing("cluster")
WAIT = 60  # seconds for a worker to come
AHEAD = 2  # tasks a worker, so that none waits for the next
# Without these a book costs a quarter more: a stack is looked at a hundred times a second, an event loop's clock fifty times in every process, and
# freed memory goes back to the system at once, only to be asked for again.
UNWATCHED = {
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": None,
}


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
    with connected(address, processes) as client, token(tree) as seen:
        shared = same_everywhere(client, address, seen, sources)
        empty = Batch(work, (), kept, __version__, patience, None if shared else (), seen if shared else None)
        yield from done_by(client, (filled(empty, some) for some in portions(iter(books), partial(workers_of, client))), address)


def done_by(client: Any, batches: Iterator[Batch], address: str) -> Iterator[Done]:
    """What becomes of the batches; so many are on their way that no worker waits, also of those that come later."""
    tasks, ready = dict[Any, Batch](), SimpleQueue[Any]()

    def send() -> None:
        while len(tasks) < AHEAD * max(workers_of(client), 1) and (batch := next(batches, None)):
            future = client.submit(do_batch, replace(batch, books=tuple(map(everywhere, batch.books))), pure=False)
            tasks[future] = batch
            future.add_done_callback(ready.put)

    with said_when_gone(address):
        send()
    while tasks:
        with said_when_gone(address):
            future = first(client, ready, address)
            batch = tasks.pop(future)
            if future.status == "cancelled":  # what the client does when it has lost the scheduler
                raise gone(address)
            send()
        yield from outcomes(client, future, batch, address)


def workers_of(client: Any) -> int:
    """How many workers there are now."""
    return len(client.nthreads())


def first(client: Any, ready: SimpleQueue[Any], address: str) -> Any:
    """The next task that has ended; raises InputError where no worker is left that could do one."""
    while True:
        try:
            return ready.get(timeout=WAIT)
        except Empty:
            need_worker(client, address)


def need_worker(client: Any, address: str) -> None:
    """Wait for a worker, where there is none; raises InputError when none comes."""
    try:
        client.wait_for_workers(1, timeout=WAIT)
    except TimeoutError as error:
        raise InputError("no worker is left", where=address, advice="start some again, and go on with --resume") from error


@contextmanager
def said_when_gone(address: str) -> Iterator[None]:
    """What is asked of a scheduler that does not answer is one clear error."""
    try:
        yield
    except OSError as error:
        raise gone(address) from error


def gone(address: str) -> InputError:
    """That there is no scheduler any more."""
    return InputError("the scheduler is gone", where=address, advice="start it again, and go on with --resume")


def outcomes(client: Any, future: Any, batch: Batch, address: str) -> Iterator[Done]:
    """What became of a task's books; `died` are all where it cost its workers. Raises InputError where it cannot be done at all."""
    found = result_of(client, future, address)
    if found is None:
        yield from (Done(replace(book, known=""), died=True) for book in batch.books)
        return
    for book, done in zip(batch.books, found, strict=True):
        yield finished(replace(done, book=book, error=as_named(done.error, book)), batch.kept)


def result_of(client: Any, future: Any, address: str) -> tuple[Done, ...] | None:
    """A task's result; None where it cost its workers. When the worker that had it is lost, another does the task anew. Raises InputError."""
    from concurrent.futures import CancelledError

    import distributed

    while True:
        try:
            return cast(tuple[Done, ...], future.result(timeout=WAIT))
        except distributed.scheduler.KilledWorker:
            return None
        except ReaderError:
            raise
        except CancelledError as error:
            raise gone(address) from error
        except Exception as error:
            if future.status == "error":
                words = f"a worker cannot do it ({type(error).__name__}: {error})"
                raise InputError(words, where=address, advice="go on with --resume") from error
            if not isinstance(error, TimeoutError):
                raise gone(address) from error
            with said_when_gone(address):
                need_worker(client, address)


def as_named(error: ReaderError | None, book: Book) -> ReaderError | None:
    """The error of a book by the name that it has here."""
    if error and (whole := str(book.source.absolute())) and error.where.startswith(whole):
        error.where = f"{book.source}{error.where.removeprefix(whole)}"
    return error


def everywhere(book: Book) -> Book:
    """The book with its whole paths: a worker stands in another folder."""
    return replace(book, source=book.source.absolute(), output=book.output and book.output.absolute())


def filled(empty: Batch, books: tuple[Book, ...]) -> Batch:
    """A batch of these books; with their bytes where they are sent."""
    return replace(empty, books=books, data=None if empty.data is None else tuple(map(bytes_of, books)))


def bytes_of(book: Book) -> bytes:
    """What is sent of a book: nothing where it cannot be read, and the worker will say that this is no book."""
    try:
        return read_whole(book.source, where=str(book.source), most=MAX_BYTES)
    except ReaderError:
        return b""


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
        except TypeError as error:  # so Dask says that it has no certificates
            raise InputError(
                "this address needs certificates, and none are set", where=address, advice="see docs/library.md, “Several machines with Dask”"
            ) from error
        except (OSError, TimeoutError, ValueError) as error:
            raise InputError(f"no scheduler with a worker is reached ({error})", where=address, advice="see whether both run there") from error
        yield client


@contextmanager
def local_cluster(processes: int) -> Iterator[Any]:
    """A scheduler here, with so many processes: no limit to their memory, as in the pool, and nothing of what Dask has for those who watch it."""
    import dask
    import distributed

    several = {"n_workers": processes, "threads_per_worker": 1, "processes": True, "memory_limit": 0}
    unseen = {"dashboard_address": "127.0.0.1:0", "scheduler_kwargs": {"dashboard": False}, "silence_logs": 60}
    with dask.config.set(UNWATCHED), distributed.LocalCluster(**several, **unseen) as there:
        yield there


def same_everywhere(client: Any, address: str, seen: Seen, sources: tuple[Path, ...]) -> bool:
    """Do all workers see the tree and the sources? Raises InputError where one has no program of this version."""
    try:
        found: dict[str, tuple[str, bytes]] = client.run(what_is_here, seen.file, [source.absolute() for source in sources])
    except OSError as error:
        raise gone(address) from error
    except Exception as error:
        raise InputError(f"a worker has no reader ({error})", where=address, advice="install the same version everywhere") from error
    for worker, (version, _) in found.items():
        if version != __version__:
            raise InputError(f"works with another version of reader ({version}, not {__version__})", where=worker, advice="install the same version everywhere")
    return all(content == seen.content for _, content in found.values())


@contextmanager
def token(tree: Path | None) -> Iterator[Seen]:
    """A file in the tree that nobody can guess, there as long as books are done."""
    path = (tree or Path(os.devnull)).absolute() / f"{BESIDE[0]}{secrets.token_hex(8)}{BESIDE[1]}"
    seen = Seen(path, secrets.token_bytes(16))
    if tree is None:
        yield seen
        return
    path.write_bytes(seen.content)
    try:
        yield seen
    finally:
        path.unlink(missing_ok=True)

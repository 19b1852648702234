"""Many books in one call: the options, which books they are, and the run over them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial, wraps
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from msgspec import Struct

from reader import __version__
from reader.cli.output import as_place, is_standard
from reader.cli.places import places
from reader.epub.files import identities, is_folder, make_folder
from reader.errors import OutputError, Stopped, UsageError

if TYPE_CHECKING:
    from reader.batch.book import Book, Done, Engine, Work
    from reader.epub.files import Identity

Command = TypeVar("Command", bound=Callable[..., Any])
LIST_BYTES = 1 << 28  # of a list that is part of what is asked for


class Library(Struct, frozen=True, gc=False):
    """How many books are done: in how many processes, going on with an earlier run or not, all or a part of them."""

    jobs: int | None = None
    resume: bool = False
    retry: bool = False
    shard: str | None = None
    cluster: str | None = None
    patience: float = 900.0


class Task(Struct, frozen=True, gc=False):
    """What is done with each book, and what tells it from other things that could be done (`wish`).

    Files that are named get the name that `renamed` gives them, a folder's books `added` behind theirs. Nothing is written over the `kept` files.
    Where no folder for the results is named, they lie `beside` the books, or are not written at all.
    """

    work: Work
    wish: str
    renamed: Callable[[Path], str]
    added: str = ""
    kept: tuple[Path, ...] = ()
    beside: bool = True


class Many(Struct, frozen=True, gc=False):
    """Which books and folders, where the results go, how, and what is done with each."""

    sources: tuple[Path, ...]
    output: str | None
    library: Library
    task: Task


OPTIONS = (
    click.option("-j", "--jobs", metavar="N", type=click.IntRange(1), help="For several books: in so many processes (default: one a processor)."),
    click.option("--resume", is_flag=True, help="Go on with a library in whose target folder there is a journal already; what is done is not done again."),
    click.option("--retry-failed", "retry", is_flag=True, help="The same, and try once more what failed."),
    click.option(
        "--cluster", metavar="ADDRESS", help="Of a library: on the workers of a Dask scheduler (tcp://host:8786, tls://…), or local for one on this machine."
    ),
    click.option("--patience", metavar="SECONDS", type=click.FloatRange(1), default=900.0, show_default=True, help="For several books: how long one may take."),
    click.option("--shard", metavar="3/40", help="Of a library, only the third of forty parts, for as many programs side by side (Slurm)."),
)


def library_options(command: Command) -> Callable[..., Any]:
    """The options of `Library`, handed over as one value, `library`."""

    @wraps(command)
    def packed(*, jobs: int | None, resume: bool, retry: bool, shard: str | None, cluster: str | None, patience: float, **others: Any) -> Any:
        return command(library=Library(jobs, resume or retry, retry, shard, cluster, patience), **others)

    for option in reversed(OPTIONS):
        packed = option(packed)
    return packed


def are_many(sources: tuple[Path, ...], library: Library) -> bool:
    """Is it more than one book, or a library?"""
    return len(sources) != 1 or is_folder(sources[0]) or library.resume or bool(library.shard or library.cluster)


def tree_of(sources: tuple[Path, ...], output: str | None, library: Library, *, beside: bool) -> Path | None:
    """The folder for the results; None where there is none. Raises UsageError."""
    if output and is_standard(as_place(output)):
        raise UsageError("several books cannot all go to standard output", advice="convert them one by one, or name a folder")
    if output:
        return as_place(output)
    if library.resume or library.shard:
        raise UsageError("--resume, --retry-failed and --shard go with -o", advice="name the folder for the results")
    if beside and (folder := next(filter(is_folder, sources), None)):
        raise UsageError("of a folder, the results need a folder of their own", where=str(folder), advice="name it with -o")
    return None


def wish_of(command: str, *words: object, lists: tuple[Path, ...] = ()) -> str:
    """What tells one thing that is asked for from another: the command, its options, and what stands in the lists."""
    import hashlib

    from reader.epub.files import read_whole

    found = hashlib.sha256(repr((command, words)).encode())
    for path in lists:
        for file in sorted(path.glob("*.toml")) if is_folder(path) else (path,):
            found.update(hashlib.sha256(read_whole(file, where=str(file), most=LIST_BYTES)).digest())
    return found.hexdigest()[:16]


def run_library(many: Many) -> Iterator[Done]:
    """What becomes of every book, as soon as it is there. A folder's books keep their paths in the target folder."""
    from reader.batch.journal import open_journal, read_journals
    from reader.batch.pool import run_pool
    from reader.batch.run import run_batch

    sources, library, task = many.sources, many.library, many.task
    tree = tree_of(sources, many.output, library, beside=task.beside)
    books = books_of_all(sources, tree, task)
    kept = identities((*sources, *task.kept))
    engine = engine_of(sources, tree, library, task, kept)
    alone = partial(run_pool, task.work, processes=1, kept=kept, patience=library.patience)
    if tree is None:
        return run_batch(books, engine, alone)
    part = prepared(tree, sources, library)
    if library.shard:
        books = of_shard(books, library.shard)
    known = read_journals(tree, wish=task.wish, version=__version__) if library.resume else {}
    journal = open_journal(tree, part=part, wish=task.wish, version=__version__)
    return resumable(run_batch(books, engine, alone, journal=journal, known=known, again=library.retry))


def resumable(outcomes: Iterator[Done]) -> Iterator[Done]:
    """The same; Ctrl-C says how to go on, for the same command alone would be refused."""
    try:
        yield from outcomes
    except KeyboardInterrupt as error:
        raise Stopped("stopped; no half-written file is left", advice="run the same again with --resume") from error


def engine_of(sources: tuple[Path, ...], tree: Path | None, library: Library, task: Task, kept: frozenset[Identity]) -> Engine:
    """By what the books are done: processes here, or a cluster; raises UsageError, MissingTool."""
    from reader.batch.pool import run_pool

    processes = library.jobs or processors()
    if library.cluster is None:
        return partial(run_pool, task.work, processes=processes, kept=kept, patience=library.patience)
    from reader.batch.cluster import LOCAL, needed, run_cluster

    needed()
    if library.cluster != LOCAL and "://" not in library.cluster:
        raise UsageError(f"--cluster {library.cluster} is no address", advice="write local, or an address such as tcp://host:8786")
    return partial(run_cluster, task.work, address=library.cluster, processes=processes, patience=library.patience, kept=kept, tree=tree, sources=sources)


def prepared(tree: Path, sources: tuple[Path, ...], library: Library) -> str:
    """Make the target folder ready, and name the part of it that is to be done; raises UsageError, OutputError."""
    from reader.batch.finding import refuse_above
    from reader.batch.journal import journal_file
    from reader.batch.shard import shard_of
    from reader.batch.sweep import sweep

    shard = shard_of(library.shard) if library.shard else None
    part = f"{shard.number}-of-{shard.of}" if shard else ""
    if os.path.lexists(tree) and not is_folder(tree):
        raise UsageError("-o names one file, but there are several books", advice="name a folder, or leave -o out")
    refuse_above(tree, tuple(filter(is_folder, sources)))
    journal = journal_file(tree, part)
    if journal.exists() and not library.resume:
        raise OutputError("is there: books have been written to this folder already", where=str(journal), advice="go on with --resume, or name another folder")
    make_folder(tree)
    if library.resume and not shard:
        sweep(tree)
    return part


def books_of_all(sources: tuple[Path, ...], tree: Path | None, task: Task) -> Iterator[Book]:
    """The books that are named, then those of the folders; one folder alone is the library, of several each keeps its name."""
    from reader.batch.book import Book
    from reader.batch.finding import books_of, placed

    files = tuple(source for source in sources if not is_folder(source))
    folders = tuple(filter(is_folder, sources))
    names = [folder.absolute().name for folder in folders]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise UsageError(f"two folders are called {twice}", advice="do them one by one, each into its own folder")
    found: Sequence[Path | None] = [None] * len(files)
    if files and (tree or task.beside):
        found = places(files, f"{tree}/" if tree else None, task.renamed)
    named = (placed(file, place.name, tree) if tree and place else Book(str(file), file, place) for file, place in zip(files, found, strict=True))
    below = [""] if len(sources) == 1 else [f"{name}/" for name in names]
    return chain(named, *(books_of(folder, tree, below=name, added=task.added) for folder, name in zip(folders, below, strict=False)))


def how_many(many: Many) -> int:
    """How many books there are, of a part those in it; of a folder that cannot be read the run itself will tell."""
    from reader.batch.finding import entries

    tree = as_place(many.output) if many.output else None
    if many.library.shard:
        return sum(1 for _ in of_shard(books_of_all(many.sources, tree, many.task), many.library.shard))
    return sum(1 for source in many.sources for _ in (entries(source, tree) if is_folder(source) else (source,)))


def of_shard(books: Iterator[Book], text: str) -> Iterator[Book]:
    """Those that are in the part."""
    from reader.batch.shard import belongs, shard_of

    shard = shard_of(text)
    return (book for book in books if belongs(book, shard))


def processors() -> int:
    """How many processors this program may use: a job of a cluster's queue has fewer than the machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

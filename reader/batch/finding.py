"""The books of a folder: found by their names' ending, in the same order every time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from reader.batch.book import Book
from reader.epub.files import is_folder, reason, way_out
from reader.errors import InputError, UsageError

ENDING = ".epub"


def books_of(folder: Path, tree: Path | None, *, below: str = "", added: str = "") -> Iterator[Book]:
    """The books in `folder` and below, each with its place in `tree` under the same path; `below` comes before it, `added` behind its name.

    What a name ends in makes a book (a file of that name that is none fails later). Names that begin with a dot are passed over, as are links to
    folders, which may run in a circle, and the tree itself. Raises InputError where the folder cannot be read, or holds no book.
    """
    found = False
    for entry in entries(folder, tree):
        found = True
        name = f"{below}{Path(entry.path).relative_to(folder).as_posix()}{added}"
        yield placed(Path(entry.path), name, tree)
    if not found:
        raise InputError("holds no EPUB", where=str(folder), advice="name a folder with books (.epub) in it or below")


def placed(source: Path, name: str, tree: Path | None) -> Book:
    """The book at `source` as it is now, with its place in the tree."""
    try:
        found = source.stat()
    except OSError:  # whoever reads it will say so
        return Book(name, source, tree / name if tree else None)
    return Book(name, source, tree / name if tree else None, found.st_size, found.st_mtime_ns)


def entries(folder: Path, tree: Path | None) -> Iterator[os.DirEntry[str]]:
    """What is called a book in `folder` and below, sorted."""
    try:
        with os.scandir(folder) as found:
            listed = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        raise InputError(f"cannot be read ({reason(error)})", where=str(folder), advice=way_out(error)) from error
    for entry in listed:
        if entry.name.startswith("."):
            continue
        if entry.name.lower().endswith(ENDING):
            yield entry
        elif entry.is_dir(follow_symlinks=False) and not (tree and same(Path(entry.path), tree)):
            yield from entries(Path(entry.path), tree)


def same(path: Path, other: Path) -> bool:
    """Are both names of one thing that is there?"""
    try:
        return path.samefile(other)
    except OSError:
        return False


def refuse_above(tree: Path, folders: tuple[Path, ...]) -> None:
    """Raise UsageError where the results would lie among the books that they are made from."""
    for folder in folders:
        for above in (folder, *folder.absolute().resolve().parents):
            if is_folder(tree) and same(above, tree):
                raise UsageError(f"-o {tree} holds the books themselves", advice="name a folder of its own for the results")

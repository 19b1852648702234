"""A file → bytes; bytes → a file, whole or not at all (law 6)."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Container, Iterable
from pathlib import Path

from reader.errors import InputError, OutputError

# What `-o` calls it.
STANDARD_OUTPUT = Path("-")
# What the name of a file that is being written begins and ends with.
BESIDE = (".reader-", ".tmp")

Identity = tuple[int, int]


def read_whole(path: Path, *, where: str, most: int) -> bytes:
    """The bytes of a file of at most `most` bytes; raises InputError when there is none, or it may not be read."""
    look_at(path, where=where, most=most)
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({reason(error)})", where=where, advice=way_out(error)) from error


def look_at(path: Path, *, where: str, most: int) -> None:
    """Raise InputError when there is no file at `path`, or one of more than `most` bytes. A device or a pipe is none: it may never end."""
    try:
        found = path.stat()
    except FileNotFoundError as error:
        raise InputError("no such file", where=where, advice="check the name") from error
    except OSError as error:
        raise InputError(f"cannot be read ({reason(error)})", where=where, advice=way_out(error)) from error
    if stat.S_ISDIR(found.st_mode):
        raise InputError("this is a folder, not a book", where=where, advice="name an .epub file")
    if not stat.S_ISREG(found.st_mode):
        raise InputError("this is a device or a pipe, not a file", where=where, advice="name an .epub file")
    if found.st_size > most:
        raise InputError(f"holds more than {most >> 20} MB", where=where, advice="this is no book")


def is_folder(path: Path) -> bool:
    """Is there a folder of that name? A name that the system cannot even look up is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def identities(paths: Iterable[Path]) -> frozenset[Identity]:
    """What tells the files at `paths` from all others, whatever their names; those that are missing are left out."""
    found = set[Identity]()
    for path in paths:
        with contextlib.suppress(OSError):
            status = path.stat()
            found.add((status.st_dev, status.st_ino))
    return frozenset(found)


def settle(path: Path, *, sources: Container[Identity] = ()) -> Path:
    """The file that a result for `path` becomes: itself, or a link's target. Raises OutputError where no result may go.

    That is a folder, a device, a pipe, a missing folder, a name that the system does not take; and one of the `sources` of the result.
    """
    if path == STANDARD_OUTPUT:
        return path
    target = Path(os.path.realpath(path))
    try:
        found = target.stat()
    except (FileNotFoundError, NotADirectoryError):
        if not is_folder(target.parent):
            raise OutputError("no such folder", where=str(path.parent), advice="make the folder first or name another") from None
        return target
    except OSError as error:
        raise OutputError(reason(error), where=str(path), advice=way_out(error)) from error
    if stat.S_ISDIR(found.st_mode):
        raise OutputError("is a folder", where=str(path), advice="name a file in it, with -o")
    if not stat.S_ISREG(found.st_mode):
        raise OutputError("is a device or a pipe, not a file", where=str(path), advice="name a file; - is standard output")
    if (found.st_dev, found.st_ino) in sources:
        raise OutputError("would be written over what it is made from", where=str(path), advice="name another file")
    return target


def write_atomic(path: Path, data: bytes, *, sources: Container[Identity] = ()) -> None:
    """Write `data` beside `path`, then rename it over it; raises OutputError, and then what was there is still there.

    Where that is, `settle` says; the folder must exist. The new file keeps the rights of the one it replaces, else those the user's umask
    gives. For standard output, what is written is written.
    """
    target = settle(path, sources=sources)
    if target == STANDARD_OUTPUT:
        if sys.stdout is None:
            raise OutputError("standard output is closed", advice="name a file with -o")
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    write_over(target, data, where=path)


def write_over(target: Path, data: bytes, *, where: Path) -> None:
    """Write `data` beside `target`, then rename it over it; raises OutputError that names `where`.

    The file's name is known before there is such a file: whenever Ctrl-C comes, it can be taken away.
    """
    beside = target.parent / f"{BESIDE[0]}{os.urandom(8).hex()}{BESIDE[1]}"
    advice = "choose another place with -o"
    try:
        write_new(beside, data, like=target)
        advice = "close the program that holds the file, or choose another place with -o"
        beside.replace(target)
    except BaseException as error:
        with contextlib.suppress(OSError):  # where nothing can be made, nothing can be taken away
            beside.unlink()
        if not isinstance(error, OSError):
            raise
        raise OutputError(reason(error), where=str(where), advice=advice) from error


def make_folder(path: Path) -> None:
    """Make a folder for results, and those above it; raises OutputError when that cannot be done."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot be created ({reason(error)})", where=str(path), advice="choose another place with -o") from None


def write_new(path: Path, data: bytes, *, like: Path) -> None:
    """Write a file that is not there yet: for its owner alone, until it is whole and gets the rights of the file `like`."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb") as stream:
        stream.write(data)
    with contextlib.suppress(OSError):  # some file systems know no rights
        path.chmod(rights(like))


def rights(path: Path) -> int:
    """The rights of the file that is replaced; for a new one what open() would give."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def reason(error: OSError) -> str:
    """The system's words for what went wrong."""
    return (error.strerror or str(error)).lower()


def way_out(error: OSError) -> str:
    """What to do about a file that cannot be reached."""
    return "give it a shorter name" if error.errno == errno.ENAMETOOLONG else "check the name, and your rights to the file and its folder"

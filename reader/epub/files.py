"""A file → bytes; bytes → a file, whole or not at all (law 6)."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from pathlib import Path

from reader.errors import InputError, OutputError


def read_whole(path: Path, *, where: str, most: int) -> bytes:
    """The bytes of a file; raises InputError when it is missing, may not be read, holds more than `most` bytes, or is none.

    A device or a pipe may never end, so it is refused.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise InputError("this is a folder, not a book", where=where, advice="name an .epub file")
        if not stat.S_ISREG(found.st_mode):
            raise InputError("this is a device or a pipe, not a file", where=where, advice="name an .epub file")
        if found.st_size > most:
            raise InputError(f"holds more than {most >> 20} MB", where=where, advice="this is no book")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError("no such file", where=where, advice="check the name") from error
    except OSError as error:
        raise InputError(f"cannot be read ({reason(error)})", where=where, advice=way_out(error)) from error


def is_folder(path: Path) -> bool:
    """Is there a folder of that name? A name that the system cannot even look up is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def write_atomic(path: Path, data: bytes) -> None:
    """Write `data` beside `path`, then rename it over it; raises OutputError, and then what was there is still there.

    The folder must exist. The new file keeps the rights of the one it replaces, else those the user's umask gives.
    """
    if path.is_dir():
        raise OutputError("this is a folder", where=str(path), advice="name a file in it")
    if not path.parent.is_dir():
        raise OutputError("no such folder", where=str(path.parent), advice="make the folder first or name another")
    try:
        beside = write_beside(path, data)
    except OSError as error:
        raise OutputError(reason(error), where=str(path), advice="choose another place with -o") from error
    try:
        beside.replace(path)
    except BaseException as error:  # Ctrl-C between the two steps leaves nothing behind either
        beside.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        raise OutputError(reason(error), where=str(path), advice="close the program that holds the file, or choose another place with -o") from error


def write_beside(path: Path, data: bytes) -> Path:
    """A complete temporary file in the folder of `path`; when writing fails (or Ctrl-C comes) it is taken away again."""
    handle, name = tempfile.mkstemp(prefix=".reader-", suffix=".tmp", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        with contextlib.suppress(OSError):  # some file systems know no rights
            beside.chmod(rights(path))
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def rights(path: Path) -> int:
    """The rights of the file that is replaced; for a new one what open() would give (mkstemp's own are for the owner alone)."""
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

"""A new folder, whole or not at all (law 6)."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from reader.epub.files import is_folder, reason
from reader.errors import OutputError


def refuse_existing(folder: Path) -> None:
    """Raise OutputError when anything is there already, or when there is no place for it."""
    if os.path.lexists(folder):
        raise OutputError(
            "is there already, and nothing is ever written over it", where=str(folder), advice="name a new folder; reader add puts texts into an edition"
        )
    if not is_folder(folder.absolute().parent):
        raise OutputError("no such folder", where=str(folder.parent), advice="make the folder first or name another")


@contextmanager
def new_folder(folder: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    """A folder beside the one that is to be, with `files` in it, to be looked at; it gets its name when nothing is raised, else it goes.

    Raises OutputError when that cannot be done.
    """
    refuse_existing(folder)
    try:
        beside = Path(tempfile.mkdtemp(prefix=".reader-", suffix=".tmp", dir=folder.absolute().parent))
    except OSError as error:
        raise _refused(error, folder) from error
    try:
        write_files(beside, files)
        yield beside
        mask = os.umask(0)
        os.umask(mask)
        beside.chmod(0o777 & ~mask)  # mkdtemp's own rights are for the owner alone
        refuse_existing(folder)
        beside.rename(folder)
    except OSError as error:
        raise _refused(error, folder) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` by their places in `folder`, which holds none of them yet; raises OSError."""
    for place, data in files.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            stream.write(data)


def _refused(error: OSError, folder: Path) -> OutputError:
    return OutputError(f"cannot be created ({reason(error)})", where=str(folder), advice="choose another place")

"""A change of an edition's folder, tried in a copy before anything is written where it stands."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from reader.edition.starting.folder import write_files
from reader.epub.files import reason, write_atomic
from reader.errors import OutputError

# What an edition is made without.
BESIDE = ("past", "build", "__pycache__", ".*")


@contextmanager
def trial(folder: Path, data: Mapping[str, bytes], files: Mapping[str, bytes]) -> Iterator[Path]:
    """A copy of the edition's folder in which `data` stands in the place of files, and new `files` are added."""
    with tempfile.TemporaryDirectory(prefix="reader-") as temporary:
        copy = Path(shutil.copytree(folder, Path(temporary) / "edition", ignore=shutil.ignore_patterns(*BESIDE)))
        for name, text in data.items():
            (copy / name).write_bytes(text)
        write_files(copy, files)
        yield copy


def carry_out(folder: Path, data: Mapping[str, bytes], files: Mapping[str, bytes]) -> None:
    """Write new `files`, none over another, and then the data files, each whole or not at all; raises OutputError."""
    try:
        write_files(folder, files)
    except OSError as error:
        raise OutputError(f"cannot be written ({reason(error)})", where=str(folder), advice="look what stands in the folder, and try again") from error
    for name, text in data.items():
        write_atomic(folder / name, text)

"""What is done with the books of tests of processes: a book says by its first word what becomes of the process."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from reader.batch.book import Worked
from reader.errors import InputError


def treat(source: Path, data: bytes) -> Worked:
    """The book in capitals."""
    word = data.split()[0]
    if word == b"dies":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == b"dies-once" and not (mark := source.with_suffix(".mark")).exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    while word == b"hangs":
        pass
    if word == b"fails":
        raise InputError("is bad", where=str(source))
    if word == b"breaks":
        raise KeyError("nobody thought of this")
    return Worked(data.upper(), len(data))

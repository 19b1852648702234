"""Rows of a stranger's SQLite file: read from a copy, in a process of its own with limits, tables alone.

The file is a person's whole library: nothing of it stays behind. A write-ahead log (`…-wal`) beside it holds what was marked last, and is
brought into the copy first (sqlite.org/wal.html): a copy opened as immutable would not see it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

MAGIC = b"SQLite format 3\0"
SECONDS = 60
Rows = list[dict[str, Any]]


class DatabaseError(Exception):
    """The file cannot be read as a database."""


def is_database(data: bytes) -> bool:
    """Is it an SQLite file?"""
    return data.startswith(MAGIC)


def with_log(data: bytes, log: bytes) -> bytes:
    """The database with its write-ahead log in it; as it is where the log is not its own. Raises DatabaseError."""
    with tempfile.TemporaryDirectory(prefix="reader-") as folder:
        path = Path(folder, "copy.sqlite")
        path.write_bytes(data)
        path.with_name("copy.sqlite-wal").write_bytes(log)
        _ask(path, {"settle": True})
        return path.read_bytes()


def read_rows(data: bytes, tables: Mapping[str, Sequence[str]]) -> dict[str, Rows]:
    """The rows of each table with those of the columns that it has; a table that is not there is left out. Raises DatabaseError."""
    import msgspec

    with tempfile.TemporaryDirectory(prefix="reader-") as folder:
        path = Path(folder, "copy.sqlite")
        path.write_bytes(data)
        answer = _ask(path, {"tables": {name: list(columns) for name, columns in tables.items()}})
    try:
        return msgspec.json.decode(answer, type=dict[str, Rows])
    except msgspec.DecodeError as error:
        raise DatabaseError("what it holds cannot be told") from error


def _ask(path: Path, question: Mapping[str, Any]) -> bytes:
    import msgspec

    command = [sys.executable, "-I", str(Path(__file__).with_name("querying.py")), str(path)]
    try:
        done = subprocess.run(command, input=msgspec.json.encode(question), capture_output=True, timeout=SECONDS, check=False)
    except (subprocess.TimeoutExpired, OSError) as error:
        raise DatabaseError("reading it takes too long") from error
    if done.returncode:
        raise DatabaseError(done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:][0] if done.stderr.strip() else "it is damaged")
    return done.stdout

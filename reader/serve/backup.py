"""The database → a copy of it, and back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from reader.epub.files import write_atomic
from reader.errors import InputError, OutputError
from reader.serve.schema import STEPS
from reader.serve.sqlite import NAME

MOST = 4 << 30


def back_up(folder: Path, copy: Path) -> None:
    """Write the database as it is now, whole, while it may be in use (SQLite, `VACUUM INTO`).

    Raises InputError where there is none, OutputError where the copy can't be written.
    """
    path = folder / NAME
    if not path.is_file():
        raise InputError("holds no database", where=str(folder), advice="name the folder that reader serve was given with --data")
    if copy.exists():
        raise OutputError("is there already", where=str(copy), advice="name a new file")
    try:
        with closing(sqlite3.connect(path, timeout=60)) as connection:
            connection.execute("VACUUM INTO ?", (str(copy),))
        copy.chmod(0o600)
    except (OSError, sqlite3.Error) as error:
        copy.unlink(missing_ok=True)
        raise OutputError(f"cannot be written ({error})", where=str(copy), advice="choose another place") from error


def restore(folder: Path, copy: Path) -> None:
    """Put a copy in the database's place; raises InputError for what is no sound copy, OutputError where a service still uses the folder."""
    if not copy.is_file():
        raise InputError("no such file", where=str(copy), advice="check the name")
    _look_at(copy)
    path = folder / NAME
    beside = [folder / f"{NAME}{ending}" for ending in ("-wal", "-shm")]
    if any(file.exists() for file in beside):
        raise OutputError(
            "is in use by a running reader serve, or one that was cut off", where=str(folder), advice="stop it; after a cut-off, start and stop it once"
        )
    folder.mkdir(parents=True, exist_ok=True)
    write_atomic(path, copy.read_bytes())
    path.chmod(0o600)


def _look_at(copy: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            sound = connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            connection.execute("SELECT count(*) FROM member, device").fetchone()
    except sqlite3.Error as error:
        raise InputError(f"is no backup of reader serve ({error})", where=str(copy), advice="name a file that reader backup has written") from error
    if not sound or not 0 < version <= len(STEPS):
        raise InputError("is damaged, or of a later version", where=str(copy), advice="name a file that this reader backup has written")

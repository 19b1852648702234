"""The database → a copy of it, and back. A copy is always a file of SQLite, from whichever database: so it is the way from one kind to the other, too."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from reader.epub.files import write_atomic
from reader.errors import InputError, OutputError
from reader.serve.schema import STEPS
from reader.serve.sqlite import NAME, file_in
from reader.serve.store import needed


def back_up(folder: Path, copy: Path, *, database: str = "") -> None:
    """Write the database in the folder, or at the address, as it is now, whole, while it may be in use.

    Raises InputError where there is none, OutputError where the copy can't be written.
    """
    if copy.exists():
        raise OutputError("is there already", where=str(copy), advice="name a new file")
    if database:
        needed()
        from reader.serve.moving import copy_out

        with TemporaryDirectory(prefix="reader-") as beside:
            copy_out(database, Path(beside))
            write_copy(Path(beside, NAME), copy)
    else:
        write_copy(file_in(folder), copy)


def write_copy(path: Path, copy: Path) -> None:
    """One file of SQLite → another (`VACUUM INTO`); raises OutputError."""
    try:
        with closing(sqlite3.connect(path, timeout=60)) as connection:
            connection.execute("VACUUM INTO ?", (str(copy),))
        copy.chmod(0o600)
    except (OSError, sqlite3.Error) as error:
        copy.unlink(missing_ok=True)
        raise OutputError(f"cannot be written ({error})", where=str(copy), advice="choose another place") from error


def restore(folder: Path, copy: Path, *, database: str = "") -> None:
    """Put a copy in the place of the database in the folder, or of all that is in the one at the address.

    Raises InputError for what is no sound copy, OutputError where it cannot be put there, as a service still uses the folder.
    """
    if not copy.is_file():
        raise InputError("no such file", where=str(copy), advice="check the name")
    _look_at(copy)
    if database:
        needed()
        from reader.serve.moving import bring_in

        with TemporaryDirectory(prefix="reader-") as beside:
            put_in_place(copy, Path(beside))
            bring_in(database, Path(beside))
    else:
        put_in_place(copy, folder)


def put_in_place(copy: Path, folder: Path) -> None:
    """The copy as the folder's database; raises OutputError where a service uses the one that is there."""
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

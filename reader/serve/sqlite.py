"""The database in SQLite: a file in the service's folder, on no network file system."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from msgspec import Struct

from reader.errors import InputError, OutputError
from reader.serve.schema import STEPS, statements_after
from reader.serve.store import UnavailableError

NAME = "reader.sqlite"
WAIT = 5  # seconds for another process that writes; KOReader itself waits no longer
# Where locks do not hold (SQLite, "How To Corrupt An SQLite Database File", section 2.1).
MOUNTS = Path("/proc/mounts")
OVER_A_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs"})


class Database(Struct, frozen=True):
    """A connection, the lock that lets one at a time to it, and the file."""

    connection: sqlite3.Connection
    lock: Lock
    path: str

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """The connection to whoever is next, within a transaction."""
        with self.asking() as connection, transaction(connection):
            yield connection

    @contextmanager
    def asking(self) -> Iterator[sqlite3.Connection]:
        """The connection to whoever is next."""
        with self.lock:
            try:
                yield self.connection
            except sqlite3.Error as error:
                raise UnavailableError(str(error), where=self.path, full="full" in str(error)) from error

    def close(self) -> None:
        """Let the file go, its journal written into it."""
        with self.lock:
            self.connection.close()


def open_sqlite(folder: Path, *, existing: bool = False) -> Database:
    """The database in the folder, made (but where it must be `existing`) or brought up to date; raises OutputError where none can be kept.

    InputError for one of a later version, or none.
    """
    path = file_in(folder) if existing else folder / NAME
    if kind := network_file_system(folder):
        raise OutputError(
            f"lies on a network file system ({kind}), where a database can be damaged", where=str(folder), advice="choose a folder on a local disk with --data"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
        path.chmod(0o600)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        bring_up_to_date(connection, where=str(path))
    except (OSError, sqlite3.Error) as error:
        raise OutputError(f"no database can be kept ({error})", where=str(path), advice="choose a folder of your own with --data") from error
    return Database(connection, Lock(), str(path))


def file_in(folder: Path) -> Path:
    """The database's file; raises InputError where the folder holds none."""
    path = folder / NAME
    if not path.is_file():
        raise InputError("holds no database", where=str(folder), advice="name the folder that reader serve was given with --data")
    return path


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """A change by one writer: it is kept, and on the disk, when the block is left without an error, else nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def bring_up_to_date(connection: sqlite3.Connection, *, where: str) -> None:
    """Make the tables of this version, from those of a former one or from nothing; raises InputError where they are of a later one."""
    with transaction(connection):
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        for statement in statements_after(version, where=where):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")


def network_file_system(folder: Path) -> str:
    """The kind of network file system that the folder lies on; nothing where it lies on none, or the system does not tell."""
    try:
        mounts = MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    path = folder.absolute().resolve()
    rows = (line.split(" ") for line in mounts.splitlines())
    holding = [(len(row[1]), row[2]) for row in rows if len(row) > 2 and path.is_relative_to(row[1].replace("\\040", " "))]
    kind = max(holding, default=(0, ""))[1]
    return kind if kind in OVER_A_NETWORK else ""

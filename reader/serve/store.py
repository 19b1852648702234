"""What the service remembers, in SQLite: members, their codes and devices, their places. One writer at a time; whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from msgspec import Struct

from reader.errors import InputError, OutputError
from reader.serve.schema import STEPS

NAME = "reader.sqlite"
WAIT = 5  # seconds for another process that writes; KOReader itself waits no longer
# Where locks do not hold (SQLite, "How To Corrupt An SQLite Database File", section 2.1).
MOUNTS = Path("/proc/mounts")
OVER_A_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs"})


class Store(Struct, frozen=True):
    """An open database and the lock that lets one writer in; `changing` and `asking` are the ways to it."""

    connection: sqlite3.Connection
    lock: Lock


def open_store(folder: Path) -> Store:
    """The database in the folder, made or brought up to date where it must be; raises OutputError where none can be, InputError for a later one."""
    if kind := network_file_system(folder):
        raise OutputError(
            f"lies on a network file system ({kind}), where a database can be damaged", where=str(folder), advice="choose a folder on a local disk with --data"
        )
    path = folder / NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
        path.chmod(0o600)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        store = Store(connection, Lock())
        _bring_up_to_date(store, path)
    except (OSError, sqlite3.Error) as error:
        raise OutputError(f"no database can be kept ({error})", where=str(path), advice="choose a folder of your own with --data") from error
    return store


def _bring_up_to_date(store: Store, path: Path) -> None:
    with changing(store) as connection:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > len(STEPS):
            raise InputError(f"was written by a later version ({version})", where=str(path), advice="use the reader that wrote it, or a newer one")
        for number, step in enumerate(STEPS[version:], version + 1):
            for statement in filter(str.strip, step.split(";")):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")


@contextmanager
def changing(store: Store) -> Iterator[sqlite3.Connection]:
    """The connection for a change: all of it is kept, and on the disk, when the block is left, or none."""
    with store.lock:
        store.connection.execute("BEGIN IMMEDIATE")
        try:
            yield store.connection
            store.connection.execute("COMMIT")
        except BaseException:
            if store.connection.in_transaction:
                store.connection.execute("ROLLBACK")
            raise


@contextmanager
def asking(store: Store) -> Iterator[sqlite3.Connection]:
    """The connection for a question."""
    with store.lock:
        yield store.connection


def close_store(store: Store) -> None:
    """Let the database go, its journal written into it."""
    with store.lock:
        store.connection.close()


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

"""Where the tests keep the service's data: in SQLite's file, or, where READER_TEST_DATABASE is a database of PostgreSQL, in a schema of it for each folder.

`python -m tests.acceptance.postgres` sets that. What is about SQLite's own file is marked `sqlite`, and left out there.
"""

from __future__ import annotations

import os
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path

from reader.serve import sqlite
from reader.serve.store import Store, asking, changing, close_store, open_store

SERVER = os.environ.get("READER_TEST_DATABASE", "")
AT_ONCE = 4
FRESH = count()
OPENED = list[Store]()


def database_of(folder: Path) -> str:
    """The address of the folder's database; nothing where it is a file there."""
    return _address(str(folder.absolute())) if SERVER else ""


def kept_at(folder: Path) -> tuple[str, ...]:
    """The options by which a command finds the folder's data."""
    return ("--data", str(folder), *(("--database", database_of(folder)) if SERVER else ()))


def fresh_store() -> Store:
    """An empty database of PostgreSQL: one of a few, in turn, since a law tries a hundred."""
    number = next(FRESH)
    if len(OPENED) < AT_ONCE:
        OPENED.append(open_store(Path(), _address(f"{os.getpid()} {number}")))
    store = OPENED[number % AT_ONCE]
    with changing(store) as connection:
        connection.execute("DELETE FROM member")  # and all that hangs on one
        connection.execute("SELECT setval(pg_get_serial_sequence('member', 'id'), 1, false)")  # the next is the first again, and has the first one's names
    return store


def dump(store: Store) -> str:
    """All that is in a database, as text."""
    if isinstance(store, sqlite.Database):
        return "\n".join(store.connection.iterdump())
    with asking(store) as connection:
        names = connection.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()").fetchall()
        return "\n".join(repr(row) for (name,) in names for row in connection.execute(f"SELECT * FROM {name}"))


def close_all() -> None:
    """Close what `fresh_store` has opened."""
    while OPENED:
        close_store(OPENED.pop())


@cache
def _address(name: str) -> str:
    import psycopg

    schema = f"t{sha256(name.encode()).hexdigest()[:20]}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}".encode())
    return f"{SERVER}{'&' if '?' in SERVER else '?'}options=-csearch_path%3D{schema}"

"""What the service remembers: members, their codes and devices, their places and marks. One writer at a time; whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from reader.errors import MissingTool, OutputError, installing


class UnavailableError(OutputError):
    """The database cannot do it now (it is busy, gone, read-only, `full`), and may in a minute. Nothing of the change was acknowledged."""

    def __init__(self, text: str, *, where: str, full: bool = False) -> None:
        super().__init__(f"the database cannot do this now ({text})", where=where, advice="try again in a minute")
        self.full = full


class Rows(Protocol):
    """The answer to a statement."""

    def fetchone(self) -> Any:
        """The next row; None where there is none."""

    def fetchall(self) -> list[Any]:
        """All rows that are left."""

    def __iter__(self) -> Iterator[Any]:
        """Row for row."""


class Connection(Protocol):
    """What takes a statement, in which `?` stands for a value."""

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> Rows:
        """Do it; raises what `changing` and `asking` make an UnavailableError of."""


class Store(Protocol):
    """An open database. `changing` and `asking` are the ways to it."""

    def changing(self) -> AbstractContextManager[Connection]:
        """See below."""

    def asking(self) -> AbstractContextManager[Connection]:
        """See below."""

    def close(self) -> None:
        """See below."""


def open_store(folder: Path, database: str = "", *, existing: bool = False) -> Store:
    """The PostgreSQL database at that address, else the one in the folder, made (but where it must be `existing`) or brought up to date.

    Raises OutputError where none can be kept, InputError for one of a later version, or none, UsageError for no address, MissingTool without psycopg.
    """
    if not database:
        from reader.serve.sqlite import open_sqlite

        return open_sqlite(folder, existing=existing)
    needed()
    from reader.serve.postgres_opening import open_postgres

    return open_postgres(database, existing=existing)


def needed() -> None:
    """Raise MissingTool where what speaks with PostgreSQL is not installed."""
    try:
        import psycopg
    except ImportError as error:
        raise MissingTool("PostgreSQL needs packages that are not installed (psycopg)", advice=installing("postgres")) from error
    del psycopg


def changing(store: Store) -> AbstractContextManager[Connection]:
    """The connection for a change: all of it is kept, and on the disk, when the block is left, or none. Raises UnavailableError."""
    return store.changing()


def asking(store: Store) -> AbstractContextManager[Connection]:
    """The connection for a question. Raises UnavailableError."""
    return store.asking()


def close_store(store: Store) -> None:
    """Let the database go, whole."""
    store.close()

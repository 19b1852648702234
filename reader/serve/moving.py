"""PostgreSQL's rows → a database of SQLite, and back: every table of the present version, whatever is in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from msgspec import Struct

from reader.serve import dialect
from reader.serve.postgres import Database, Wire, connected, held, transaction
from reader.serve.postgres_opening import open_postgres
from reader.serve.sqlite import open_sqlite

AT_ONCE = 1000  # rows on their way
SNAPSHOT = b"BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL statement_timeout = 0"
WITHOUT_END = b"SET LOCAL statement_timeout = 0"


class Table(Struct, frozen=True, gc=False):
    """A table: its columns, and whether the database numbers its rows (`id`)."""

    name: str
    columns: tuple[str, ...]
    numbered: bool

    def listed(self) -> str:
        """The columns, for a statement."""
        return ", ".join(self.columns)


def copy_out(address: str, folder: Path) -> None:
    """Write what the database at the address holds at this moment to a new one of SQLite in the folder, while services go on writing.

    Raises InputError where it holds nothing of ours, OutputError where it cannot be read.
    """
    with closing(open_postgres(address, existing=True)) as database, closing(open_sqlite(folder)) as file, file.changing() as new, snapshot(database) as wire:
        for table in tables(new):
            places = ", ".join("?" * len(table.columns))
            with wire.cursor("rows") as rows:
                rows.itersize = AT_ONCE
                rows.execute(f"SELECT {table.listed()} FROM {table.name}".encode())
                new.executemany(f"INSERT INTO {table.name} ({table.listed()}) VALUES ({places})", rows)


def bring_in(address: str, folder: Path) -> None:
    """Put what the database of SQLite in the folder holds in the place of all that is in the one at the address, in one change.

    Raises OutputError where that cannot be.
    """
    with closing(open_postgres(address)) as database, closing(open_sqlite(folder, existing=True)) as file, file.asking() as old:
        found = tables(old)
        with held(database.writing), transaction(database.writing) as wire:
            wire.execute(WITHOUT_END)
            for table in reversed(found):
                wire.execute(f"DELETE FROM {table.name}".encode())
            for table in found:
                fill(wire, table, old)


def fill(wire: Wire, table: Table, old: sqlite3.Connection) -> None:
    """The rows of a table; those to come are numbered from behind them on."""
    with wire.cursor() as cursor, cursor.copy(f"COPY {table.name} ({table.listed()}) FROM STDIN".encode()) as rows:
        for row in old.execute(f"SELECT {table.listed()} FROM {table.name}"):
            rows.write_row(dialect.sendable(row))
    if table.numbered:
        counter = f"pg_get_serial_sequence('{table.name}', 'id')"
        wire.execute(f"SELECT setval({counter}, greatest(nextval({counter}), (SELECT max(id) + 1 FROM {table.name})), false)".encode())


@contextmanager
def snapshot(database: Database) -> Iterator[Wire]:
    """The database as it is when the block is entered."""
    with held(database.reading):
        wire = connected(database.reading)
        wire.execute(SNAPSHOT)
        yield wire


def tables(file: sqlite3.Connection) -> list[Table]:
    """The tables, each behind those that it refers to: so they were made."""
    names = [str(row[0]) for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid")]
    return [_table(name, file.execute("SELECT name, type FROM pragma_table_info(?)", (name,)).fetchall()) for name in names]


def _table(name: str, columns: list[tuple[str, str]]) -> Table:
    return Table(name, tuple(column for column, _ in columns), ("id", "INTEGER") in columns)

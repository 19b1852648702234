"""The process that opens a stranger's database: `python -I querying.py COPY < question`. The standard library alone; limits first.

It reads the tables that are asked for, no view, no virtual table, and calls no function; it never sees the original.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing, suppress
from typing import Any

MEMORY = 1 << 30  # bytes
SECONDS = 30  # of the processor
MOST_ROWS = 200_000
MOST_TEXT = 200_000  # characters of a value
MOST_OUT = 256 << 20  # characters of the answer


def limit() -> None:
    """No more memory and time than a library needs, where the system can say so."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def settle(path: str) -> None:
    """Bring the write-ahead log beside the copy into it."""
    with closing(sqlite3.connect(path)) as base:
        base.execute("PRAGMA trusted_schema=0")
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        base.execute("PRAGMA journal_mode=DELETE")


def answer(path: str, tables: dict[str, list[str]]) -> dict[str, list[dict[str, Any]]]:
    """The rows of the tables."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as base:
        base.text_factory = lambda raw: raw[: 4 * MOST_TEXT].decode("utf-8", "replace")
        base.execute("PRAGMA trusted_schema=0")
        base.execute("PRAGMA cell_size_check=1")
        base.set_authorizer(allowed)
        return {name: rows(base, name, wanted) for name, wanted in tables.items() if is_table(base, name)}


def allowed(action: int, *_: object) -> int:
    """Nothing but reading."""
    return sqlite3.SQLITE_OK if action in {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA} else sqlite3.SQLITE_DENY


def is_table(base: sqlite3.Connection, name: str) -> bool:
    """Is there a plain table of that name?"""
    found = base.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)).fetchone()
    return found is not None and "VIRTUAL" not in str(found[0])[:60].upper()


def rows(base: sqlite3.Connection, name: str, wanted: list[str]) -> list[dict[str, Any]]:
    """Texts and numbers of the columns that are there; a damaged page ends the table."""
    there = {str(row[1]) for row in base.execute(f'PRAGMA table_info("{name}")')}
    columns = [column for column in wanted if column in there]
    if not columns:
        return []
    found: list[dict[str, Any]] = []
    size = 0
    with suppress(sqlite3.DatabaseError):
        for row in base.execute(f'SELECT {", ".join(columns)} FROM "{name}" LIMIT {MOST_ROWS}'):
            found.append({column: plain(value) for column, value in zip(columns, row, strict=True) if value is not None})
            size += sum(len(value) for value in row if isinstance(value, str))
            if size > MOST_OUT:
                break
    return found


def plain(value: object) -> object:
    """A value that JSON can hold."""
    return value[:MOST_TEXT] if isinstance(value, str) else value if isinstance(value, int | float) else None


def main() -> None:
    """Answer the question on standard input."""
    limit()
    question = json.load(sys.stdin)
    try:
        if question.get("settle"):
            settle(sys.argv[1])
        else:
            sys.stdout.write(json.dumps(answer(sys.argv[1], question["tables"]), ensure_ascii=True, allow_nan=False))
    except (sqlite3.Error, MemoryError, ValueError) as error:
        sys.exit(f"it is no sound database ({error})")


if __name__ == "__main__":
    main()

"""Pieces of SQL for the statements of this room. SQLite reads them as they stand, PostgreSQL after `dialect.py`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import msgspec

# Is it one of the words in a value that `listed` has made? However many there are, they are one value.
AMONG = "IN (SELECT value FROM json_each(?))"


def listed(words: Iterable[str]) -> str:
    """The words as one value, for `AMONG`."""
    return msgspec.json.encode(list(words)).decode()


@cache
def put(table: str, columns: tuple[str, ...], *, key: tuple[str, ...]) -> str:
    """A row with a value for each of the columns, in the place of the one that has its key."""
    changed = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in key)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}) ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changed}"

"""The case files of `tests/cases/marks/` (their README says what they may hold), and imports of them."""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Iterable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from reader.marks.desk import Desk, lay_out
from reader.marks.found import Found, Reading
from reader.marks.gather import Source
from reader.marks.importing import Imported, import_marks, places_of
from tests.editions import CLUB, SHIPPED

CASES = Path(__file__).parent / "cases" / "marks"
KEYS = ("quote", "note", "made", "chapter", "title")


def expected() -> dict[str, dict[str, Any]]:
    """What each file holds, by its name."""
    table = tomllib.loads((CASES / "expected.toml").read_text(encoding="utf-8"))
    assert set(table) == {"file"}
    return {file["name"]: file for file in table["file"]}


def case_bytes(path: Path) -> bytes:
    """A case's file; of one in SQL, the database that it makes."""
    if path.suffix != ".sql":
        return path.read_bytes()
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(path.read_text(encoding="utf-8"))
        return base.serialize()


def every_case() -> list[Path]:
    """The case files, in the order of their names."""
    return sorted(path for path in CASES.rglob("*") if path.is_file() and path.parent != CASES)


@cache
def club() -> Desk:
    """The small edition, laid out once for all tests."""
    return lay_out(CLUB)


@cache
def shipped() -> Desk:
    """The shipped edition, laid out once."""
    return lay_out(SHIPPED)


def bring(found: Iterable[Found], folder: Path, *, desk: Desk | None = None, member: str = "me") -> Imported:
    """Import marks into the files of a folder, and write them."""
    imported = import_marks([Source("x", "x", Reading(tuple(found)))], desk or club(), places_of(folder / "readers.toml"), member=member)
    for path, text in imported.texts.items():
        path.write_text(text, encoding="utf-8")
    return imported

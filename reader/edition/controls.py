"""Control characters in what editors wrote for the book, which cannot hold them. What quotes a source, or names a file, may well have some."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from reader.edition.fields import entry_name
from reader.errors import EditionError
from reader.unseen import CONTROLS, LINE_ENDS, name_of

# Keys that quote or name; in these files none but the reasons are printed.
QUOTING = frozenset({"exact", "prefix", "suffix", "to", "file", "source"})
UNPRINTED = frozenset({"repairs.toml", "script.toml"})


def refuse_controls(tables: dict[str, Any], data: bytes, *, name: str) -> None:
    """Raise EditionError for the first text of a TOML file that holds one; `data` are the file's bytes.

    TOML allows them as `\\b`, `\\f` and `\\u0007`, and those from U+0080 to U+009F: files with neither are not looked through.
    """
    if (b"\\" in data and _escaped().search(data)) or _high().search(data):
        for where, key, text in _texts(tables, name):
            printed = key == "reason" if name in UNPRINTED else key not in QUOTING and not (key == "text" and ".structure]" in where)
            if printed and (found := _control().search(text)):
                raise EditionError(f"`{key}` holds {name_of(found[0])}, which no book can hold", where=where, advice="take it out")


def _texts(tables: dict[str, Any], where: str, path: str = "") -> Iterator[tuple[str, str, str]]:
    """(the entry's name, the key, the text) for every text; TOML nests no deeper than its reader could follow."""
    for key, value in tables.items():
        inner = f"{path}.{key}" if path else key
        for at, item in enumerate(value if isinstance(value, list) else [value], 1):
            if isinstance(item, dict):
                yield from _texts(item, entry_name(where, inner, at, item) if isinstance(value, list) else where, inner)
            elif isinstance(item, str):
                yield where, key, item


@cache
def _escaped() -> re.Pattern[bytes]:
    return re.compile(rb"\\[bfuU]")


@cache
def _high() -> re.Pattern[bytes]:
    return re.compile(rb"\xc2[\x80-\x9f]")


@cache
def _control() -> re.Pattern[str]:
    return re.compile(f"[{CONTROLS}{LINE_ENDS}]")

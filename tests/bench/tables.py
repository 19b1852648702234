"""Values → TOML text (the standard library only reads it)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

Value: TypeAlias = "str | int | bool | Sequence[Value] | Mapping[str, Value]"


def write_tables(path: Path, tables: Iterable[str]) -> None:
    """Write the tables one after the other, line ends as \\n on every system."""
    path.write_bytes("\n".join(tables).encode())


def table(name: str, values: Mapping[str, Value]) -> str:
    """A table under `[name]` or `[[name]]`, as `name` says; empty texts and lists are left out."""
    lines = (f"{key} = {written(value)}\n" for key, value in values.items() if value not in ("", ()))
    return f"{name}\n{''.join(lines)}"


def written(value: Value) -> str:
    """One value on one line. JSON's strings, numbers and truth values are TOML's."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {written(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(written, value)) + "]"
    return json.dumps(value, ensure_ascii=False)

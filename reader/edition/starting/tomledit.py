"""Single values of a data file changed, everything else as its editor wrote it (tomlkit lives here)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from reader.edition.files import decode, read_bytes

STEP = r"\[\[(?:\w+\.)?(\w+)\]\] (\d+)"


class ValueEdit(Struct, frozen=True, gc=False):
    """One value of the entry `where` (as errors name it): its keys from there, and what is to stand there; None takes the last key out."""

    where: str
    keys: tuple[str | int, ...]
    value: str | int | None


def file_of(where: str) -> str:
    """The data file of an entry."""
    return where.partition(" ")[0]


def edited(folder: Path, edits: Iterable[ValueEdit], texts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The data files with the edits made; `texts` are those that are no longer what stands in the folder."""
    import tomlkit

    done = dict(texts)
    documents: dict[str, Any] = {}
    for edit in edits:
        name = file_of(edit.where)
        if name not in documents:
            data = done[name] if name in done else read_bytes(folder / name, where=name)
            documents[name] = tomlkit.parse(decode(data, where=name))
        _change(documents[name], edit)
    return done | {name: tomlkit.dumps(document).encode() for name, document in documents.items()}


def _change(document: Any, edit: ValueEdit) -> None:
    table = document
    for name, number in re.findall(STEP, edit.where):
        table = table[name][int(number) - 1]
    for key in edit.keys[:-1]:
        table = table[key]
    last = edit.keys[-1]
    if edit.value is None:
        table.pop(last, None)
    else:
        table[last] = edit.value

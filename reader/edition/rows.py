"""Rows of text and back: fields between tabs, a comment on top; `\\t`, `\\n`, `\\r` and `\\\\` stand for what would end a field or a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

ESCAPES: dict[str, str | int | None] = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
MEANT = {str(written): char for char, written in ESCAPES.items()}


def table(columns: Sequence[str], fields: Iterable[Sequence[str | int]]) -> str:
    """The rows as a text that begins with the names of its columns."""
    lines = ("\t".join(str(field).translate(str.maketrans(ESCAPES)) for field in row) for row in fields)
    return "\n".join(("# " + "\t".join(columns), *lines, ""))


def rows(text: str) -> list[tuple[str, ...]]:
    """The rows of such a text."""
    lines = text.removesuffix("\n").split("\n")
    return [tuple(re.sub(r"\\.", lambda found: MEANT[found[0]], field) for field in line.split("\t")) for line in lines[1:]]

"""`notes.toml` → editors' remarks."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from reader.edition.fields import Entry
from reader.edition.files import read_toml
from reader.edition.shapes import ID, MOMENT, QUOTED, QUOTED_OR_NONE, TEXT, TEXT_OR_NONE, Shape, choice, flag, read_every
from reader.model import Passage, Remark

FILE = "notes.toml"


def read_remarks(folder: Path, skip: frozenset[str] = frozenset()) -> tuple[Remark, ...]:
    """The `[[note]]` tables of `notes.toml`; none when the edition has no such file."""
    root = Entry(FILE, read_toml(folder, FILE, optional=True, skip=skip), skip=skip)
    remarks = read_every(root, "note", REMARK)
    root.done()
    return remarks


def _remark(name: str, kind: Literal["fact", "text"], *values: Any) -> Remark:
    passage, others = values[:5], values[5:]
    return Remark(name, kind, Passage(*passage), *others)


REMARK = Shape(
    {
        "id": ID,
        "kind": choice("fact", "text"),
        "essay": TEXT,
        "exact": QUOTED,
        "prefix": QUOTED_OR_NONE,
        "suffix": QUOTED_OR_NONE,
        "voice": TEXT_OR_NONE,
        "text": TEXT,
        "more": TEXT_OR_NONE,
        "as_of": MOMENT,
        "source": TEXT_OR_NONE,
        "marker": flag(default=True),
    },
    _remark,
)

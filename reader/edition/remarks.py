"""`notes.toml` → editors' remarks."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast

from reader.edition.fields import Entry
from reader.edition.files import read_toml
from reader.model import Passage, Remark

FILE = "notes.toml"


def read_remarks(folder: Path, skip: frozenset[str] = frozenset()) -> tuple[Remark, ...]:
    """The `[[note]]` tables of `notes.toml`; none when the edition has no such file."""
    root = Entry(FILE, read_toml(folder, FILE, optional=True, skip=skip), skip=skip)
    remarks = tuple(_remark(entry) for entry in root.entries("note"))
    root.done()
    return remarks


def _remark(entry: Entry) -> Remark:
    remark = Remark(
        id=entry.id(),
        kind=cast('Literal["fact", "text"]', entry.choice("kind", ("fact", "text"))),
        passage=Passage(
            essay=entry.text("essay"),
            exact=entry.quoted("exact"),
            prefix=entry.quoted("prefix", ""),
            suffix=entry.quoted("suffix", ""),
            voice=entry.text("voice", ""),
        ),
        text=entry.text("text"),
        more=entry.text("more", ""),
        as_of=entry.moment("as_of"),
        source=entry.text("source", ""),
        marker=entry.flag("marker", default=True),
        where=entry.where,
    )
    entry.done()
    return remark

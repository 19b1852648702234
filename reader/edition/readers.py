"""`readers.toml` and `orphans.toml` → readers' marks."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from reader.edition.fields import Entry
from reader.edition.files import parse_toml, read_bytes
from reader.edition.load import READERS_FILES
from reader.mark import SHARES, STATES, Mark, Share, State

FILE, ORPHANS = READERS_FILES


def read_marks(path: Path) -> tuple[Mark, ...]:
    """The marks of a file; none where there is no such file. Raises EditionError with file and entry, InputError."""
    return marks_of(read_bytes(path, where=path.name), where=path.name) if path.exists() else ()


def marks_of(data: bytes, *, where: str) -> tuple[Mark, ...]:
    """The `[[mark]]` tables of a file's bytes; raises EditionError with file and entry."""
    root = Entry(where, parse_toml(data, where))
    marks = tuple(_mark(entry) for entry in root.entries("mark"))
    root.done()
    return marks


def _mark(entry: Entry) -> Mark:
    state = cast("State", entry.choice("state", STATES, "new"))
    mark = Mark(
        id=entry.quoted("id"),
        member=entry.text("member"),
        essay=entry.text("essay", "" if state == "orphan" else None),
        exact=entry.quoted("exact", "" if state == "orphan" else None),
        prefix=entry.quoted("prefix", ""),
        suffix=entry.quoted("suffix", ""),
        note=entry.text("note", ""),
        made=entry.text("made", ""),
        source=entry.text("source", ""),
        share=cast("Share", entry.choice("share", SHARES, "me")),
        state=state,
        chapter=entry.text("chapter", ""),
        reason=entry.text("reason", ""),
        nearest=entry.texts("nearest", []),
    )
    entry.done()
    return mark

"""A file of marks as its text, entry by entry: what nobody asks to change stays as it is, byte for byte."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from reader.edition.files import decode, read_bytes
from reader.edition.readers import marks_of
from reader.errors import EditionError
from reader.mark import Mark
from reader.marks.tomltext import HEADS, entry_text


class Entry(Struct, frozen=True, gc=False):
    """One `[[mark]]`: its text, up to the next one, and what it says."""

    text: str
    mark: Mark
    fresh: bool = False


class Document(Struct, frozen=True, gc=False):
    """What stands above the first entry, and the entries in their order."""

    head: str
    entries: tuple[Entry, ...] = ()


def read_document(path: Path, *, kind: str) -> Document:
    """The file, or an empty one of that `kind` (a key of HEADS); raises EditionError with file and entry, InputError."""
    if not path.exists():
        return Document(HEADS[kind])
    data = read_bytes(path, where=path.name)
    marks = marks_of(data, where=path.name)
    head, *parts = re.split(r"^(?=[ \t]*\[\[[ \t]*mark[ \t]*\]\])", decode(data, where=path.name).replace("\r\n", "\n"), flags=re.MULTILINE)
    if len(parts) != len(marks):
        raise EditionError("a note holds a line that looks like [[mark]]", where=path.name, advice="put a space or a word before it")
    return Document(head, tuple(Entry(text, mark) for text, mark in zip(parts, marks, strict=True)))


def document_text(document: Document) -> str:
    """The file's text: an empty line before each entry that is added."""
    parts = [document.head]
    for entry in document.entries:
        if entry.fresh and not parts[-1].endswith("\n\n"):
            parts.append("\n" if parts[-1].endswith("\n") else "\n\n")
        parts.append(entry.text)
    return "".join(parts)


def new_entry(mark: Mark) -> Entry:
    """An entry as the program adds it."""
    return Entry(f"{entry_text(mark)}\n", mark, fresh=True)

"""The formats, in the order in which a file is held against them: by content, never by name."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from reader.marks.found import Reading, tidy

# Each is a module with `detect(bytes) -> bool` and `read(bytes) -> Reading`; what is told more surely comes first.
FORMATS = (
    *("kobo", "apple", "calibrelibrary", "annot", "moon", "koreader"),
    *("annotation", "readest", "calibre", "foliate", "hypothesis", "readwise", "koreaderjson"),
    *("kindle", "koreaderhtml", "duokan", "koreadertext", "koreadermarkdown", "weread", "appleshare"),
)


def format_of(data: bytes) -> str:
    """The name of the format of a file; empty for what is none."""
    return next((name for name in FORMATS if _module(name).detect(data)), "")


def read_marks_file(data: bytes, name: str) -> Reading:
    """The marks of a file in the format of that name, with nothing in them that no text may hold. Raises nothing for a damaged file."""
    reading: Reading = _module(name).read(data)
    marks = tuple(mark for mark in map(tidy, reading.marks) if mark.quote or mark.note)
    return Reading(marks, reading.findings, reading.books)


def _module(name: str) -> ModuleType:
    return import_module(f"reader.marks.formats.{name}")

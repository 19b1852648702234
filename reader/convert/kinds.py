"""What kind of file is to be converted: by its name, or, where it has none, by what is in it."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from reader.errors import InputError
from reader.filekind import kind_of

Kind = Literal["book", "page", "markdown", "text"]

ENDINGS: dict[str, Kind] = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), "page"),
    **dict.fromkeys((".md", ".markdown"), "markdown"),
    **dict.fromkeys((".txt", ".text"), "text"),
}
HEAD = 1000  # characters in which a page begins


def kind_by_name(path: PurePath) -> Kind:
    """The kind that the name's ending tells; everything else is taken for a book (and refused by its true name if it is none)."""
    return ENDINGS.get(path.suffix.lower(), "book")


def kind_by_content(data: bytes) -> Kind:
    """The kind of what has no name: a page begins with a tag that only pages have. Markdown cannot be told from plain text."""
    if kind_of(data):
        return "book"
    start = data[:HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return "page" if re.match(rb"<(?:!doctype\s+html|html|head|body|\?xml)\b", start, re.IGNORECASE) else "text"


def refuse_other_files(data: bytes, *, where: str) -> None:
    """Raise InputError for what is called a text or a page but is something else."""
    if kind := kind_of(data):
        raise InputError(f"this is {kind.words}, not a text", where=where, advice=kind.for_book or "give it a name that ends in .epub")

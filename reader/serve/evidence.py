"""A mark's position in a file that the site has published → its book, page and block: evidence between equal quotations, never against the words."""

from __future__ import annotations

import uuid
from pathlib import Path

from msgspec.structs import replace

from reader.club.record import MOST, read_record
from reader.epub.files import read_whole
from reader.epub.xpointer import read_xpointer
from reader.marks.found import Found
from reader.marks.gather import Source
from reader.serve.positions import Files, elements_of, known_files

# What the UUID of an edition's book is made of, whichever of its books it was.
PUBLISHED = "as-published"


def files_known_to(path: Path) -> Files:
    """The files that a `hashes.json` knows; raises InputError."""
    return known_files(read_record(read_whole(path, where=str(path), most=MOST), where=str(path)))


def informed(source: Source, files: Files) -> Source:
    """What a file says, with what is known of the books that it names by their hash."""
    return replace(source, reading=replace(source.reading, marks=tuple(_informed(mark, files) for mark in source.reading.marks)))


def _informed(found: Found, files: Files) -> Found:
    """The mark with its edition, and with page and elements where the device names them as KOReader does."""
    file = files.find(found.digest)
    if not file:
        return found
    found = replace(found, identifiers=(*found.identifiers, str(uuid.uuid5(uuid.UUID(file.build.uuid), PUBLISHED))), loose=False)
    pointer = read_xpointer(found.position)
    page = next((page for page in file.build.pages if pointer and pointer.steps and page.spine == pointer.page and file.book.variant in page.variants), None)
    if not page:
        return found
    elements = reversed(list(elements_of(file, found.position)))
    return replace(found, href=page.file, position=" ".join(f"#{element}" for element in elements))

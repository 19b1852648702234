"""Files and folders → what of them holds marks. A folder is searched, also a mounted device; what is no such file is passed over there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from reader.epub.files import is_folder, look_at, read_whole
from reader.errors import InputError
from reader.filekind import kind_of
from reader.marks.found import Reading
from reader.marks.recognise import format_of, read_marks_file
from reader.marks.tomltext import HEADS

MOST = 512 << 20  # bytes of one file: a whole library's database
MOST_IN_A_FOLDER = 32 << 20  # … of one that nobody has named
MOST_FILES = 50_000
ENDINGS = (".lua", ".txt", ".json", ".annotation", ".annotations", ".calibre_annotation_collection")


class Source(Struct, frozen=True, gc=False):
    """A file that was read: its name, its format, what it says."""

    name: str
    format: str
    reading: Reading


def gather(path: Path) -> Iterator[Source]:
    """What a file or all files of a folder say; raises InputError for a file that holds no marks, or cannot be read."""
    if is_folder(path):
        yield from _search(path)
        return
    data = read_whole(path, where=str(path), most=MOST)
    name = format_of(data)
    if not name:
        kind = kind_of(data)
        words = f"is {kind.words}, which holds no marks that can be read" if kind else "holds no marks in a format known here"
        raise InputError(words, where=str(path), advice="docs/marks.md says for each device which file it is")
    yield Source(str(path), name, read_marks_file(data, name))


def _search(folder: Path) -> Iterator[Source]:
    for path in _files(folder):
        try:
            look_at(path, where=str(path), most=MOST_IN_A_FOLDER)
            data = path.read_bytes()
        except (InputError, OSError):
            continue
        if not _own(data) and (name := format_of(data)):
            yield Source(str(path), name, read_marks_file(data, name))


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder that may hold marks, in the order of their names; links to folders are not followed."""
    count = 0
    for top, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            count += 1
            if count > MOST_FILES:
                raise InputError(f"holds more than {MOST_FILES:,} files", where=str(folder), advice="name the folder in it that holds the marks")
            if name.lower().endswith(ENDINGS):
                yield Path(top, name)


def _own(data: bytes) -> bool:
    """Has this program written the file?"""
    first = {head.partition("\n")[0].encode() for head in HEADS.values()}
    return data.partition(b"\n")[0].rstrip() in first

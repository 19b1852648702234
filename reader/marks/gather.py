"""Files and folders → what of them holds marks. A folder is searched, also a mounted device or a zip; what is no such file is passed over there."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from reader.epub.archive import read_zip
from reader.epub.files import is_folder, look_at, read_whole
from reader.errors import InputError
from reader.filekind import kind_of
from reader.marks.database import DatabaseError, is_database, with_log
from reader.marks.found import Reading
from reader.marks.recognise import format_of, read_marks_file
from reader.marks.tomltext import HEADS

MOST = 512 << 20  # bytes of one file: a whole library's database
MOST_IN_A_FOLDER = 64 << 20  # … of one that nobody has named
MOST_FILES = 50_000
ENDINGS = (
    *(".lua", ".txt", ".md", ".html", ".enex", ".json", ".csv", ".annotation", ".annotations", ".calibre_annotation_collection"),
    *(".sqlite", ".db", ".annot", ".mrexpt", ".zip", ".epub"),
)
LOG = "-wal"
# What is looked for in a book: the W3C's place for embedded annotations, and Readium's.
EMBEDDED = ("META-INF/annotations.json", "META-INF/annotations.annotation")
ADVICE = "docs/marks.md says for each device which file it is"


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
    data = _with_log(read_whole(path, where=str(path), most=MOST), path)
    found = list(sources_in(data, str(path)))
    if not found:
        kind = kind_of(data)
        words = f"is {kind.words}, which holds no marks that can be read" if kind else "holds no marks in a format known here"
        raise InputError(words, where=str(path), advice=ADVICE)
    yield from found


def _search(folder: Path) -> Iterator[Source]:
    for path in _files(folder):
        try:
            look_at(path, where=str(path), most=MOST_IN_A_FOLDER)
            if path.suffix.lower() == ".epub" and not _has_annotations(path):
                continue
            data = _with_log(path.read_bytes(), path)
            if not _own(data):
                yield from sources_in(data, str(path))
        except (InputError, OSError):
            continue


def sources_in(data: bytes, name: str) -> Iterator[Source]:
    """What a file's bytes say, or what the files in a zip say; zips within are books at most. Raises InputError for a zip that is not sound."""
    if not data.startswith(b"PK"):
        if kind := format_of(data):
            yield Source(name, kind, read_marks_file(data, kind))
        return
    kind_of_zip = kind_of(data)
    book = kind_of_zip is not None and kind_of_zip.key == "epub"
    files = read_zip(data, where=name)
    for entry in EMBEDDED if book else files:
        if entry in files and (book or _may_hold(entry)):
            yield from _in_entry(files[entry], f"{name}/{entry}")


def _has_annotations(path: Path) -> bool:
    """Has a book a set of annotations inside? Its list of contents says so; a device may hold thousands of books."""
    try:
        with zipfile.ZipFile(path) as book:
            return any(name in EMBEDDED for name in book.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _in_entry(data: bytes, name: str) -> Iterator[Source]:
    kind = kind_of(data) if data.startswith(b"PK") else None
    if kind is not None and kind.key != "epub":
        return
    try:
        yield from sources_in(data, name) if len(data) <= MOST_IN_A_FOLDER else ()
    except InputError:
        return


def _may_hold(name: str) -> bool:
    return name.lower().endswith(ENDINGS) and not PurePosixPath(name).name.startswith("._")


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder that may hold marks, in the order of their names; links to folders are not followed."""
    count = 0
    for top, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            count += 1
            if count > MOST_FILES:
                raise InputError(f"holds more than {MOST_FILES:,} files", where=str(folder), advice="name the folder in it that holds the marks")
            if _may_hold(name):
                yield Path(top, name)


def _with_log(data: bytes, path: Path) -> bytes:
    """A database with what its write-ahead log holds: the last marks are there until the device is shut down."""
    log = path.with_name(path.name + LOG)
    if not is_database(data) or not log.is_file():
        return data
    try:
        return with_log(data, read_whole(log, where=str(log), most=MOST))
    except DatabaseError:
        return data


def _own(data: bytes) -> bool:
    """Has this program written the file?"""
    first = {head.partition("\n")[0].encode() for head in HEADS.values()}
    return data.partition(b"\n")[0].rstrip() in first

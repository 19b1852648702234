"""What has become of every book, one line of JSON each, added at the end as soon as it is known. What is still to be done is asked of it (`run.py`)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

import msgspec
from msgspec import Struct

from reader.batch.book import Book, Done
from reader.epub.files import reason
from reader.errors import InputError, OutputError

NAME = "reader-journal"
ENDING = ".jsonl"
DONE, FAILED = "done", "failed"
# By books' names (`key_of`), what is known of each: packed, for a library may have a million.
Known: TypeAlias = dict[bytes, bytes]


class Past(Struct, frozen=True, gc=False, array_like=True):
    """The last that the journal says of a book that was treated as is asked for now: size, time and SHA-256 of the source, bytes of the result.

    `error` says what was wrong where it failed.
    """

    size: int
    time: int
    sha256: str
    written: int
    error: str


class Journal(Struct, frozen=True, gc=False, eq=False):
    """A journal that is open to be added to; `wish` and `version` are what its books are treated by."""

    stream: BinaryIO
    wish: str
    version: str


def journal_file(tree: Path, part: str = "") -> Path:
    """The journal of a tree; each part of a library that is done by itself has its own."""
    return tree / f"{NAME}{f'-{part}' if part else ''}{ENDING}"


def open_journal(tree: Path, *, part: str, wish: str, version: str) -> Journal:
    """The journal, to add to it; a line that was cut off is ended first. Raises OutputError."""
    path = journal_file(tree, part)
    try:
        stream = path.open("ab+", buffering=0)
        if stream.tell():
            stream.seek(-1, 2)
            if stream.read(1) != b"\n":
                stream.write(b"\n")
    except OSError as error:
        raise OutputError(f"cannot be written ({reason(error)})", where=str(path), advice="choose another place with -o") from error
    return Journal(stream, wish, version)


def add(journal: Journal, done: Done) -> None:
    """Write down what became of a book; raises OutputError."""
    book = done.book
    facts = {
        **{"book": book.name, "source": str(book.source), "size": book.size, "time": book.time, "sha256": done.sha256, "wish": journal.wish},
        **{"version": journal.version, "outcome": FAILED if done.error else DONE, "written": done.written, "seconds": round(done.seconds, 3)},
        **({"error": str(done.error)} if done.error else {}),
    }
    try:
        journal.stream.write(json.dumps(facts).encode() + b"\n")
    except OSError as error:
        raise OutputError(f"cannot be written ({reason(error)})", where=str(journal.stream.name), advice="make room, and go on with --resume") from error


def read_journals(tree: Path, *, wish: str, version: str) -> Known:
    """What all journals of a tree know of books that were treated as is asked for; raises InputError."""
    found = Known()
    for path in sorted(tree.glob(f"{NAME}*{ENDING}")):
        for facts in lines(path):
            key = key_of(facts["book"])
            if (facts["wish"], facts["version"]) == (wish, version):
                past = Past(facts["size"], facts["time"], facts["sha256"], facts["written"], facts.get("error", ""))
                found[key] = msgspec.msgpack.encode(past)
            else:  # what is there now is another's work
                found.pop(key, None)
    return found


def recall(known: Mapping[bytes, bytes], book: Book) -> Past | None:
    """What is known of a book."""
    packed = known.get(key_of(book.name))
    return msgspec.msgpack.decode(packed, type=Past) if packed else None


def key_of(name: str) -> bytes:
    """A book's name, short: there may be a million."""
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=12).digest()


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a journal; those that are cut off, or are none of ours, are passed over."""
    try:
        with path.open("rb") as stream:
            for line in stream:
                try:
                    facts = json.loads(line)
                except ValueError:
                    continue
                if isinstance(facts, dict) and facts.keys() >= {"book", "size", "time", "sha256", "wish", "version", "outcome", "written"}:
                    yield facts
    except OSError as error:
        raise InputError(f"cannot be read ({reason(error)})", where=str(path), advice="check your rights to it") from error


def is_there(book: Book, past: Past) -> bool:
    """Is the result still there as it was written?"""
    try:
        return book.output is not None and book.output.stat().st_size == past.written
    except OSError:
        return False

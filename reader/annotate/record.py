"""What an annotated book knows of the file that it was, in two files of its `META-INF/`: enough to give that file back, byte for byte.

It may have come from a stranger, so it is measured before it is used; its hash says that it fits together, not where it is from.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection
from hashlib import sha256

import msgspec
from msgspec import Struct

from reader.epub.archive import MAX_BYTES, MAX_FILES, open_zip
from reader.epub.container import Container
from reader.epub.rezip import is_copied
from reader.epub.skeleton import Part, cut, join, streams_of
from reader.errors import InputError

TABLE, STREAMS = "META-INF/rdn-original.json", "META-INF/rdn-original.bin"
FORMAT = 1
MOST_TABLE = MAX_FILES * 400  # bytes
ANEW = "get a fresh copy of the book, or take the notes out with --remove --text"


class Record(Struct, frozen=True, gc=False):
    """The original's hash and size, its parts; the names of those whose streams are kept here, after the packed skeleton of `skeleton` bytes.

    `written` are the files that we wrote, with the checksums of their contents; `word` is what our names begin with.
    """

    format: int
    word: str
    sha256: str
    size: int
    skeleton: int
    parts: list[Part]
    kept: list[str]
    written: dict[str, int]


def make_record(original: bytes, written: dict[str, int], changed: Collection[str], *, word: str) -> dict[str, bytes]:
    """The two files, for a book whose files `changed` are replaced; `written` are the checksums (CRC-32) of all that it gets."""
    skeleton, parts = cut(original)
    with open_zip(original) as book:
        copied = {info.filename for info in book.infolist() if is_copied(info)}.difference(changed)
    kept = [part for part in parts if part.name not in copied]
    streams = streams_of(original, where="the book")
    packed = zlib.compress(skeleton, 9)
    digest = sha256(original).hexdigest()
    record = Record(FORMAT, word, digest, len(original), len(packed), parts, [part.name for part in kept], written)
    return {TABLE: msgspec.json.encode(record), STREAMS: b"".join([packed, *map(streams, kept)])}


def is_annotated(book: Container) -> bool:
    """Does the book say that it has notes of ours?"""
    return TABLE in book.files


def read_record(book: Container) -> Record:
    """The record of an annotated book; raises InputError for one that is no record."""
    where = f"{book.name}: {TABLE}"
    data = book.files[TABLE]
    if len(data) > MOST_TABLE:
        raise InputError("is longer than any record", where=where, advice=ANEW)
    try:
        record = msgspec.json.decode(data, type=Record)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"cannot be read ({error})", where=where, advice=ANEW) from error
    if record.format != FORMAT:
        raise InputError(f"was written by another version (format {record.format})", where=where, advice="use that one, or --remove --text")
    lengths = [number for part in record.parts for number in (part.before, part.length)]
    if min((*lengths, record.size, record.skeleton)) < 0 or sum(lengths) > record.size or record.size > MAX_BYTES:
        raise InputError("promises another file than it can give", where=where, advice=ANEW)
    return record


def restored(book: Container, record: Record) -> bytes:
    """The file that the book was made from; raises InputError when that is not to be had.

    For one that was edited since, or packed anew in a way that cannot be undone, the error says which file it is.
    """
    refuse_edited(book, record)
    where = f"{book.name}: {STREAMS}"
    streams = book.files.get(STREAMS, b"")
    skeleton = _unpacked(streams[: record.skeleton], record, where=where)
    data = join(skeleton, record.parts, _stream(book, record, streams))
    if len(data) != record.size or sha256(data).hexdigest() != record.sha256:
        raise InputError("does not give back the file that was annotated", where=where, advice=ANEW)
    return data


def refuse_edited(book: Container, record: Record) -> None:
    """Raise InputError when a file of ours was changed since, or one is there that we did not leave."""
    advice = "what was edited would be lost: take the notes out with --remove --text, which keeps it"
    known = {TABLE, STREAMS, *record.written, *(part.name for part in record.parts)}
    for name, checksum in record.written.items():
        if name not in book.files or zlib.crc32(book.files[name]) != checksum:
            raise InputError("was edited since the notes were put in", where=f"{book.name}: {name}", advice=advice)
    for name, data in book.files.items():
        if name not in known and data:
            raise InputError("was added since the notes were put in", where=f"{book.name}: {name}", advice=advice)


def _unpacked(data: bytes, record: Record, *, where: str) -> bytes:
    """The skeleton, of which no more is unpacked than the record promises."""
    most = record.size - sum(part.length for part in record.parts)
    unpacker = zlib.decompressobj()
    try:
        skeleton = unpacker.decompress(data, most + 1)
    except zlib.error as error:
        raise InputError(f"is damaged ({error})", where=where, advice=ANEW) from error
    if len(skeleton) != most:
        raise InputError("is damaged", where=where, advice=ANEW)
    return skeleton


def _stream(book: Container, record: Record, streams: bytes) -> Callable[[Part], bytes]:
    """What gives each part's packed bytes: from the record, else from the book itself."""
    kept, carried = set(record.kept), streams_of(book.data, where=book.name)
    places, place = dict[str, int](), record.skeleton
    for part in record.parts:
        if part.name in kept:
            places[part.name] = place
            place += part.length

    def stream(part: Part) -> bytes:
        if part.name in places:
            start = places[part.name]
            return streams[start : start + part.length]
        try:
            return carried(part)
        except InputError as error:
            raise InputError(error.text, where=error.where, advice="take the notes out with --remove --text, which keeps the file as it is") from error

    return stream

"""A zip, cut into what its files hold and everything else, and put together again: byte for byte the same, whatever is odd about it."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from reader.epub.archive import open_zip, packed, packed_start
from reader.errors import InputError

# How zip programs deflate: a level, and how much memory they take.
LEVELS = tuple((level, memory) for memory in (8, 9) for level in (6, 9, 8, 7, 5, 4, 3, 2, 1))


class Part(Struct, frozen=True, gc=False, array_like=True):
    """`before` bytes of the skeleton, then the `length` bytes of the file `name` as they are packed; `crc` is their checksum (CRC-32)."""

    before: int
    name: str
    length: int
    crc: int


def cut(data: bytes) -> tuple[bytes, list[Part]]:
    """The skeleton of a zip that has passed `read_zip`, and its files in the order in which they stand in it.

    Folders, empty files, and files whose name is there twice stay in the skeleton.
    """
    with open_zip(data) as book:
        infos = sorted(book.infolist(), key=lambda info: info.header_offset)
    names = Counter(info.filename for info in infos)
    parts, skeleton, done = [], [], 0
    for info in infos:
        if not info.compress_size or info.is_dir() or names[info.filename] > 1:
            continue
        start, stream = packed_start(data, info), packed(data, info)
        skeleton.append(data[done:start])
        parts.append(Part(start - done, info.filename, len(stream), zlib.crc32(stream)))
        done = start + len(stream)
    return b"".join([*skeleton, data[done:]]), parts


def join(skeleton: bytes, parts: Sequence[Part], stream: Callable[[Part], bytes]) -> bytes:
    """The zip of a skeleton; `stream` gives a file's bytes as they are packed."""
    return b"".join(_pieces(skeleton, parts, stream))


def _pieces(skeleton: bytes, parts: Sequence[Part], stream: Callable[[Part], bytes]) -> Iterator[bytes]:
    done = 0
    for part in parts:
        yield skeleton[done : done + part.before]
        yield stream(part)
        done += part.before
    yield skeleton[done:]


def is_stream(data: bytes, part: Part) -> bool:
    """Are these the packed bytes of the part?"""
    return len(data) == part.length and zlib.crc32(data) == part.crc


def packed_again(contents: bytes, part: Part) -> bytes | None:
    """A file's contents as they were packed, when another program has packed them anew; None when no way of packing gives that."""
    if is_stream(contents, part):
        return contents
    for level, memory in LEVELS:
        packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS, memory)
        data = packer.compress(contents) + packer.flush()
        if is_stream(data, part):
            return data
    return None


def streams_of(data: bytes, *, where: str) -> Callable[[Part], bytes]:
    """A function that finds a part's packed bytes in a zip that has passed `read_zip`; it raises InputError when they are not there."""
    with open_zip(data) as book:
        infos = {info.filename: info for info in book.infolist()}

    def stream(part: Part) -> bytes:
        info = infos.get(part.name)
        if info is None:
            raise InputError("is missing", where=f"{where}: {part.name}")
        if is_stream(found := packed(data, info), part):
            return found
        again = packed_again(_contents(data, info), part)
        if again is None:
            raise InputError("is another file than before, or packed in another way", where=f"{where}: {part.name}")
        return again

    return stream


def _contents(data: bytes, info: zipfile.ZipInfo) -> bytes:
    with open_zip(data) as book:
        return book.read(info)

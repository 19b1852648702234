"""One entry of a zip that is written: its header, its contents as they are packed, and how it is put behind the others."""

from __future__ import annotations

import zipfile
import zlib

from msgspec import Struct

Date = tuple[int, int, int, int, int, int]


class Packed(Struct, frozen=True, gc=False, eq=False):
    """A file's contents, deflated as `zipfile` does it; how long they are, and their checksum (CRC-32)."""

    stream: bytes
    size: int
    crc: int


def pack(contents: bytes, level: int = zlib.Z_DEFAULT_COMPRESSION) -> Packed:
    """The contents of a file, packed as soon as they are made: so a book's pages take a fifth of the memory."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Packed(packer.compress(contents) + packer.flush(), len(contents), zlib.crc32(contents))


def unpacked(packed: Packed) -> bytes:
    """The contents again."""
    return zlib.decompress(packed.stream, -zlib.MAX_WBITS)


def entry_info(name: str, *, date: Date) -> zipfile.ZipInfo:
    """The header of one entry, the same on Windows and Unix."""
    info = zipfile.ZipInfo(name, date_time=date)
    info.create_system = 3
    info.external_attr = 0o100644 << 16
    return info


def append_packed(info: zipfile.ZipInfo, contents: Packed, book: zipfile.ZipFile) -> None:
    """Put a deflated entry behind the others: to the byte what `zipfile` writes."""
    info.compress_type, info.flag_bits = zipfile.ZIP_DEFLATED, 0
    info.CRC, info.file_size, info.compress_size = contents.crc, contents.size, len(contents.stream)
    append(info, info.FileHeader() + contents.stream, book)


def append(info: zipfile.ZipInfo, stretch: bytes, book: zipfile.ZipFile) -> None:
    """Put an entry behind the others as it stands, header and all."""
    stream = book.fp
    assert stream is not None
    info.header_offset = book.start_dir
    stream.seek(book.start_dir)
    stream.write(stretch)
    book.start_dir = stream.tell()
    book.filelist.append(info)
    book.NameToInfo[info.filename] = info

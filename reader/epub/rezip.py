"""A zip with some of its files changed: all others are copied still compressed, with all that the zip says of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Container, Iterator, Mapping
from types import MappingProxyType

from reader.epub.archive import open_zip, stretches
from reader.epub.entries import Date, Packed, append, append_packed, entry_info, unpacked

# What a zip says of an entry (`zipfile.ZipInfo`), name, date and extra fields apart.
FACTS = (
    *("compress_type", "CRC", "compress_size", "file_size", "comment", "create_system", "create_version", "extract_version"),
    *("reserved", "flag_bits", "volume", "internal_attr", "external_attr"),
)
NOTHING: Mapping[str, bytes] = MappingProxyType({})
ADDED: Date = (1980, 1, 1, 0, 0, 0)  # of new files: the first day that a zip knows
UTF8 = 0x800  # the flag of a name in UTF-8
ZIP64 = 1  # the extra field of lengths that need more than 32 bits


class Entry(zipfile.ZipInfo):
    """An entry whose name is written in the bytes that it had: `zipfile` would write what is no ASCII as UTF-8, and say so."""

    __slots__ = ("called", "utf8")

    called: bytes
    utf8: int

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return self.called, self.flag_bits | self.utf8


def rewrite_zip(
    data: bytes,
    changed: Mapping[str, bytes | Packed],
    *,
    added: Mapping[str, bytes] = NOTHING,
    stored: Container[str] = (),
    dropped: Container[str] = (),
) -> bytes:
    """The zip with `changed` in the place of the files of those names; `mimetype` comes first and stored, whatever the source did.

    `added` are new files, behind the others; those of `stored` are not packed, which would not make them smaller. The files of `dropped` are
    left out. `data` must have passed `read_zip`.
    """
    stream = io.BytesIO()
    with open_zip(data) as old, zipfile.ZipFile(stream, "w") as new:
        new.comment = old.comment
        places = stretches(old)
        for info in book_order(old):
            if info.filename in dropped:
                continue
            contents = changed.get(info.filename)
            if contents is None and is_copied(info):
                start, end = places[info.header_offset]
                append(entry_like(info, old), data[start:end], new)
            elif isinstance(contents, Packed) and info.compress_type == zipfile.ZIP_DEFLATED and is_copied(info):
                append_packed(entry_like(info, old), contents, new)
            else:
                write_entry(info, old.read(info) if contents is None else unpacked(contents) if isinstance(contents, Packed) else contents, old, new)
        for name, contents in added.items():
            new.writestr(entry_info(name, date=ADDED), contents, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED, 6)
    return stream.getvalue()


def is_copied(info: zipfile.ZipInfo) -> bool:
    """Is an entry that does not change copied as it is packed? Only `mimetype` may have to be packed anew."""
    return info.filename != "mimetype" or info.compress_type == zipfile.ZIP_STORED


def book_order(book: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The zip's entries, `mimetype` first (EPUB 3.3, OCF ZIP container)."""
    return sorted(book.infolist(), key=lambda info: info.filename != "mimetype")


def entry_like(info: zipfile.ZipInfo, book: zipfile.ZipFile) -> Entry:
    """All that the zip says of an entry of `book`, for another zip. Lengths of 64 bits are told anew where they are needed."""
    entry = Entry(info.filename, info.date_time)
    for name in FACTS:
        setattr(entry, name, getattr(info, name))
    entry.extra = b"".join(field for kind, field in extra_fields(info.extra) if kind != ZIP64)
    entry.utf8 = info.flag_bits & UTF8
    entry.called = info.orig_filename.encode("utf-8" if entry.utf8 else getattr(book, "metadata_encoding", "") or "cp437")
    return entry


def extra_fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """The kind and the bytes of each extra field (APPNOTE 4.5); what is no field at all is one of no kind."""
    while len(extra) >= 4:
        size = 4 + int.from_bytes(extra[2:4], "little")
        yield int.from_bytes(extra[:2], "little"), extra[:size]
        extra = extra[size:]
    if extra:
        yield -1, extra


def write_entry(info: zipfile.ZipInfo, contents: bytes, old: zipfile.ZipFile, new: zipfile.ZipFile) -> None:
    """Append an entry with new contents under the old one's name, date and rights."""
    entry = entry_like(info, old)
    entry.compress_type = zipfile.ZIP_STORED if info.filename == "mimetype" else info.compress_type
    new.writestr(entry, contents)
    entry.external_attr = info.external_attr  # none at all became one; the directory is written when the zip is closed

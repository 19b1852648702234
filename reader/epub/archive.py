"""Zip bytes ↔ named files: untrusted input is measured before it is unpacked, output is the same for the same input."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from reader.epub.entries import Date, entry_info
from reader.epub.files import read_whole
from reader.errors import InputError

MAX_BYTES = 1 << 30  # unpacked; Amazon takes no EPUB above 650 MB
MAX_FILES = 50_000
MAX_RATIO = 200  # real text deflates 3 to 20 times, a zip bomb 1,000 times
RATIO_FROM = 10 << 20  # below this size no ratio can hurt, and a blank picture may well shrink 500 times

CHUNK = 1 << 20  # bytes of an entry that are looked at together
HEADER = 30  # bytes before an entry's name (APPNOTE 4.3.7)

MAKE_ANEW = "get a fresh copy of the book"


def read_book(source: Path | bytes, *, where: str) -> bytes:
    """The bytes of a book file; raises InputError when there is none."""
    return source if isinstance(source, bytes) else read_whole(source, where=where, most=MAX_BYTES)


class Files(Mapping[str, bytes]):
    """The files of a sound zip by name, in its order, folders left out; each is unpacked when it is asked for."""

    def __init__(self, book: zipfile.ZipFile, *, where: str) -> None:
        self._book, self._where = book, where
        self._infos = {info.filename: info for info in book.infolist() if not info.is_dir()}

    def __getitem__(self, name: str) -> bytes:
        return read_entry(self._book, self._infos[name], where=self._where)

    def __iter__(self) -> Iterator[str]:
        return iter(self._infos)

    def __len__(self) -> int:
        return len(self._infos)

    def __contains__(self, name: object) -> bool:
        return name in self._infos


def read_zip(data: bytes, *, where: str) -> Files:
    """The files of a zip, each tried once; raises InputError for anything that is not a sound, harmless zip.

    Folders are never read, but measured like files: a stranger's folder entry may say that it holds gigabytes.
    """
    try:
        book = open_zip(data)
        infos = book.infolist()
        refuse_bombs(infos, where=where)
        refuse_names(infos, where=where)
        refuse_overlaps(book, where=where)
        for info in infos:
            if not info.is_dir():
                try_entry(book, info, where=where)
        return Files(book, where=where)
    except zipfile.BadZipFile as error:
        raise InputError(f"not a readable zip file ({error})", where=where, advice=MAKE_ANEW) from error
    except NotImplementedError as error:
        raise InputError(f"a kind of zip that EPUB does not allow ({error})", where=where, advice="zip it anew with deflate") from error
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read ({error})", where=where, advice=MAKE_ANEW) from error


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The zip, its names read as UTF-8 (as EPUB demands) even where the flag for it was forgotten, else as the zip says."""
    try:
        return zipfile.ZipFile(io.BytesIO(data), metadata_encoding="utf-8")
    except UnicodeDecodeError:
        return zipfile.ZipFile(io.BytesIO(data))


def read_entry(book: zipfile.ZipFile, info: zipfile.ZipInfo, *, where: str) -> bytes:
    """One entry's bytes; raises InputError when it is encrypted, damaged, or compressed in a way that EPUB does not know."""
    with _told(info, where):
        return book.read(info)


def try_entry(book: zipfile.ZipFile, info: zipfile.ZipInfo, *, where: str) -> None:
    """Raise InputError where `read_entry` would, and keep nothing: a book of pictures may be larger than the memory."""
    with _told(info, where), book.open(info) as stream:
        while stream.read(CHUNK):
            pass


@contextmanager
def _told(info: zipfile.ZipInfo, where: str) -> Iterator[None]:
    """What may go wrong with an entry, in words."""
    place = f"{where}: {info.filename}"
    if info.flag_bits & 0x1:
        raise InputError("the zip is protected by a password", where=place, advice="get the book without protection")
    try:
        yield
    except NotImplementedError as error:
        raise InputError("compressed in a way that EPUB does not allow", where=place, advice="zip it anew with deflate") from error
    except Exception as error:  # zlib.error and its cousins of other methods have no common ancestor
        raise InputError(f"damaged ({error})", where=place, advice=MAKE_ANEW) from error


def refuse_bombs(infos: list[zipfile.ZipInfo], *, where: str) -> None:
    """Raise InputError when the headers promise more than any book holds (zipfile never unpacks more than its header promised)."""
    advice = "this is no book; do not open it"
    if len(infos) > MAX_FILES:
        raise InputError(f"holds {len(infos)} files", where=where, advice=advice)
    if sum(info.file_size for info in infos) > MAX_BYTES:
        raise InputError(f"would unpack to more than {MAX_BYTES >> 20} MB", where=where, advice=advice)
    for info in infos:
        if info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise InputError("would unpack to hundreds of times its size (a zip bomb)", where=f"{where}: {info.filename}", advice=advice)


def refuse_names(infos: list[zipfile.ZipInfo], *, where: str) -> None:
    """Raise InputError for names that reach out of the book or are none, and for a file's name that is there twice."""
    for name in (info.filename for info in infos):
        if not name:
            raise InputError("a file without a name", where=where, advice=MAKE_ANEW)
        if name.startswith(("/", "\\")) or ".." in PurePosixPath(name.replace("\\", "/")).parts or name[1:2] == ":":
            raise InputError("a file name that leads out of the book", where=f"{where}: {name}", advice=MAKE_ANEW)
    for name, count in Counter(info.filename for info in infos if not info.is_dir()).items():
        if count > 1:
            raise InputError("the same file name stands in the zip twice", where=f"{where}: {name}", advice=MAKE_ANEW)


def refuse_overlaps(book: zipfile.ZipFile, *, where: str) -> None:
    """Raise InputError when two entries share bytes, or one reaches into the directory: no honest zip is so, and a bomb may be."""
    places, seen = stretches(book), set[int]()
    for info in book.infolist():
        start, end = places[info.header_offset]
        if start in seen or start + HEADER + info.compress_size > end:
            raise InputError("damaged (entries lie over one another)", where=f"{where}: {info.filename}", advice=MAKE_ANEW)
        seen.add(start)


def stretches(book: zipfile.ZipFile) -> dict[int, tuple[int, int]]:
    """Where each entry stands, header and all, by the place of its header: up to the next one, or to the directory."""
    starts = sorted({info.header_offset for info in book.infolist()})
    return {start: (start, end) for start, end in zip(starts, [*starts[1:], book.start_dir], strict=False)}


def packed(data: bytes, info: zipfile.ZipInfo) -> bytes:
    """An entry's bytes as they are compressed in the zip `data`, which must have passed `read_zip`."""
    start = packed_start(data, info)
    return data[start : start + info.compress_size]


def packed_start(data: bytes, info: zipfile.ZipInfo) -> int:
    """Where they begin."""
    lengths = data[info.header_offset + 26 : info.header_offset + HEADER]  # of the name, of the extra fields
    return info.header_offset + HEADER + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")


def write_zip(entries: Iterable[tuple[str, bytes]], *, date: Date) -> bytes:
    """An EPUB's bytes: `mimetype` first and stored (EPUB 3.3, OCF ZIP container), the rest deflated in the order given.

    Date, system and file rights are fixed, so the same entries give the same bytes on every machine with the same zlib.
    """
    entries = tuple(entries)
    first = [entry for entry in entries if entry[0] == "mimetype"]
    rest = [entry for entry in entries if entry[0] != "mimetype"]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        for name, data in [*first, *rest]:
            stored = name == "mimetype"
            book.writestr(entry_info(name, date=date), data, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED, None if stored else 6)
    return stream.getvalue()

"""A zip with some of its files changed: all others are copied as they lie in it, still compressed, in their order and with their dates."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from reader.epub.archive import entry_info, open_zip

LOCAL_HEADER = 30  # bytes, before the name (APPNOTE 4.3.7)


def rewrite_zip(source: Path | bytes, changed: Mapping[str, bytes]) -> bytes:
    """The zip with `changed` in the place of the files of those names; `mimetype` comes first and stored, whatever the source did.

    `source` must have passed `read_zip`.
    """
    data = source if isinstance(source, bytes) else source.read_bytes()
    stream = io.BytesIO()
    with open_zip(data) as old, zipfile.ZipFile(stream, "w") as new:
        infos = sorted(old.infolist(), key=lambda info: info.filename != "mimetype")
        for info in infos:
            if info.filename in changed:
                new.writestr(_fresh(info, info.compress_type), changed[info.filename])
            elif info.filename == "mimetype":
                new.writestr(_fresh(info, zipfile.ZIP_STORED), old.read(info))
            else:
                _copy(data, info, new)
    return stream.getvalue()


def _fresh(info: zipfile.ZipInfo, method: int) -> zipfile.ZipInfo:
    """A header with the old one's date and rights, for new contents."""
    fresh = entry_info(info.filename, date=info.date_time)
    fresh.compress_type = method
    fresh.create_system, fresh.external_attr = info.create_system, info.external_attr
    return fresh


def _copy(data: bytes, info: zipfile.ZipInfo, new: zipfile.ZipFile) -> None:
    """Put an entry's compressed bytes behind a header of its own. zipfile has no way to do it but what its own `mkdir` does."""
    at = info.header_offset
    at += LOCAL_HEADER + int.from_bytes(data[at + 26 : at + 28], "little") + int.from_bytes(data[at + 28 : at + 30], "little")
    entry = copy.copy(info)
    entry.flag_bits &= ~0x08  # sizes stand in the header, not behind the data
    entry.extra = b""
    stream = new.fp
    assert stream is not None
    entry.header_offset = stream.tell()
    stream.write(entry.FileHeader(zip64=False))
    stream.write(data[at : at + info.compress_size])
    new.filelist.append(entry)
    new.NameToInfo[entry.filename] = entry
    new.start_dir = stream.tell()
    new._didModify = True  # type: ignore[attr-defined]

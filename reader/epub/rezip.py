"""A zip with some of its files changed: all others keep their bytes, their order, their dates and rights."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from reader.epub.archive import entry_info, open_zip


def rewrite_zip(source: Path | bytes, changed: Mapping[str, bytes]) -> bytes:
    """The zip with `changed` in the place of the files of those names; `mimetype` comes first and stored, whatever the source did.

    `source` must have passed `read_zip`.
    """
    data = source if isinstance(source, bytes) else source.read_bytes()
    stream = io.BytesIO()
    with open_zip(data) as old, zipfile.ZipFile(stream, "w") as new:
        infos = sorted(old.infolist(), key=lambda info: info.filename != "mimetype")
        for info in infos:
            method = zipfile.ZIP_STORED if info.filename == "mimetype" else info.compress_type
            contents = changed.get(info.filename)
            new.writestr(_fresh(info, method), old.read(info) if contents is None else contents)
    return stream.getvalue()


def _fresh(info: zipfile.ZipInfo, method: int) -> zipfile.ZipInfo:
    """A header with the old one's date and rights, for new contents."""
    fresh = entry_info(info.filename, date=info.date_time)
    fresh.compress_type = method
    fresh.create_system, fresh.external_attr = info.create_system, info.external_attr
    return fresh

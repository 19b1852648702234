"""A dictionary for MDict and the programs that read its files (GoldenDict, 欧路): `.mdx` with the style sheet beside it.

The format: zhansliu's description (`writemdict`), version 2.0, on which mdict-utils is built; its own packing takes files and today's date.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from io import BytesIO
from typing import IO, Any

from reader.dictionary.entries import CSS, Dictionary, DictionaryEntry
from reader.dictionary.kobo import INSTALL
from reader.dictionary.links import relinked
from reader.errors import MissingTool

# What programs leave out when they compare words (header: `Stripkey`), as they do with capitals (`KeyCaseSensitive`).
PASSED_OVER = str.maketrans("", "", " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
HEADER = (
    '<Dictionary GeneratedByEngineVersion="2.0" RequiredEngineVersion="2.0" Encrypted="No" Encoding="UTF-8" Format="Html" Stripkey="Yes" '
    'CreationDate="{date}" Compact="No" Compat="No" KeyCaseSensitive="No" Description="{description}" Title="{title}" DataSourceFormat="106" '
    'StyleSheet="" Left2Right="Yes" RegisterBy="" RegCode=""/>\r\n\0'
)


def mdict_files(dictionary: Dictionary, name: str) -> dict[str, bytes]:
    """The style sheet and the `.mdx`; raises MissingTool without mdict-utils. A spelling that is found as its headword needs no place of its own."""
    records = [record for entry in dictionary.entries for record in _records(entry, name)]
    date = "-".join(str(int(part)) for part in (dictionary.date or "1980-01-01").split("-"))
    header = HEADER.format(date=date, description=escape(dictionary.description), title=escape(dictionary.title))
    stream = BytesIO()
    _writer()(sorted(records, key=lambda record: (mdict_key(record[0]), record)), header).write(stream)
    return {f"{name}.css": CSS.encode(), f"{name}.mdx": stream.getvalue()}


def mdict_key(word: str) -> str:
    """What words are compared and sorted by."""
    return word.lower().translate(PASSED_OVER)


def _records(entry: DictionaryEntry, name: str) -> Iterator[tuple[str, str]]:
    """(word, text): the entry under its headword, and what leads there from each other spelling."""
    sheet = f'<link rel="stylesheet" type="text/css" href="{escape(name)}.css"/>'
    yield entry.headword, sheet + relinked(entry.html, lambda word: f'<a href="entry://{word}">{word}</a>')
    others = {mdict_key(way): way for way in reversed(entry.spellings)}
    others.pop(mdict_key(entry.headword), None)
    yield from ((way, f"@@@LINK={entry.headword}\r\n") for way in others.values())


@cache
def _writer() -> Any:
    """mdict-utils' writer, which sorts by another order than programs search in, and writes a header of its own."""
    try:
        from mdict_utils.base.writemdict import MDictWriter, _OffsetTableEntry
    except ImportError as error:
        raise MissingTool("mdict-utils, which writes MDict's files, is not installed", advice=INSTALL) from error
    from struct import pack
    from zlib import adler32

    class Writer(MDictWriter):  # type: ignore[misc]
        """From pairs of word and text in their order, which a word may open twice."""

        def __init__(self, records: list[tuple[str, str]], header: str) -> None:
            self._header = header.encode("utf-16-le")
            super().__init__(records, title="", description="")

        def _build_offset_table(self, records: list[tuple[str, str]]) -> None:
            self._offset_table, self._total_record_len = [], 0
            for word, text in records:
                key, record = word.encode(), f"{text}\0".encode()
                self._offset_table.append(_OffsetTableEntry(key, key + b"\0", len(key), self._total_record_len, record))
                self._total_record_len += len(record)

        def _write_header(self, stream: IO[bytes]) -> None:
            stream.write(pack(">L", len(self._header)) + self._header + pack("<L", adler32(self._header)))

    return Writer

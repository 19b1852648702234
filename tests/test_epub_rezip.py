"""A zip with some files changed: what does not change is the same bytes, and so is what the zip says of each file."""

from __future__ import annotations

import io
import struct
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.epub.archive import packed, read_zip
from reader.epub.entries import pack
from reader.epub.rezip import rewrite_zip
from tests.sizes import examples

FACTS = ("date_time", "comment", "extra", "create_system", "create_version", "external_attr", "internal_attr", "volume")
NAMES = ("mimetype", "a.xhtml", "图/b.png", "c d.css", "META-INF/container.xml", "folder/")
TIMES = struct.pack("<HHBI", 0x5455, 5, 1, 1_600_000_000)  # the time of the last change, as Info-ZIP writes it
LONG = struct.pack("<HHQQ", 1, 16, 5, 5)  # lengths in 64 bits, which nobody needs here


class Pipe(io.RawIOBase):
    """Somewhere to write that cannot go back, so that lengths stand behind the data."""

    def __init__(self) -> None:
        super().__init__()
        self.data = b""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.data += bytes(data)
        return len(data)


@st.composite
def zips(draw: st.DrawFn) -> bytes:
    """A zip as some program may have made it."""
    stream: Any = draw(st.sampled_from((io.BytesIO, Pipe)))()
    with zipfile.ZipFile(stream, "w") as book:
        book.comment = draw(st.sampled_from((b"", b"made by hand", "书".encode())))
        for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True)):
            info = zipfile.ZipInfo(name, draw(st.sampled_from(((1980, 1, 1, 0, 0, 0), (2024, 2, 29, 23, 59, 58)))))
            info.comment, info.extra = draw(st.binary(max_size=5)), draw(st.sampled_from((b"", TIMES, TIMES * 2, b"\1")))
            info.create_system, info.external_attr = draw(st.sampled_from(((0, 0), (0, 0x20), (3, 0o100600 << 16))))
            info.internal_attr = draw(st.integers(0, 1))
            data = b"" if name.endswith("/") else draw(st.binary(max_size=300))
            book.writestr(info, data, draw(st.sampled_from((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2))))
    return stream.getvalue() if isinstance(stream, io.BytesIO) else stream.data


@settings(deadline=None, max_examples=examples(200))
@given(zips(), st.sets(st.sampled_from(NAMES[:-1])))
def test_only_what_is_meant_to_change_does(data: bytes, names: set[str]) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        changed = {name: b"new " + name.encode() * 20 for name in old.namelist() if name in names}
        result = rewrite_zip(data, changed)
        assert rewrite_zip(data, {name: pack(contents) for name, contents in changed.items()}) == result
        with zipfile.ZipFile(io.BytesIO(result)) as new:
            assert new.testzip() is None
            assert new.comment == old.comment
            assert [*new.namelist()] == sorted(old.namelist(), key=lambda name: name != "mimetype")
            for info in old.infolist():
                other = new.getinfo(info.filename)
                assert [getattr(other, name) for name in FACTS] == [getattr(info, name) for name in FACTS]
                assert new.read(other) == changed.get(info.filename, old.read(info))
                if info.filename != "mimetype":
                    assert other.compress_type == info.compress_type
                    assert info.filename in changed or packed(result, other) == packed(data, info)
                else:
                    assert other.compress_type == zipfile.ZIP_STORED
    assert read_zip(result, where="book") == {**read_zip(data, where="book"), **changed}


def test_a_name_in_another_encoding_stays_as_it_is_written() -> None:
    name = "第一章.xhtml".encode("gbk")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        book.writestr("mimetype", b"")
        book.writestr("x" * len(name), b"one")
        book.writestr("y" * len(name), b"two")
    data = stream.getvalue().replace(b"x" * len(name), name)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        odd = book.namelist()[1]
    for changed in ({}, {odd: b"another"}, {"y" * len(name): b"another"}):
        result = rewrite_zip(data, changed)
        assert result.count(name) == 2
        assert read_zip(result, where="book")[odd] == changed.get(odd, b"one")


@pytest.mark.parametrize("flag", [0, 0x800])
def test_a_name_in_utf8_keeps_its_flag_or_its_lack_of_one(flag: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        book.writestr("图.xhtml", b"one")
    data = bytearray(stream.getvalue())
    for signature, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = data.index(signature) + at
        data[place : place + 2] = flag.to_bytes(2, "little")
    for changed in ({}, {"图.xhtml": b"another"}):
        result = rewrite_zip(bytes(data), changed)
        assert read_zip(result, where="book") == {"图.xhtml": b"one"} | changed
        assert result[6:8] == flag.to_bytes(2, "little")


def test_lengths_in_64_bits_are_not_repeated_where_they_are_short() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        info = zipfile.ZipInfo("a")
        info.extra = TIMES + LONG
        book.writestr(info, b"hello")
    with zipfile.ZipFile(io.BytesIO(rewrite_zip(stream.getvalue(), {}))) as book:
        assert [info.extra for info in book.infolist()] == [TIMES]

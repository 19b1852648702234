"""A zip cut into its files and everything else is the same zip when it is put together again."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_epub_rezip import zips

from reader.epub.skeleton import LEVELS, Part, cut, join, packed_again, streams_of
from reader.errors import InputError
from tests.sizes import examples


@settings(deadline=None, max_examples=examples(200))
@given(zips(), st.binary(max_size=40))
def test_put_together_again_it_is_the_same(data: bytes, before: bytes) -> None:
    data = before + data
    skeleton, parts = cut(data)
    assert join(skeleton, parts, streams_of(data, where="x")) == data
    assert len(skeleton) + sum(part.length for part in parts) == len(data)
    assert all(part.length for part in parts)


@given(st.sampled_from(LEVELS), st.binary(min_size=1, max_size=2000))
def test_what_was_packed_anew_is_packed_as_before(way: tuple[int, int], contents: bytes) -> None:
    packer = zlib.compressobj(way[0], zlib.DEFLATED, -zlib.MAX_WBITS, way[1])
    stream = packer.compress(contents * 3) + packer.flush()
    part = Part(0, "x", len(stream), zlib.crc32(stream))
    assert packed_again(contents * 3, part) == stream
    assert packed_again(contents, Part(0, "x", len(contents), zlib.crc32(contents))) == contents
    assert packed_again(contents + b"!", part) is None


def test_a_file_that_is_gone_is_named() -> None:
    with pytest.raises(InputError, match=r"book: x\.xhtml: is missing"):
        streams_of(b"PK\5\6" + bytes(18), where="book")(Part(0, "x.xhtml", 1, 1))

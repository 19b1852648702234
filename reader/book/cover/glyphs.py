"""The shape of every letter a drawn cover may need: 16 rows of 16 dots (8 for a narrow one), GNU Unifont's.

No program can draw Chinese without shapes, and no shelf of a reading system draws text for itself: so they come along, 700 kB that are
read only when a cover is drawn. `tests/generate_glyphs.py` makes the file; NOTICE.txt beside it says whose work they are.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path

from msgspec import Struct

FILE = Path(__file__).with_name("glyphs.zip")
HEIGHT = 16
PAGE = 256


class Glyph(Struct, frozen=True, gc=False):
    """`rows` from the top; the left dot of a row is the highest of its `width` bits."""

    width: int
    rows: tuple[int, ...]


@cache
def glyph(char: str) -> Glyph | None:
    """The shape of one code point; None when the table has none."""
    data, place = _page(ord(char) // PAGE), ord(char) % PAGE
    width = data[place] if data else 0
    if not width:
        return None
    start = PAGE + HEIGHT * sum(data[:place])
    return _shape(data[start : start + HEIGHT * width], width)


@cache
def _page(number: int) -> bytes:
    """The 256 shapes of code points that begin so: their widths in bytes, 0 for none, and then the rows of each. Empty when the table has none."""
    try:
        return _table().read(f"{number:02x}")
    except KeyError:
        return b""


@cache
def _table() -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(FILE.read_bytes()))


def _shape(data: bytes, width: int) -> Glyph:
    rows: Iterable[int] = (int.from_bytes(data[at : at + width], "big") for at in range(0, len(data), width))
    return Glyph(8 * width, tuple(rows))

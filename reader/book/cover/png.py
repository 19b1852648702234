"""Black and white dots → a PNG picture of the same bytes everywhere."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

SIGNATURE = b"\x89PNG\r\n\x1a\n"
LONGEST_BLOCK = 0xFFFF


def write_png(rows: Sequence[int], width: int) -> bytes:
    """A picture with one bit a dot, 1 black; each row has `width` bits, a multiple of 8, the highest on the left.

    Stored, not deflated: systems deflate differently, and these bytes may not differ (the book's zip makes the file small).
    """
    paper = (1 << width) - 1
    raw = b"".join(b"\0" + (paper ^ row).to_bytes(width // 8, "big") for row in rows)
    head = struct.pack(">IIBBBBB", width, len(rows), 1, 0, 0, 0, 0)  # PNG, 11.2.2: one bit, greyscale
    return SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", _stored(raw)) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _stored(raw: bytes) -> bytes:
    """A zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4)."""
    starts = range(0, len(raw), LONGEST_BLOCK)
    blocks = (_block(raw[start : start + LONGEST_BLOCK], last=start == starts[-1]) for start in starts)
    return b"\x78\x01" + b"".join(blocks) + struct.pack(">I", zlib.adler32(raw))


def _block(data: bytes, *, last: bool) -> bytes:
    return struct.pack("<BHH", last, len(data), len(data) ^ 0xFFFF) + data

"""The tables of `data/`: one as a whole, or only those of its lines that are asked for."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
# Bytes of a table in which a line is looked for.
STRETCH = 4096


def whole(name: str) -> str:
    """The table."""
    return _bytes(name)[1:].decode()


def line_of(name: str, first: str) -> str:
    """The line that begins with that word, or "": lines stand in the order of their bytes, and only those that are asked for are cut out and decoded."""
    data, (places, heads), start = _bytes(name), _stretches(name), f"\n{first} ".encode(errors="replace")
    stretch = bisect_right(heads, start)
    at = data.find(start, places[max(stretch - 1, 0)], places[stretch] if stretch < len(places) else len(data))
    return data[at + 1 : data.index(b"\n", at + 1)].decode() if at >= 0 else ""


@cache
def _stretches(name: str) -> tuple[list[int], list[bytes]]:
    """Where a line begins about every `STRETCH` bytes, and with which word."""
    data = _bytes(name)
    places = [data.index(b"\n", at) for at in range(0, data.rindex(b"\n", 0, -1), STRETCH)]
    return places, [data[at : data.index(b" ", at) + 1] for at in places]


@cache
def _bytes(name: str) -> bytes:
    """The table with a line feed before each line."""
    return b"\n" + (_DATA / f"{name}.txt").read_bytes()

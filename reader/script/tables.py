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
    return _bytes(name).decode()


def line_of(name: str, first: str) -> str:
    """The line that begins with that word, or "": lines stand in the order of their bytes, and only those that are asked for are cut out and decoded."""
    data, (places, heads), head = _bytes(name), _stretches(name), f"{first} ".encode(errors="replace")
    stretch = max(bisect_right(heads, head) - 1, 0)
    start, end = places[stretch], places[stretch + 1]
    at = start if heads[stretch] == head else data.find(b"\n" + head, start, end) + 1
    return data[at : data.index(b"\n", at)].decode() if data.startswith(head, at) else ""


@cache
def _stretches(name: str) -> tuple[list[int], list[bytes]]:
    """Where a line begins about every `STRETCH` bytes, and with which word; and where the last one ends."""
    data = _bytes(name)
    places = [0, *[data.index(b"\n", at) + 1 for at in range(STRETCH, data.rindex(b"\n", 0, -1), STRETCH)]]
    return [*places, len(data)], [data[at : data.index(b" ", at) + 1] for at in places]


@cache
def _bytes(name: str) -> bytes:
    return (_DATA / f"{name}.txt").read_bytes()  # as it is: a copy takes as long as reading it

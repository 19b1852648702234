"""Carrying places between a source and its reading text, through the ledger. Offsets are code points."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Literal

from msgspec import Struct

from reader.model import Hunk

Side = Literal["left", "right"]


class Shifts(Struct, frozen=True, gc=False):
    """Where each hunk begins and ends, in the source and in the reading text: made once, asked often."""

    source_starts: tuple[int, ...]
    source_ends: tuple[int, ...]
    reading_starts: tuple[int, ...]
    reading_ends: tuple[int, ...]


def make_shifts(hunks: Sequence[Hunk]) -> Shifts:
    """Return the places of `hunks` (sorted, disjoint) on both sides."""
    starts, ends, new_starts, new_ends = [], [], [], []
    growth = 0
    for hunk in hunks:
        start, end = hunk.start, hunk.end
        new_start = start + growth
        new_end = new_start + len(hunk.after)
        starts.append(start)
        ends.append(end)
        new_starts.append(new_start)
        new_ends.append(new_end)
        growth = new_end - end
    return Shifts(tuple(starts), tuple(ends), tuple(new_starts), tuple(new_ends))


def to_reading(offset: int, shifts: Shifts, *, side: Side = "right") -> int:
    """Carry a source offset into the reading text.

    Inside a changed stretch: its nearer end. Where something was inserted: behind it (`right`) or before it (`left`), so
    that a span carried with `right` for its start and `left` for its end does not grow.
    """
    return _carry(offset, shifts.source_starts, shifts.source_ends, shifts.reading_starts, shifts.reading_ends, side)


def to_source(offset: int, shifts: Shifts, *, side: Side = "right") -> int:
    """Carry an offset of the reading text into the source; where something was deleted: behind it (`right`) or before it."""
    return _carry(offset, shifts.reading_starts, shifts.reading_ends, shifts.source_starts, shifts.source_ends, side)


def _carry(offset: int, starts: Sequence[int], ends: Sequence[int], new_starts: Sequence[int], new_ends: Sequence[int], side: Side) -> int:
    # Hunks never adjoin, so at most one begins, holds or ends at `offset`; only an empty one does two of these.
    found = bisect_right(starts, offset) - 1 if side == "right" else bisect_left(ends, offset)
    if side == "left" and (found == len(starts) or starts[found] > offset):
        found -= 1
    if found < 0:
        return offset
    start, end = starts[found], ends[found]
    if offset >= end and not (side == "left" and offset == start == end):
        return new_ends[found] + offset - end
    return new_starts[found] if offset - start <= end - offset else new_ends[found]


def surviving(ranges: Iterable[tuple[int, int]], shifts: Shifts) -> Iterator[tuple[int, int] | None]:
    """Yield for each of `ranges` of the reading text (sorted, disjoint, not empty) where its first and its last character that no repair
    has touched stand in the source; None where a repair has written the whole range.
    """
    far = sys.maxsize  # behind every text
    growth = shifts.source_ends[-1] - shifts.reading_ends[-1] if shifts.source_ends else 0
    last_of_all = (far, far, far + growth, far + growth)
    hunks = chain(zip(shifts.reading_starts, shifts.reading_ends, shifts.source_starts, shifts.source_ends, strict=True), (last_of_all,))
    begins, ends, opens, closes = next(hunks)  # before it, `opens - begins` is how much greater a place in the source is
    for start, end in ranges:
        while ends <= start:
            begins, ends, opens, closes = next(hunks)
        gone = begins <= start and ends >= end  # hunks never adjoin: only one that holds both ends leaves nothing
        first = closes if begins <= start else start + opens - begins
        while ends < end:  # the next one may reach into the next range
            begins, ends, opens, closes = next(hunks)
        last = (opens if begins < end else end + opens - begins) - 1
        yield None if gone else (first, last)

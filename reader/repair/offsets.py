"""Carrying places between a source and its reading text, through the ledger. Offsets are code points."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from operator import sub
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
    grown = accumulate([len(h.after) - len(h.before) for h in hunks], initial=0)
    starts = tuple([h.start + growth for h, growth in zip(hunks, grown, strict=False)])
    ends = tuple([start + len(h.after) for start, h in zip(starts, hunks, strict=True)])
    return Shifts(tuple([h.start for h in hunks]), tuple([h.end for h in hunks]), starts, ends)


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
    starts, ends = shifts.reading_starts, shifts.reading_ends
    # Before hunk i, and behind hunk i - 1, a place in the source is so much greater than in the reading text.
    growth = (0, *map(sub, shifts.source_ends, ends))
    at, count = 0, len(starts)
    for start, end in ranges:
        while at < count and ends[at] <= start:
            at += 1
        to = at
        while to < count and starts[to] < end:
            to += 1
        if to == at:  # no hunk meets the range
            yield start + growth[at], end + growth[at] - 1
            continue
        # Hunks never adjoin: only one that holds both ends leaves nothing.
        held, holds = starts[at] <= start, ends[to - 1] >= end
        first = shifts.source_ends[at] if held else start + growth[at]
        last = (shifts.source_starts[to - 1] if holds else end + growth[to]) - 1
        yield None if held and ends[at] >= end else (first, last)
        at = to - 1  # it may reach into the next range

"""Carrying places between a source and its reading text, through the ledger. Offsets are code points."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from reader.model import Hunk

Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Shifts:
    """Where each hunk begins and ends, in the source and in the reading text: made once, asked often."""

    source_starts: tuple[int, ...]
    source_ends: tuple[int, ...]
    reading_starts: tuple[int, ...]
    reading_ends: tuple[int, ...]


def make_shifts(hunks: Sequence[Hunk]) -> Shifts:
    """Return the places of `hunks` (sorted, disjoint) on both sides."""
    grown = accumulate((len(h.after) - len(h.before) for h in hunks), initial=0)
    starts = tuple(h.start + growth for h, growth in zip(hunks, grown, strict=False))
    ends = tuple(start + len(h.after) for start, h in zip(starts, hunks, strict=True))
    return Shifts(tuple(h.start for h in hunks), tuple(h.end for h in hunks), starts, ends)


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


def first_surviving(start: int, end: int, shifts: Shifts) -> int | None:
    """Return the source offset of the first character of `reading[start:end]` that no repair has touched, or None."""
    found = bisect_right(shifts.reading_ends, start)
    if found < len(shifts.reading_starts) and shifts.reading_starts[found] <= start:
        start = shifts.reading_ends[found]
    return to_source(start, shifts) if start < end else None


def last_surviving(start: int, end: int, shifts: Shifts) -> int | None:
    """Return the source offset of the last character of `reading[start:end]` that no repair has touched, or None."""
    found = bisect_left(shifts.reading_starts, end) - 1
    if found >= 0 and shifts.reading_ends[found] >= end:
        end = shifts.reading_starts[found]
    return to_source(end, shifts, side="left") - 1 if start < end else None

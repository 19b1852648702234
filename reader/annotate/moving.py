"""A place on a page without notes ↔ the same place on the page with them."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from reader.annotate.trace import Gap, Trace


class Move(Protocol):
    """What finds a spot's place in the other tree; `later`: behind a marker that stands there, not before it."""

    def __call__(self, spot: Spot, *, later: bool) -> Spot: ...


class Spot(Struct, frozen=True, gc=False):
    """A place on a page: an element, or (`gap` not -1) behind `offset` code points of the text that stands behind so many of its children."""

    element: int
    gap: int = -1
    offset: int = 0


def moved(spot: Spot, found: Trace, *, back: bool, later: bool = False) -> Spot:
    """The spot in the other tree: `back` is from the page with notes.

    Where a marker stands, one place of the old page is two of the new one: before it, or (`later`) behind it. A place in a note of ours becomes
    the one where the note or its marker stands.
    """
    here, there = (found.new, found.old) if back else (found.old, found.new)
    other = here.elements[spot.element].other
    chunks = (found.by_new if back else found.by_old).get((spot.element, spot.gap), ())
    fitting = [chunk for chunk in chunks if 0 <= spot.offset - (chunk.new_start if back else chunk.old_start) <= len(chunk.text)]
    if fitting:
        chunk = fitting[-1 if later else 0]
        if back:
            return Spot(*chunk.old, chunk.old_start + spot.offset - chunk.new_start)
        return Spot(*chunk.new, chunk.new_start + spot.offset - chunk.old_start)
    before = here.children.get((spot.element, spot.gap), -1)
    if back and before in found.ends:
        return _spot(found.ends[before])
    if other < 0:
        return _spot(found.begins[spot.element])
    if spot.gap <= 0:
        return Spot(other, spot.gap)
    return Spot(other, there.elements[here.elements[before].other].number if before >= 0 else spot.gap)


def _spot(place: tuple[Gap, int]) -> Spot:
    return Spot(*place[0], place[1])

"""Where a quotation stands in a layer, markers and white space apart: every place, bounded."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from msgspec import Struct

from reader.marks.skeleton import Skeleton, agrees, gaps, head, head_shared, tail, tail_shared
from reader.marks.texts import Layer

MOST = 60  # places of one quotation that are looked at: what stands oftener has no place by its words


class Hit(Struct, frozen=True, gc=False):
    """A place of a quotation: its essay and stretch of the reading text, None where nothing of it is left there.

    `exact` when no marker had to be taken out; `layer`, `start`, `end` say where in which layer's skeleton it stands.
    """

    essay: str
    place: tuple[int, int] | None
    exact: bool
    layer: Layer
    start: int
    end: int


def seek(layer: Layer, wanted: Skeleton, within: tuple[int, int] | None = None) -> list[Hit]:
    """Every place of a quotation in a layer, or in a stretch of its text; those that need no marker taken out, where there are some."""
    hits = list(_hits(layer, wanted, within))
    exact = [hit for hit in hits if hit.exact]
    return exact or hits


def is_everywhere(layer: Layer, wanted: Skeleton) -> bool:
    """Does it stand in more places than are looked at?"""
    return layer.skeleton.text.count(wanted.text) > MOST


def _hits(layer: Layer, wanted: Skeleton, within: tuple[int, int] | None) -> Iterator[Hit]:
    own, places = gaps(wanted, 0, len(wanted.text)), layer.skeleton.places
    first, last = (bisect_left(places, within[0]), bisect_left(places, within[1])) if within else (0, len(places))
    for start in _places(wanted.text, layer.skeleton.text, first, last):
        end = start + len(wanted.text)
        there = gaps(layer.skeleton, start, end)
        if not all(agrees(there.get(at, ""), own.get(at, "")) for at in own.keys() | there.keys()):
            continue
        edges = _edges(layer.skeleton, wanted, start, end)
        if edges is None:
            continue
        low, high, whole = edges
        slug, place = layer.place(low, high)
        yield Hit(slug, place, whole and own == there, layer, start, end)


def _edges(text: Skeleton, wanted: Skeleton, start: int, end: int) -> tuple[int, int, bool] | None:
    """Where the passage begins and ends in the whole text, with the numbers that the quotation has at its edges; is it whole without markers?"""
    before, behind = head(wanted), tail(wanted, len(wanted.text))
    back, ahead = head_shared(head(text, start), before), tail_shared(tail(text, end), behind)
    if back is None or ahead is None:
        return None
    low, high = text.places[start] - back, text.places[end - 1] + 1 + ahead
    whole = len("".join(before.split())) <= back and len("".join(behind.split())) <= ahead
    return low, high, whole


def _places(needle: str, text: str, first: int, last: int) -> Iterator[int]:
    place = first - 1
    for _ in range(MOST):
        place = text.find(needle, place + 1, last)
        if place < 0:
            return
        yield place

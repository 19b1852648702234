"""Passages that resemble a quotation: bounded work however long the texts are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from reader.marks.texts import Layer
from reader.match.differing import likeness

STEP = 16  # pairs of characters vote for a stretch of so many
LOOKED_AT = 6  # stretches with the most votes
MOST_VOTED = 40  # pairs of a quotation that vote, spread over it
COMMON = 200  # places above which a pair says nothing
LONGEST = 400  # characters of a quotation that are compared: its beginning


class Nearby(Struct, frozen=True, gc=False):
    """A layer and where every pair of characters stands in its skeleton."""

    layer: Layer
    pairs: Mapping[str, list[int]]


class Like(Struct, frozen=True, gc=False):
    """A passage that resembles a quotation, by how much (0 to 100): a stretch of the skeleton."""

    score: float
    start: int
    end: int


def make_nearby(layer: Layer) -> Nearby:
    """The table of a layer's pairs."""
    pairs: dict[str, list[int]] = defaultdict(list)
    text = layer.skeleton.text
    for at in range(len(text) - 1):
        pairs[text[at : at + 2]].append(at)
    return Nearby(layer, pairs)


def alike(nearby: Nearby, wanted: str) -> list[Like]:
    """The passages most like `wanted`, best first, none overlapping another; `wanted` is a skeleton's text."""
    found = list[Like]()
    for like in sorted(_measured(nearby, wanted[:LONGEST]), key=lambda like: (-like.score, like.start)):
        if all(like.end <= other.start or other.end <= like.start for other in found):
            found.append(like)
    return found


def _measured(nearby: Nearby, wanted: str) -> Iterator[Like]:
    text, most = nearby.layer.skeleton.text, len(wanted)
    for stretch in _likely(nearby, wanted):
        first = max(0, stretch * STEP - most // 4 - STEP)
        score, start, end = likeness(wanted, text[first : first + most + most // 2 + 4 * STEP])
        if end > start:
            yield Like(score, first + start, first + end)


def _likely(nearby: Nearby, wanted: str) -> list[int]:
    """Where the quotation would begin, in steps, by how many of its pairs say so."""
    votes: Counter[int] = Counter()
    for at in range(0, len(wanted) - 1, max(1, len(wanted) // MOST_VOTED)):
        places = nearby.pairs.get(wanted[at : at + 2], ())
        if len(places) <= COMMON:
            votes.update({max(0, place - at) // STEP for place in places})
    return [stretch for stretch, _ in votes.most_common(LOOKED_AT)]

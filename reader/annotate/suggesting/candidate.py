"""A proposal, what it weighs, and which of them are no more than a part of another."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from reader.model import Term

Layer = Literal["pack", "name", "word"]

# A term that an editor explains is rare elsewhere; how often it stands in the text counts far less.
OF_COUNT = 0.3
COMMON = 2_000_000
RARE = 20
SHORTEST = 2
MOSTLY = 0.6  # of a fragment's mentions


class Candidate(Struct, frozen=True, gc=False):
    """`text` stands `count` times in the text; `term` is the pack's entry where it is one's."""

    text: str
    layer: Layer
    count: int
    weight: float
    term: Term | None = None


def weighed(count: int, frequency: int) -> float:
    """What a word weighs that stands so many times in the text, and so often in a corpus of general Chinese."""
    return (1 + OF_COUNT * math.log(count)) * math.log(COMMON / (frequency + RARE))


def without_fragments(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates without those that mostly stand inside a longer one."""
    found = {one.text: one for one in candidates}
    for longer in sorted(found.values(), key=lambda one: -len(one.text)):
        text = longer.text
        for start in range(len(text)):
            for end in range(start + SHORTEST, len(text) + 1):
                part = found.get(text[start:end])
                if part and part.text != text and longer.count >= MOSTLY * part.count:
                    del found[part.text]
    return list(found.values())


def heaviest(candidates: Iterable[Candidate], most: int) -> list[Candidate]:
    """So many of the candidates, those of packs before all others, the heaviest first."""
    return sorted(candidates, key=lambda one: (one.layer != "pack", -one.weight, one.text))[:most]

"""A proposal, what it weighs, and which of several that stand in one another is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Literal

from msgspec import Struct

from reader.model import Term

Layer = Literal["pack", "name", "word"]
Kind = Literal["word", "group", "mixed", "latin", "title"]

SHORTEST = 2
MOSTLY = 0.6  # of a fragment's mentions
MARKS = "《》"


class Clued(Struct, frozen=True, gc=False):
    """What may become a candidate: `text` stands `count` times in the text; its clues, each with its strength."""

    text: str
    kind: Kind
    count: int
    clues: dict[str, float]


class Candidate(Struct, frozen=True, gc=False):
    """`text` stands `count` times in the text; `term` is the pack's entry where it is one's."""

    text: str
    layer: Layer
    count: int
    weight: float
    term: Term | None = None


def heaviest(candidates: Iterable[Candidate], most: int) -> list[Candidate]:
    """So many of the candidates, those of packs before all others, the heaviest first."""
    ordered = sorted(candidates, key=lambda one: (-one.weight, one.text))
    packs = [one for one in ordered if one.layer == "pack"]
    return list(islice(chain(packs, apart([one for one in ordered if one.layer != "pack"])), most))


def apart(ordered: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates without those that mostly stand inside an earlier one, or mostly hold one: of two that are nearly one the first is kept."""
    counts, inside = dict[str, int](), dict[str, int]()  # of those kept; of the most frequent of these that a part stands in
    for one in ordered:
        text = one.text.strip(MARKS)
        parts = list(_parts(text))
        if inside.get(text, 0) >= MOSTLY * one.count or any(one.count >= MOSTLY * counts[part] for part in parts if part in counts):
            continue
        counts[text] = one.count
        inside.update({part: max(inside.get(part, 0), one.count) for part in parts})
        yield one


def _parts(text: str) -> Iterator[str]:
    """A text's parts, itself among them; of a Latin name, which is no part of a Chinese word, itself alone."""
    if text.isascii():
        yield text
        return
    for start in range(len(text)):
        for end in range(start + SHORTEST, len(text) + 1):
            yield text[start:end]

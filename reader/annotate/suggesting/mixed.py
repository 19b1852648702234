"""A Latin word with the Chinese one beside it, as a candidate: X射线, T细胞, GNU 工程."""

from __future__ import annotations

import math
from collections.abc import Iterator

from reader.annotate.suggesting.borders import place_of
from reader.annotate.suggesting.candidate import Clued
from reader.annotate.suggesting.clues import Clues
from reader.annotate.suggesting.sights import Sights, is_latin


def mixed_in(sights: Sights) -> Iterator[Clued]:
    """The pairs of a text that may be one word; of Chinese words only those that a term may hold there."""
    for (first, second, space), count in sights.pairs.items():
        ahead = is_latin(first[0])
        latin, chinese = (first, second) if ahead else (second, first)
        place = place_of(chinese)
        if place and (place.last or not ahead or len(chinese[0]) == 1) and not latin[0].isdecimal():
            yield Clued(first[0] + space + second[0], "mixed", count, _clues(latin[0], chinese[1], count, sights) | {"latin first": float(ahead)})


def _clues(latin: str, tag: str, count: int, sights: Sights) -> Clues:
    return {
        "count": math.log(count),
        "once": float(count == 1),
        "one letter": float(len(latin) == 1),
        "one letter and noun": float(len(latin) == 1 and tag[0] == "n"),
        "capital": float(latin != latin.lower()),
        "noun": float(tag[0] == "n"),
        "always so": count / sights.words[latin] if count > 1 else 0.0,
    }

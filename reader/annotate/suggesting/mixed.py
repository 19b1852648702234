"""A Latin word with the Chinese one beside it, as a candidate: X射线, T细胞, 锝-99m."""

from __future__ import annotations

import math
from collections.abc import Iterator

from reader.annotate.suggesting.borders import place_of
from reader.annotate.suggesting.candidate import Clued
from reader.annotate.suggesting.clues import Clues
from reader.annotate.suggesting.elsewhere import rarity, rarity_today
from reader.annotate.suggesting.segments import Token
from reader.annotate.suggesting.sights import Sights, is_latin


def mixed_in(sights: Sights) -> Iterator[Clued]:
    """The pairs of a text that may be one word; of Chinese words only those that a term may hold there."""
    for (first, second), count in sights.pairs.items():
        ahead = is_latin(first[0])
        latin, chinese = (first, second) if ahead else (second, first)
        place = place_of(chinese)
        if place and (place.last or not ahead or len(chinese[0]) == 1) and not latin[0].isdecimal():
            yield Clued(first[0] + second[0], "mixed", count, _clues(latin[0], chinese, count, sights) | {"latin first": float(ahead)})


def _clues(latin: str, chinese: Token, count: int, sights: Sights) -> Clues:
    word, tag = chinese
    return {
        "count": math.log(count),
        "once": float(count == 1),
        "one letter": float(len(latin) == 1),
        "one letter and noun": float(len(latin) == 1 and tag[0] == "n"),
        "capital": float(latin != latin.lower()),
        "one character": float(len(word) == 1),
        "noun": float(tag[0] == "n"),
        "rarity": rarity(word),
        "rarity today": rarity_today(word),
        "always so": count / sights.words[latin] if count > 1 else 0.0,
    }

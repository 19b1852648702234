"""A stretch of Chinese → where its words end, if each word is as likely as it is frequent: the cheapest way through it."""

from __future__ import annotations

from functools import lru_cache

from reader.script.lexicon import LONGEST_WORD, UNKNOWN, Spelling, costs

Place = tuple[int, int]

# Twice as likely is four quarters of a bit.
TWICE = 4
# What no word costs: a stretch that is not in the list is none.
_NEVER = 1_000_000


@lru_cache(4096)
def word_ends(stretch: str, spelling: Spelling) -> frozenset[int]:
    """The offsets in `stretch` (code points, both ends among them) where a word begins or ends."""
    back, end = _cheapest(stretch, spelling)[1], len(stretch)
    ends = {end}
    while end:
        ends.add(end := back[end])
    return frozenset(ends)


@lru_cache(4096)
def is_doubtful(stretch: str, spelling: Spelling, *, whole: Place = (0, 0), apart: Place = (0, 0), margin: int) -> bool:
    """Is it nearly as likely (`margin` quarters of a bit) that no word crosses an edge of `whole`, or that `apart` is no word?"""
    best, other = _cheapest(stretch, spelling)[0], _cheapest(stretch, spelling, whole, apart)[0]
    return other[-1] - best[-1] <= margin


def _cheapest(stretch: str, spelling: Spelling, whole: Place = (0, 0), apart: Place = (0, 0)) -> tuple[list[int], list[int]]:
    """For each offset what the cheapest way to it costs, and where the last word of that way begins."""
    heads, (first, last) = [costs(char, spelling) for char in stretch], whole
    cheapest, back = [0], [0]
    for end in range(1, len(stretch) + 1):
        best, begin = _NEVER * end, end - 1
        for start in range(max(end - LONGEST_WORD, 0), end):
            cost = heads[start].get(stretch[start:end])
            if cost is None:
                cost = UNKNOWN if end - start == 1 else _NEVER
            crosses = (start < first < end < last) or (first < start < last < end)
            if cheapest[start] + cost < best and not crosses and (start, end) != apart:
                best, begin = cheapest[start] + cost, start
        cheapest.append(best)
        back.append(begin)
    return cheapest, back

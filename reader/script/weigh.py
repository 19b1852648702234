"""A stretch of Chinese → where its words end, if each word is as likely as it is frequent: the cheapest way through it."""

from __future__ import annotations

from functools import lru_cache

from reader.script.lexicon import LONGEST_WORD, UNKNOWN, Spelling, cost, words_of

Place = tuple[int, int]

# Twice as likely is four quarters of a bit.
TWICE = 4
# More than any way costs.
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
    (first, last), cheapest, back = whole, [0], [0]
    for end, words in enumerate(_words(stretch, spelling), 1):
        best, begin = _NEVER, end - 1
        for start, paid in words:
            crosses = (start < first < end < last) or (first < start < last < end)
            if cheapest[start] + paid < best and not crosses and (start, end) != apart:
                best, begin = cheapest[start] + paid, start
        cheapest.append(best)
        back.append(begin)
    return cheapest, back


@lru_cache(4096)
def _words(stretch: str, spelling: Spelling) -> list[list[tuple[int, int]]]:
    """For each offset but the first the words that end there, the longest first: where each begins, and what it costs. One character always is one."""
    known, rows = [words_of(char, spelling) for char in stretch], []
    for end in range(1, len(stretch) + 1):
        costs = [(start, cost(stretch[start:end], known[start])) for start in range(max(end - LONGEST_WORD, 0), end)]
        rows.append([(start, UNKNOWN if paid is None else paid) for start, paid in costs if paid is not None or start == end - 1])
    return rows

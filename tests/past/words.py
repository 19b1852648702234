"""Where a built text is not the published one in another script, but says it in other words (软件 → 軟體)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from reader.club.changes import Change
from reader.match.fold import fold


def changes(published: Sequence[str], built: Sequence[str]) -> Iterator[Change]:
    """What differs between the text nodes of a block, scripts apart; none is empty on either side, nor goes beyond its node if both have as many."""
    if len(published) != len(built):
        published, built = ["".join(published)], ["".join(built)]
    start = 0
    for before, after in zip(published, built, strict=True):
        for low, high, new_low, new_high in _stretches(fold(before), fold(after)):
            yield start + low, high - low, after[new_low:new_high]
        start += len(before)


def _stretches(before: str, after: str) -> list[tuple[int, int, int, int]]:
    """Stretches that differ. What is put in or left out takes a neighbour along: a place at its edge then has one meaning."""
    found: list[tuple[int, int, int, int]] = []
    for step in Levenshtein.opcodes(before, after):
        if step.tag == "equal":
            continue
        low, high, new_low, new_high = step.src_start, step.src_end, step.dest_start, step.dest_end
        if low == high or new_low == new_high:
            if low and new_low:
                low, new_low = low - 1, new_low - 1
            else:
                high, new_high = high + 1, new_high + 1
        if found and low <= found[-1][1]:
            low, _, new_low, _ = found.pop()
        found.append((low, high, new_low, new_high))
    return found

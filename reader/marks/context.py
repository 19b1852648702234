"""Which of several places a device means: by the block that it names, the words around, the section."""

from __future__ import annotations

from collections.abc import Sequence

from reader.marks.found import Found
from reader.marks.scope import Scope
from reader.marks.seek import Hit
from reader.marks.skeleton import bare

LOOKED_AT = 16  # characters of the prefix and of the suffix
ENOUGH = 4  # characters that agree before or behind and tell places apart
LEAST = 2  # … where they are all that the device says
ENOUGH_ALONE = 6  # for a quotation so short that its words alone say nothing


def told_apart(places: Sequence[Hit], found: Found, scope: Scope, *, needed: bool) -> Hit | None:
    """The one place for which the evidence is better than for every other; None at equal evidence.

    With `needed` the words alone say nothing, so that a single place needs evidence too.
    """
    block, section = scope.block, scope.section
    if block and (only := _only([hit for hit in places if hit.essay == block.essay and _within(hit, block.start, block.end)])):
        return only
    if (found.prefix or found.suffix) and (only := _by_words(places, found, needed=needed)):
        return only
    if section and not needed:
        return _only([hit for hit in places if _within(hit, *section)])
    return None


def _only(places: Sequence[Hit]) -> Hit | None:
    return places[0] if len(places) == 1 else None


def _within(hit: Hit, start: int, end: int) -> bool:
    return hit.place is not None and start <= hit.place[0] < end


def _by_words(places: Sequence[Hit], found: Found, *, needed: bool) -> Hit | None:
    prefix, suffix = bare(found.prefix)[-LOOKED_AT:], bare(found.suffix)[:LOOKED_AT]
    ranked = sorted(((_agreeing(hit, prefix, suffix), at) for at, hit in enumerate(places)), reverse=True)
    best = ranked[0][0]
    enough = best >= (ENOUGH_ALONE if needed else ENOUGH) or (not needed and LEAST <= best == len(prefix) + len(suffix))
    if not enough or (len(ranked) > 1 and ranked[1][0] == best):
        return None
    return places[ranked[0][1]]


def _agreeing(hit: Hit, prefix: str, suffix: str) -> int:
    """How many characters before and behind the place are those of the prefix and the suffix."""
    text = hit.layer.skeleton.text
    before = _common(text[max(0, hit.start - LOOKED_AT) : hit.start][::-1], prefix[::-1])
    return before + _common(text[hit.end : hit.end + LOOKED_AT], suffix)


def _common(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))

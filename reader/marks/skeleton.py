"""A text without what devices put into a quotation or leave out: numbers, signs and brackets of markers, white space.

A selection across a marker yields `NVlink3技术` or `祸※101`; one across paragraphs has a line break between them, a space, or nothing. So
quotations are looked for in the skeleton of the folded text; what stood between its characters is compared afterwards (`agrees`).
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from reader.match.fold import NOTHING, fold

# Digits and signs of markers, our own (※ * ◎ digits) and the author's (〔1〕).
MARKERS = "0-9※*◎〔〕"
MOST_MARKER = 24  # characters: the numbers of six disputes behind a paragraph


class Skeleton(Struct, frozen=True, gc=False):
    """`text` is the skeleton; `places[i]` is where its character i stands in the text, and `folded` the folded text itself."""

    text: str
    places: tuple[int, ...]
    folded: str


def skeleton(text: str) -> Skeleton:
    """The skeleton of a text; linear."""
    folded = fold(text)
    parts, places = [], list[int]()
    for piece in _kept().finditer(folded):
        parts.append(piece[0])
        places.extend(range(piece.start(), piece.end()))
    return Skeleton("".join(parts), tuple(places), folded)


def bare(text: str) -> str:
    """The skeleton's characters alone."""
    return "".join(_kept().findall(fold(text)))


def gaps(skeleton: Skeleton, start: int, end: int) -> dict[int, str]:
    """What is left out between characters, by the number (from `start`) of the character before it; white space left out, empty ones too."""
    places, folded = skeleton.places, skeleton.folded
    if end <= start or places[end - 1] - places[start] == end - 1 - start:  # nothing is left out
        return {}
    found = {}
    for at in range(start, end - 1):
        if places[at + 1] > places[at] + 1 and (gap := _visible(folded[places[at] + 1 : places[at + 1]])):
            found[at - start] = gap
    return found


def _visible(gap: str) -> str:
    return "".join(gap.replace(NOTHING, "").split())


def agrees(text: str, quote: str) -> bool:
    """Is what a quotation has in a gap that of the text, with at most markers put in at one place?"""
    if text == quote:
        return True
    extra = len(quote) - len(text)
    if not 0 < extra <= MOST_MARKER:
        return False
    return any(quote[:at] == text[:at] and quote[at + extra :] == text[at:] for at in range(len(text) + 1))


def head(skeleton: Skeleton, at: int = 0) -> str:
    """What is left out right before the character `at`, white space too."""
    return skeleton.folded[skeleton.places[at - 1] + 1 if at else 0 : skeleton.places[at]]


def tail(skeleton: Skeleton, at: int) -> str:
    """What is left out right behind the character `at - 1`, white space too."""
    return skeleton.folded[skeleton.places[at - 1] + 1 : skeleton.places[at] if at < len(skeleton.places) else len(skeleton.folded)]


def head_shared(text: str, quote: str) -> int | None:
    """How much of the end of what stands before a passage the quotation has too; None when the two contradict each other.

    `text` may reach further back than the quotation; what the quotation has besides is a marker, cut or whole.
    """
    shared = _shared(_visible(text)[::-1], _visible(quote)[::-1])
    return None if shared is None else _reach(text[::-1], shared)


def tail_shared(text: str, quote: str) -> int | None:
    """The same for what stands behind a passage."""
    shared = _shared(_visible(text), _visible(quote))
    return None if shared is None else _reach(text, shared)


def _shared(text: str, quote: str) -> int | None:
    """How many characters from its beginning `text` has in common with the quotation, in which a marker may come first or last."""
    for length in range(len(quote), -1, -1):
        extra = len(quote) - length
        if extra > MOST_MARKER:
            return None
        inner, outer = quote[:extra], quote[length:]
        if text.startswith(quote[extra:]) and (length or not text or not inner.isdigit()):
            return length
        if text.startswith(quote[:length]) and not (outer.isdigit() and text[length : length + 1].isdigit()):  # no marker stands within a number
            return length
    return None


def _reach(text: str, count: int) -> int:
    """How many characters of `text` hold its first `count` visible ones."""
    reach = 0
    for at, char in enumerate(text, 1):
        if reach == count:
            return at - 1
        reach += not (char.isspace() or char == NOTHING)
    return len(text) if count else 0


@cache
def _kept() -> re.Pattern[str]:
    return re.compile(rf"[^{MARKERS}\s{NOTHING}]+")

"""How many markers a stretch of text may carry: in any 300 characters (180 words of a Latin script) three, one of them a dispute."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from functools import cache

from msgspec import Struct, field

from reader.book.places import Text
from reader.model import NoteKind, Rebuttal, Remark, Term
from reader.repair.marks import in_notes

WINDOW = 300
WINDOW_OF_WORDS = 180
MOST_MARKERS = 3
MOST_LINKS = 5


class Item(Struct, frozen=True, gc=False):
    """One thing a note says: a term, a remark, or one side of a dispute (`claim` true where the disputed claim stands)."""

    kind: NoteKind
    id: str
    entry: Term | Rebuttal | Remark
    claim: bool = False


class Density(Struct, gc=False):
    """Sorted places of which at most `most` lie in any `window` characters; `crowded` is 1 wherever one more would be too many.

    (A glossary's terms ask far more often than they find room.)
    """

    most: int
    crowded: bytearray
    window: int = WINDOW
    places: list[int] = field(default_factory=list)

    def add(self, place: int) -> None:
        """Put in one more."""
        places, most, window = self.places, self.most, self.window
        at = bisect_left(places, place)
        places.insert(at, place)
        near = places[max(0, at - most + 1) : at + most]
        # `most` neighbours leave no room for one more wherever it would share a window with them all.
        for first, last in zip(near, near[most - 1 :], strict=False):
            if last - first < window:
                start = max(0, last - window + 1)
                self.crowded[start : first + window] = b"\1" * (first + window - start)


class Room(Struct, gc=False):
    """The markers of one essay while they are being placed, and the plain links to the glossary.

    Where words are counted, `words` is for each place in the text the number of the word that stands there.
    """

    text: Text
    markers: Density
    disputes: Density
    links: Density
    words: array[int] | None = None
    items: dict[int, list[Item]] = field(default_factory=dict)

    def fits(self, place: int, *, dispute: bool) -> bool:
        """Whether a marker at `place` keeps the density. Nothing shares a dispute's marker but disputes, so that its note stays short."""
        shared = self.items.get(place)
        if shared:
            return (shared[0].kind == "rebuttal") is dispute
        at = self.words[place] if self.words else place
        return not (self.markers.crowded[at] or (dispute and self.disputes.crowded[at]))

    def put(self, place: int, item: Item) -> None:
        """Add the item at `place`; items of one place share a marker."""
        if place not in self.items:
            at = self.words[place] if self.words else place
            self.markers.add(at)
            if item.kind == "rebuttal":
                self.disputes.add(at)
        self.items.setdefault(place, []).append(item)


def empty_room(text: Text, *, by_words: bool = False) -> Room:
    """The room of an essay in which nothing is marked yet. The author's own notes have none: what has popped up opens nothing.

    With `by_words`, for a Latin script, words are counted, not characters.
    """
    if by_words:
        words = word_numbers(text.text)
        free = bytearray(words[-1] + WINDOW_OF_WORDS + 1)
        markers, disputes, links = (Density(most, free[:], WINDOW_OF_WORDS) for most in (MOST_MARKERS, 1, MOST_LINKS))
        return Room(text, markers, disputes, links, words)
    full = bytearray(len(text.text) + WINDOW)
    for block, start in zip(text.essay.blocks, text.starts, strict=True):
        if in_notes(block):
            full[start : start + len(block.text) + 1] = b"\1" * (len(block.text) + 1)
    markers, disputes, links = (Density(most, full[:]) for most in (MOST_MARKERS, 1, MOST_LINKS))
    return Room(text, markers, disputes, links)


def word_numbers(text: str) -> array[int]:
    """For each place in a text the number of the word that stands there or last stood before it; a Chinese character is a word."""
    numbers, done = array("L"), 0
    for number, found in enumerate(_word().finditer(text)):
        numbers.extend([max(0, number - 1)] * (found.start() - done) + [number] * (found.end() - found.start()))
        done = found.end()
    last = numbers[-1] if numbers else 0
    numbers.extend([last] * (len(text) + 1 - done))
    return numbers


@cache
def _word() -> re.Pattern[str]:
    return re.compile("[\u3400-\u9fff]|[^\\s\u3400-\u9fff]+")

"""How many markers a stretch of text may carry: in any 300 characters three, one of them a dispute; where words have spaces between them, in 180 words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field

from reader.book.places import Text
from reader.book.spacing import is_spaced, widened, word_numbers
from reader.model import NoteKind, Rebuttal, Remark, Term
from reader.repair.marks import in_notes

if TYPE_CHECKING:
    from reader.mark import Mark

WINDOW, WINDOW_OF_WORDS = 300, 180
MOST_MARKERS = 3
MOST_LINKS = 5


class Item(Struct, frozen=True, gc=False):
    """One thing a note says: a term, a remark, a reader's mark, or one side of a dispute (`claim` true where the disputed claim stands)."""

    kind: NoteKind
    id: str
    entry: Term | Rebuttal | Remark | Mark
    claim: bool = False


class Density(Struct, gc=False):
    """Sorted places of which at most `most` lie in any `window` of characters, or of words where `words` has the number of each place's word.

    `crowded` is 1 wherever one more would be too many, by character or word. (A glossary's terms ask far more often than they find room.)
    """

    most: int
    crowded: bytearray
    window: int
    words: Sequence[int] | None = None
    places: list[int] = field(default_factory=list)

    def add(self, place: int) -> None:
        """Put in one more; a place that is there already stays as it is."""
        places, most = self.places, self.most
        at = bisect_left(places, place)
        if at < len(places) and places[at] == place:
            return
        places.insert(at, place)
        window, words, near = self.window, self.words, places[at - most + 1 if at >= most else 0 : at + most]
        if words:
            near = [words[place] for place in near]
        # `most` neighbours leave no room for one more wherever it would share 300 characters with them all.
        for first, last in zip(near, near[most - 1 :], strict=False):
            if last - first < window:
                start = last - window + 1 if last >= window else 0
                self.crowded[start : first + window] = b"\1" * (first + window - start)

    def is_full(self, place: int) -> bool:
        """Would one more at `place` be too many?"""
        return bool(self.crowded[self.words[place] if self.words else place])


class Room(Struct, gc=False):
    """The markers of one essay while they are being placed, and the plain links to the glossary. `closed` is 1 at every place that can have none."""

    text: Text
    markers: Density
    disputes: Density
    links: Density
    items: dict[int, list[Item]] = field(default_factory=dict)
    closed: bytes = b""

    def fits(self, place: int, *, dispute: bool) -> bool:
        """Whether a marker at `place` keeps the density. Nothing shares a dispute's marker but disputes, so that its note stays short."""
        shared = self.items.get(place)
        if shared:
            return (shared[0].kind == "rebuttal") is dispute
        if self.closed and self.closed[place]:
            return False
        return not (self.markers.is_full(place) or (dispute and self.disputes.is_full(place)))

    def put(self, place: int, item: Item) -> None:
        """Add the item at `place`; items of one place share a marker."""
        self.markers.add(place)
        if item.kind == "rebuttal":
            self.disputes.add(place)
        self.items.setdefault(place, []).append(item)


def empty_room(text: Text, *, by_words: bool | None = None) -> Room:
    """The room of an essay in which nothing is marked yet. The author's own notes have none: what has popped up opens nothing.

    With `by_words` words are counted, not characters; where nothing is said, the essay's language decides.
    """
    spaced = is_spaced(text.essay.script) if by_words is None else by_words
    words, window = (word_numbers(text.text), WINDOW_OF_WORDS) if spaced else (None, WINDOW)
    full = bytearray((words[-1] if words else len(text.text)) + window)
    for block, start in zip(text.essay.blocks, text.starts, strict=True):
        if in_notes(block):
            first, last = (words[start], words[start + len(block.text)]) if words else (start, start + len(block.text))
            full[first : last + 1] = b"\1" * (last + 1 - first)
    markers, disputes, links = (Density(most, full[:], window, words) for most in (MOST_MARKERS, 1, MOST_LINKS))
    return Room(text, markers, disputes, links)


def window_of(tag: str) -> int:
    """About how many characters of a language make the stretch in which markers are counted."""
    return widened(WINDOW, tag)


def window_words(tag: str) -> str:
    """The same stretch for people."""
    return f"{WINDOW_OF_WORDS} words" if is_spaced(tag) else f"{WINDOW} characters"

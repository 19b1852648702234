"""How many markers a stretch of text may carry: in any 300 characters three, one of them a dispute."""

from __future__ import annotations

from bisect import bisect_left

from msgspec import Struct, field

from reader.book.places import Text
from reader.model import NoteKind, Rebuttal, Remark, Term
from reader.repair.marks import in_notes

WINDOW = 300
MOST_MARKERS = 3
MOST_LINKS = 5


class Item(Struct, frozen=True, gc=False):
    """One thing a note says: a term, a remark, or one side of a dispute (`claim` true where the disputed claim stands)."""

    kind: NoteKind
    id: str
    entry: Term | Rebuttal | Remark
    claim: bool = False


class Density(Struct, gc=False):
    """Sorted places of which at most `most` lie in any 300 characters; `crowded` is 1 wherever one more would be too many.

    (A glossary's terms ask far more often than they find room.)
    """

    most: int
    crowded: bytearray
    places: list[int] = field(default_factory=list)

    def add(self, place: int) -> None:
        """Put in one more; a place that is there already stays as it is."""
        places, most = self.places, self.most
        at = bisect_left(places, place)
        if at < len(places) and places[at] == place:
            return
        places.insert(at, place)
        near = places[max(0, at - most + 1) : at + most]
        # `most` neighbours leave no room for one more wherever it would share 300 characters with them all.
        for first, last in zip(near, near[most - 1 :], strict=False):
            if last - first < WINDOW:
                start = max(0, last - WINDOW + 1)
                self.crowded[start : first + WINDOW] = b"\1" * (first + WINDOW - start)


class Room(Struct, gc=False):
    """The markers of one essay while they are being placed, and the plain links to the glossary."""

    text: Text
    markers: Density
    disputes: Density
    links: Density
    items: dict[int, list[Item]] = field(default_factory=dict)

    def fits(self, place: int, *, dispute: bool) -> bool:
        """Whether a marker at `place` keeps the density. Nothing shares a dispute's marker but disputes, so that its note stays short."""
        shared = self.items.get(place)
        if shared:
            return (shared[0].kind == "rebuttal") is dispute
        return not (self.markers.crowded[place] or (dispute and self.disputes.crowded[place]))

    def put(self, place: int, item: Item) -> None:
        """Add the item at `place`; items of one place share a marker."""
        self.markers.add(place)
        if item.kind == "rebuttal":
            self.disputes.add(place)
        self.items.setdefault(place, []).append(item)


def empty_room(text: Text) -> Room:
    """The room of an essay in which nothing is marked yet. The author's own notes have none: what has popped up opens nothing."""
    full = bytearray(len(text.text) + WINDOW)
    for block, start in zip(text.essay.blocks, text.starts, strict=True):
        if in_notes(block):
            full[start : start + len(block.text) + 1] = b"\1" * (len(block.text) + 1)
    markers, disputes, links = (Density(most, full[:]) for most in (MOST_MARKERS, 1, MOST_LINKS))
    return Room(text, markers, disputes, links)

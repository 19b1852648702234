"""Which disputes are marked: the weightiest first, the claim before the objection, several at one marker where they meet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from msgspec import Struct

from reader.book.density import Item, Room, window_of, window_words
from reader.book.places import Text, find_passage, marker_place, paragraph_end
from reader.model import Edition, Finding, Passage, Rebuttal

WEIGHTS = (3, 2, 1)
# Of these a reader must learn at the passage itself; at that place they may share a neighbour's marker.
HEAVIEST, HEAVY = 3, 2


class End(Struct, frozen=True, gc=False):
    """One side of a dispute in its essay: where the quoted words stand, and where their marker would."""

    rebuttal: Rebuttal
    passage: Passage
    claim: bool
    start: int
    end: int
    place: int


def dispute_ends(edition: Edition, texts: dict[str, Text]) -> tuple[End, ...]:
    """Both sides of every dispute; raises EditionError for a quotation that is not there exactly once."""
    return tuple([end for rebuttal in edition.rebuttals for end in _ends(rebuttal, texts)])


def _ends(rebuttal: Rebuttal, texts: dict[str, Text]) -> Iterator[End]:
    for passage, claim in ((rebuttal.claim, True), (rebuttal.origin, False)):
        text = texts[passage.essay]
        start, end = find_passage(text, passage, where=f"{rebuttal.where}.{'to' if claim else 'from'}")
        yield End(rebuttal, passage, claim, start, end, marker_place(text, end))


def place_disputes(ends: Iterable[End], rooms: dict[str, Room]) -> tuple[Finding, ...]:
    """Mark what has room, and say which heavy claim lost to which dispute.

    A claim may be marked alone. What has no room of its own joins the dispute marker that stands in its paragraph already, if it is
    a heavy claim or the other side of one of the heaviest disputes.
    """
    findings = list[Finding]()
    for end in sorted(ends, key=_turn):
        room = rooms[end.passage.essay]
        if not end.rebuttal.marker:
            continue
        place = end.place if room.fits(end.place, dispute=True) else _companion(end, room)
        if place is not None:
            room.put(place, Item("rebuttal", end.rebuttal.id, end.rebuttal, end.claim))
        elif end.claim and end.rebuttal.weight == HEAVIEST:
            findings.append(_lost(end, room))
    return tuple(findings)


def _turn(end: End) -> tuple[int, bool, int]:
    return -end.rebuttal.weight, not end.claim, end.rebuttal.number


def _companion(end: End, room: Room) -> int | None:
    if end.rebuttal.weight < (HEAVY if end.claim else HEAVIEST):
        return None
    text, places = room.text, room.disputes.places
    start, stop = text.starts[text.block_at(end.start)], paragraph_end(text, end.end)
    beside = places[bisect_right(places, start) : bisect_right(places, stop)]
    return min(beside, key=lambda place: abs(place - end.place), default=None)


def _lost(end: End, room: Room) -> Finding:
    entry = end.rebuttal
    tag = room.text.essay.script
    near = [item for place in room.disputes.places if abs(place - end.place) < window_of(tag) for item in room.items[place]]
    winners = ", ".join(map(str, rivals(end, near)))
    lost = f"to {winners}, nearer than {window_words(tag)}" if winners else f"to other markers within {window_words(tag)}"
    text = f"dispute {entry.number} ({entry.id}) of weight {entry.weight} lost its marker in {end.passage.essay} {lost}"
    return Finding("dispute-lost", "warning", entry.where, f"{text}; quote another passage, or weigh them anew")


def rivals(end: End, items: Iterable[Item]) -> list[int]:
    """The numbers of the other disputes among `items`, which stand too near to the end's place."""
    return [item.entry.number for item in items if isinstance(item.entry, Rebuttal) and item.entry is not end.rebuttal]

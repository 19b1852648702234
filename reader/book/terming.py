"""Which mentions of terms are marked, and which lead to the glossary by a plain link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeAlias

from msgspec import Struct

from reader.book.density import Item, Room
from reader.book.places import CLOSERS, CLOSING_STOPS, marker_place, paragraph_end
from reader.model import Edition, Term

# By essay and term, the numbers of its hits (`places.mentions`).
Mentions: TypeAlias = "dict[str, dict[str, list[int]]]"

# Beside one of these a marker may stand elsewhere than at the end of its term.
MOVING = CLOSERS | CLOSING_STOPS


class TermLink(Struct, frozen=True, gc=False):
    """A mention that is a link to the term's entry: `start` to `end` in code points of the essay."""

    start: int
    end: int
    term: str


def terms_of(edition: Edition, *, important: bool) -> dict[str, Term]:
    """The important terms, or the others, by id."""
    return {term.id: term for term in edition.terms if term.important is important}


def place_terms(terms: dict[str, Term], found: dict[str, list[int]], room: Room, marked: set[str], *, at_end: bool = False) -> None:
    """Mark each term at the first of its mentions that has room; those with `once` once in the book (`marked` grows).

    With `at_end` the marker stands at its paragraph's end.
    """
    find_free, end_of = _free_end if at_end else _free_place, room.text.hits.ends.__getitem__
    # Both halves are in the order of their first mentions: an edition has many more terms than an essay has.
    for term, numbers in [(terms[name], numbers) for name, numbers in found.items() if name in terms]:
        if not term.marker or (term.once and term.id in marked):
            continue
        place = find_free(room, map(end_of, numbers))
        if place is not None:
            room.put(place, Item("term", term.id, term))
            marked.add(term.id)


def _free_place(room: Room, places: Iterable[int]) -> int | None:
    whole, crowded, items = room.text.text, room.markers.crowded, room.items
    size = 0 if room.markers.words else len(whole)
    for place in places:
        if place < size and crowded[place] and place not in items and whole[place] not in MOVING and whole[place - 1] not in MOVING:
            continue  # as most mentions of a large glossary's terms, which would take most of the time
        place = marker_place(room.text, place, of_term=True)
        if room.fits(place, dispute=False):
            return place
    return None


def _free_end(room: Room, places: Iterable[int]) -> int | None:
    ends = (paragraph_end(room.text, place) for place in places)
    return next((end for end in ends if room.fits(end, dispute=False)), None)


def link_terms(edition: Edition, found: Mentions, rooms: dict[str, Room], marked: set[str]) -> dict[str, list[TermLink]]:
    """For each term that has no marker anywhere, one plain link at its first mention with room, in reading order.

    At most five links in 300 characters, and none that touches a marker: a finger could not tell them apart. Terms with the fewest
    mentions choose first, since they have the fewest places to go to.
    """
    links: dict[str, list[TermLink]] = {slug: [] for slug in rooms}
    homes = defaultdict[str, list[tuple[str, list[int]]]](list)
    for slug in rooms:
        for name, numbers in found[slug].items():
            homes[name].append((slug, numbers))
    counts = {name: sum([len(numbers) for _, numbers in home]) for name, home in homes.items() if name not in marked}
    for term in sorted([term for term in edition.terms if term.id in counts], key=lambda term: counts[term.id]):
        for slug, numbers in homes[term.id]:
            link = _link(term, numbers, rooms[slug])
            if link:
                rooms[slug].links.add(link.start)
                links[slug].append(link)
                break
    return links


def _link(term: Term, numbers: Iterable[int], room: Room) -> TermLink | None:
    starts, ends, is_full, marked = room.text.hits.starts, room.text.hits.ends, room.links.is_full, room.items.keys()
    for number in numbers:
        start = starts[number]
        if not is_full(start) and marked.isdisjoint(range(start, ends[number] + 2)):
            return TermLink(start, ends[number], term.id)
    return None


def unlinked(edition: Edition, marked: Iterable[str], links: dict[str, list[TermLink]], mentioned: Iterable[str]) -> list[Term]:
    """The terms that stand in a text and can be reached from none."""
    reached = {*marked, *(link.term for some in links.values() for link in some)}
    return [term for term in edition.terms if term.id in mentioned and term.id not in reached]

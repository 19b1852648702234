"""Which mentions of terms are marked, and which lead to the glossary by a plain link."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from msgspec import Struct

from reader.book.density import Item, Room
from reader.book.places import marker_place, paragraph_end
from reader.model import Edition, Term

# By essay and term, the numbers of its hits (`places.mentions`).
Mentions: TypeAlias = "dict[str, dict[str, array[int]]]"


class TermLink(Struct, frozen=True, gc=False):
    """A mention that is a link to the term's entry: `start` to `end` in code points of the essay."""

    start: int
    end: int
    term: str


def terms_of(edition: Edition, *, important: bool) -> dict[str, Term]:
    """The important terms, or the others, by id."""
    return {term.id: term for term in edition.terms if term.important is important}


def place_terms(terms: dict[str, Term], found: dict[str, array[int]], room: Room, marked: set[str], *, at_end: bool = False) -> None:
    """Mark each term at the first of its mentions that has room; those with `once` once in the book (`marked` grows).

    With `at_end` the marker stands at its paragraph's end.
    """
    # Both halves are in the order of their first mentions: an edition has many more terms than an essay has.
    for term, numbers in [(terms[name], numbers) for name, numbers in found.items() if name in terms]:
        if not term.marker or (term.once and term.id in marked):
            continue
        place = _free_place(room, numbers, at_end=at_end)
        if place is not None:
            room.put(place, Item("term", term.id, term))
            marked.add(term.id)


def _free_place(room: Room, numbers: Iterable[int], *, at_end: bool) -> int | None:
    text, fits, ends = room.text, room.fits, room.text.hits.ends
    still, crowded = room.still, room.markers.crowded
    for number in numbers:
        place = ends[number]
        if at_end:
            place = paragraph_end(text, place)
        elif still[place] and crowded[place]:
            continue  # as most mentions of a large glossary's terms, which would take most of the time
        else:
            place = marker_place(text, place, of_term=True)
        if fits(place, dispute=False):
            return place
    return None


def link_terms(edition: Edition, found: Mentions, rooms: dict[str, Room], marked: set[str]) -> dict[str, list[TermLink]]:
    """For each term that has no marker anywhere, one plain link at its first mention with room, in reading order.

    At most five links in 300 characters, and none that touches a marker: a finger could not tell them apart. Terms with the fewest
    mentions choose first, since they have the fewest places to go to.
    """
    links: dict[str, list[TermLink]] = {slug: [] for slug in rooms}
    mentions, homes = Counter[str](), defaultdict[str, list[str]](list)
    for slug in rooms:
        for name, places in found[slug].items():
            mentions[name] += len(places)
            homes[name].append(slug)
    for term in sorted(edition.terms, key=lambda term: mentions[term.id]):
        if term.id in marked:
            continue
        for slug in homes.get(term.id, ()):
            room = rooms[slug]
            link = next((link for link in _links(term, found[slug][term.id], room) if not room.links.is_full(link.start) and _is_clear(link, room)), None)
            if link:
                room.links.add(link.start)
                links[slug].append(link)
                break
    return links


def _links(term: Term, numbers: Iterable[int], room: Room) -> Iterator[TermLink]:
    hits = room.text.hits
    return (TermLink(hits.starts[number], hits.ends[number], term.id) for number in numbers)


def _is_clear(link: TermLink, room: Room) -> bool:
    return not any(place in room.items for place in range(link.start, link.end + 2))


def unlinked(edition: Edition, marked: Iterable[str], links: dict[str, list[TermLink]], mentioned: Iterable[str]) -> list[Term]:
    """The terms that stand in a text and can be reached from none."""
    reached = {*marked, *(link.term for some in links.values() for link in some)}
    return [term for term in edition.terms if term.id in mentioned and term.id not in reached]

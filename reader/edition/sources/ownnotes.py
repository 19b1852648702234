"""The author's own notes in a saved page: which links lead to a note, and which element is that note.

Sites write them in a hundred ways (WordPress, Word, Wikipedia, Zhihu, Substack, Markdown, `aside` with a role …). What they share: a short
link, mostly raised or in brackets, leads to a later part of the page that is called a note, or leads back, or begins with the same sign.
Two of these make a note; a name alone makes none.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from reader.edition.sources.markup import BLOCKS, HEADINGS, attribute, size_of, tags, text_of, words
from reader.edition.sources.notewords import (
    IN_PLACE,
    attribute_note,
    begins_with,
    calls_itself_marker,
    calls_itself_note,
    is_bracketed,
    is_raised,
    label_of,
    ordinal,
)

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

# What one note may be: the nearest of these around the place that a link names.
UNITS = frozenset({"li", "aside", "dd", "tr", "div", "p", "section", "td", "table", "blockquote", "footer"})
# A marker is short, and a note is no chapter.
LONGEST_LABEL, LONGEST_NOTE = 12, 6000


class OwnNote(Struct, gc=False, eq=False):
    """A note: its element, the sign that its author gave it, what marks it in the text, the names to which its ways back lead."""

    element: Tag
    label: str
    markers: list[Tag]
    backs: set[str]


class Place(Struct, frozen=True, gc=False):
    """Where an element begins and ends in the order of the page."""

    start: int
    end: int

    def holds(self, other: Place) -> bool:
        """Whether the other lies within."""
        return self.start <= other.start and other.end <= self.end


class Map(Struct, frozen=True, gc=False, eq=False):
    """Every element's place, by its identity; the element of every id and name."""

    places: dict[int, Place]
    targets: dict[str, Tag]


def find_notes(soup: BeautifulSoup, roots: Sequence[Tag]) -> list[OwnNote]:
    """The notes to which the text leads, in the order of their first markers."""
    chart = _map(soup)
    pairs = list(_pairs(soup, chart))
    crowded = _crowded({chart.places[id(note)] for _, note in pairs})
    text = [chart.places[id(root)] for root in roots]
    found: dict[int, OwnNote] = {}
    for link, note in pairs:
        here, there = chart.places[id(link)], chart.places[id(note)]
        if _held(text, here) and there not in crowded and _is_pair(link, note, chart):
            if id(note) not in found:
                found[id(note)] = OwnNote(note, label_of(text_of(link)), [], set())
                if not _held(text, there):  # a note may lead to another one
                    insort(text, there, key=attrgetter("start"))
            found[id(note)].markers.append(link)
            found[id(note)].backs |= _ways_back(note, link, chart)
    return sorted([*found.values(), *_in_place(soup, roots, set(found))], key=lambda note: chart.places[id(note.markers[0])].start)


def _held(places: list[Place], other: Place) -> bool:
    """Whether one of the places (in order, disjoint) holds the other."""
    at = bisect_right(places, other.start, key=attrgetter("start")) - 1
    return at >= 0 and places[at].holds(other)


def _map(soup: BeautifulSoup) -> Map:
    starts: dict[int, int] = {}
    places: dict[int, Place] = {}
    targets: dict[str, Tag] = {}
    open_tags: list[Tag] = []
    number = 0
    for number, tag in enumerate(tags(soup)):
        while open_tags and open_tags[-1] is not tag.parent:
            done = open_tags.pop()
            places[id(done)] = Place(starts[id(done)], number - 1)
        starts[id(tag)] = number
        open_tags.append(tag)
        for name in (attribute(tag, "id"), attribute(tag, "name") if tag.name == "a" else ""):
            if name:
                targets.setdefault(name, tag)
    places |= {id(tag): Place(starts[id(tag)], number) for tag in open_tags}
    return Map(places, targets)


def _pairs(soup: BeautifulSoup, chart: Map) -> Iterator[tuple[Tag, Tag]]:
    """Every short link to a later part of the page that may be one note, in order."""
    for link in soup.find_all("a", href=True):
        target = _target(link, chart)
        if target is None or len(text_of(link).strip()) > LONGEST_LABEL:
            continue
        note = _unit(target)
        if note is not None and chart.places[id(note)].start > chart.places[id(link)].end:
            yield link, note


def _target(link: Tag, chart: Map) -> Tag | None:
    _, mark, name = attribute(link, "href").partition("#")
    return (chart.targets.get(name) or chart.targets.get(unquote(name))) if mark and name else None


def _unit(target: Tag) -> Tag | None:
    """The element that is the whole note of which `target` is the place; None when it can be none."""
    unit: Tag | None = target
    while unit is not None and unit.name not in UNITS and unit.name != "dt":
        if unit.name in BLOCKS and unit.name not in ("th", "tbody", "thead"):
            return None
        unit = unit.parent
    if unit is None:
        return None
    if unit.name == "dt":
        unit = unit.find_next_sibling("dd")
    elif unit.name == "td" and unit.parent is not None:
        unit = unit.parent
    while unit is not None and unit.name in ("p", "tr") and unit.parent is not None and _is_one_note(unit.parent):
        unit = unit.parent
    return unit


def _is_one_note(tag: Tag) -> bool:
    """Whether an element that holds a paragraph of a note is that note: an item, or a box that calls itself one note."""
    if tag.name in ("li", "dd", "aside"):
        return True
    called = words(tag, "class", "role", "epub:type") & {"footnote", "endnote", "doc-footnote", "doc-endnote", "footnote-item"}
    return tag.name in ("div", "section", "table", "tbody") and bool(called or "mso-element:footnote" in _style(tag) or "mso-element:endnote" in _style(tag))


def _style(tag: Tag) -> frozenset[str]:
    return frozenset(part.strip().replace(" ", "") for part in attribute(tag, "style").lower().split(";"))


def _crowded(places: set[Place]) -> set[Place]:
    """Places that hold others: a list of notes is no note."""
    holding: set[Place] = set()
    open_places: list[Place] = []
    for place in sorted(places, key=lambda place: (place.start, -place.end)):
        while open_places and open_places[-1].end < place.start:
            open_places.pop()
        holding.update(open_places)
        open_places.append(place)
    return holding


def _is_pair(link: Tag, note: Tag, chart: Map) -> bool:
    text = text_of(link)
    label = label_of(text)
    called = calls_itself_marker(link)
    if not label and not (called and (len(text.strip()) <= 2 or link.find("img") is not None)):
        return False
    if size_of(note) > LONGEST_NOTE or note.find(list(HEADINGS)) is not None:
        return False
    signed = called or is_raised(link) or is_bracketed(text)
    here = chart.places[id(link)]
    named = calls_itself_note(note, lambda part: id(part) not in chart.places or chart.places[id(part)].holds(here))
    return signed + named + bool(_ways_back(note, link, chart)) + _has_sign(note, label) >= 2


def _has_sign(note: Tag, label: str) -> bool:
    """Whether a note begins with the sign of its marker, or is the item of that number."""
    if note.name == "li" and note.parent is not None and note.parent.name == "ol" and label.isdecimal():
        return ordinal(note) == int(label)
    return begins_with(note, label)


def _ways_back(note: Tag, link: Tag, chart: Map) -> set[str]:
    """The names by which links of the note lead to the block that the marker stands in."""
    block = _block(link)
    here = chart.places.get(id(block))
    names = (attribute(back, "href").partition("#")[2] for back in note.find_all("a", href=True))
    return {name for name in names if name and _leads_to(chart.targets.get(name) or chart.targets.get(unquote(name)), block, here, chart)}


def _leads_to(target: Tag | None, block: Tag, here: Place | None, chart: Map) -> bool:
    if target is None or here is None:
        return False
    return target is block or (target.name not in BLOCKS and here.holds(chart.places[id(target)]))


def _block(tag: Tag) -> Tag:
    part = tag
    while part.name not in BLOCKS and part.parent is not None:
        part = part.parent
    return part


def _in_place(soup: BeautifulSoup, roots: Sequence[Tag], taken: set[int]) -> Iterator[OwnNote]:
    """Notes that stand where their marker does, or in one of its attributes; `taken` are notes already, by their identity."""
    for root in roots:
        for tag in tags(root):
            if id(tag) in taken:
                continue
            if held := attribute_note(tag):
                note = soup.new_tag("div")
                note.append(held)
                yield OwnNote(note, label_of(text_of(tag)), [tag], set())
            elif not IN_PLACE.isdisjoint(words(tag, "class")):
                yield OwnNote(tag, "", [tag], set())

"""The editors' notes as annotation sets, for programs that take such: where each stands is read from the built book, markers included."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from reader.book.compose import annotate, identity
from reader.book.notes import EssayNotes, Note
from reader.book.package import FOLDER
from reader.book.places import Text, find_passage, marker_place
from reader.club.places import spine_pages, with_places
from reader.epub.annotationset import Annotation, AnnotationSet
from reader.model import Edition, Remark, Script

if TYPE_CHECKING:
    from lxml.etree import _Element

AROUND = 32
EDITORS = "编者"
# What leads from a note to other pages is no part of what it says.
WAYS = frozenset({"passage", "dispute", "glossary"})


def placed_notes(edition: Edition) -> dict[str, EssayNotes]:
    """The notes of an edition whose essays have been read, by essay."""
    return annotate(edition)[0]


def editors_notes(edition: Edition, notes: Mapping[str, EssayNotes], data: bytes, *, asked: Script | None, change: Callable[[str], str]) -> AnnotationSet:
    """The set of one universal book (`data`): an annotation for each marker. `change` is what turns a text into the book's script."""
    name = identity(edition, asked, "universal")
    bodies = {page.removesuffix(".xhtml"): body for page, body in spine_pages(data)}
    found = (item for slug, placed in notes.items() for item in _page(edition, placed, bodies[slug], name, change))
    authors = dict.fromkeys(essay.author for essay in edition.essays if essay.author != "unknown")
    return AnnotationSet(str(name), change(edition.title), tuple(authors), tuple(found))


def _page(edition: Edition, placed: EssayNotes, body: _Element, name: uuid.UUID, change: Callable[[str], str]) -> Iterator[Annotation]:
    elements = {str(element.get("id")): element for element in body.iter() if element.get("id")}
    essay = placed.text.essay
    heading = next((said(element) for element in body.iter("{*}h1")), essay.title)
    for note in placed.notes:
        start, end = _quoted(note, placed)
        block = essay.blocks[placed.text.block_at(start)]
        first = placed.text.starts[placed.text.block_at(start)]
        text, places = with_places(elements[block.id])
        plain = len(places) == len(block.text)
        if not plain:  # the words of a picture or a reading above characters: no place in them can be told
            text, places = change(block.text), list(range(len(block.text)))
        low, high = places[start - first], places[end - first - 1] + 1
        yield Annotation(
            id=str(uuid.uuid5(name, note.marker_id)),
            source=f"{FOLDER}/{essay.slug}.xhtml",
            exact=text[low:high],
            prefix=text[max(low - AROUND, 0) : low],
            suffix=text[high : high + AROUND],
            heading=heading,
            creator=edition.editor or EDITORS,
            creator_id=str(uuid.uuid5(name, "editors")),
            kind="Organization",
            note=_words(elements[note.note_id]),
            created=f"{edition.date}T00:00:00Z",
            block=block.id if plain else "",
            start=low,
            end=high,
        )


def _quoted(note: Note, placed: EssayNotes) -> tuple[int, int]:
    """What the note is about, in the essay's text: the leading item's words."""
    lead, text = note.items[0], placed.text
    if lead.kind == "rebuttal":
        return next((end.start, end.end) for end in placed.ends if end.rebuttal.id == lead.id and end.claim == lead.claim)
    if isinstance(lead.entry, Remark):
        return find_passage(text, lead.entry.passage, where=lead.entry.where)
    return _mention(text, lead.id, note.place)


def _mention(text: Text, term: str, place: int) -> tuple[int, int]:
    """The term's mention whose marker stands at `place`."""
    hit = next(hit for hit in text.hits if hit.id == term and marker_place(text, hit.end, of_term=True) == place)
    return hit.start, hit.end


def _words(note: _Element) -> str:
    """What the note says, a line for each of its paragraphs, without its number and the ways to other pages."""
    lines = []
    for paragraph in note.iter("{*}p"):
        left = [child for child in paragraph if child.get("class") in WAYS or child.get("role") == "doc-backlink"]
        text = said(paragraph)
        for child in left:
            text = text.replace(said(child), "", 1)
        lines.append(text.strip(" ；;，"))
    return "\n".join(filter(None, lines))


def said(element: _Element) -> str:
    """The element's whole text."""
    return "".join(map(str, element.itertext()))

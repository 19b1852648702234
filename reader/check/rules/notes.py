"""Rules: one marker, one note, one way back (design, law 4)."""

from __future__ import annotations

from collections.abc import Iterator

from reader.check.anatomy import Note
from reader.check.book import Book
from reader.check.markup import is_backlink
from reader.check.rule import Fault, some


def markers_without_note(book: Book) -> Iterator[Fault]:
    """Markers that name no fragment in the book (a fragment that does not exist is a link that does not resolve)."""
    for marker in book.markers:
        if marker.target is None or not marker.target.fragment:
            yield Fault(marker.where, f"the marker leads to {marker.href}, which is no note")


def notes_without_marker(book: Book) -> Iterator[Fault]:
    """Notes that no marker leads to."""
    for note in book.notes:
        if not note.markers:
            yield Fault(note.where, f"no marker leads to the note {name(note)}")


def shared_notes(book: Book) -> Iterator[Fault]:
    """Notes with several markers: the way back can lead to one of them only."""
    for note in book.notes:
        if len(note.markers) > 1:
            yield Fault(note.where, f"{len(note.markers)} markers lead to the note {name(note)}: {some([marker.where for marker in note.markers])}")


def notes_without_way_back(book: Book) -> Iterator[Fault]:
    """Notes from which no link leads back to their marker, and none claims to."""
    for note in book.notes:
        if note.markers and not note.ways_back and not any(is_backlink(link.element) for link in note.links):
            yield Fault(note.where, f"no link leads from the note {name(note)} back to its marker")


def wrong_ways_back(book: Book) -> Iterator[Fault]:
    """Links that call themselves the way back and lead to an existing place that is not the note's marker."""
    for note in book.notes:
        right = set(note.ways_back)
        for link in note.links:
            if note.markers and is_backlink(link.element) and book.find(link.target) and link not in right:
                yield Fault(link.where, f"the way back of the note {name(note)} leads to {link.href}, not to its marker")


def notes_before_marker(book: Book) -> Iterator[Fault]:
    """Notes that stand before the place they explain (one around its own marker is another fault)."""
    for note in book.notes:
        for marker in note.markers:
            page = book.pages[marker.page]
            earlier = (note.page.number, note.page.order[note.element]) < (page.number, page.order[marker.element])
            if earlier and note.element not in marker.element.iterancestors():
                yield Fault(note.where, f"the note {name(note)} stands before its marker ({marker.where})")


def name(note: Note) -> str:
    """What a message calls a note."""
    return str(note.element.get("id") or "(without id)")

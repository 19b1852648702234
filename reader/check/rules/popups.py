"""Rules: what a note must look like so that it pops up whole, and can be read where nothing pops up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from reader.check.around import begins
from reader.check.book import Book
from reader.check.markup import attribute, name_of
from reader.check.page import words_of
from reader.check.rule import Fault
from reader.check.rules.notes import name
from reader.check.sheets import selectors
from reader.check.styled import styled
from reader.epub.xml import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

# Kobo's bounds for a target that pops up (kobolabs/epub-spec, README, "Footnotes/Endnotes").
KOBO_LEAST, KOBO_MOST = 9, 5000
BLOCKS = frozenset({"p", "div", "li", "dd", "dt", "blockquote", "ol", "ul", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "table"})
ARROWS = "↩↵⏎⤴"


def untyped_notes(book: Book) -> Iterator[Fault]:
    """Targets of typed markers that are not typed as a note."""
    typed = set(book.markers)
    for note in book.notes:
        if not note.typed and not typed.isdisjoint(note.markers):
            yield Fault(note.where, f"the note {name(note)} has neither epub:type footnote nor role doc-footnote")


def containers(book: Book) -> Iterator[Fault]:
    """Elements typed as one note that hold several."""
    for page, element in book.containers:
        yield Fault(page.where(element), f"{name_of(element)} is typed as a note but holds several")


def hidden_notes(book: Book) -> Iterator[Fault]:
    """Notes hidden by an attribute or a style sheet, themselves or with what is around them."""
    hiding = styled(selectors(book.sheets, _hiding()))
    for note in book.notes:
        for element in (note.element, *note.element.iterancestors()):
            if is_hidden(element) or hiding.means(element):
                yield Fault(note.where, f"the note {name(note)} is hidden")
                break


@cache
def _hiding() -> re.Pattern[str]:
    return re.compile(r"display\s*+:\s*+none|visibility\s*+:\s*+hidden", re.IGNORECASE)


def is_hidden(element: _Element) -> bool:
    """Whether an element hides itself."""
    return element.get("hidden") is not None or "display:none" in attribute(element, "style").replace(" ", "").lower()


def short_notes(book: Book) -> Iterator[Fault]:
    """Notes below Kobo's lower bound, in characters of the place that a marker names (where there are none, another rule says so)."""
    for note in book.notes:
        targets = dict.fromkeys(found[1] for marker in note.markers if (found := book.find(marker.target)))
        size = min((len(words_of(target)) for target in targets), default=KOBO_LEAST)
        if 0 < size < KOBO_LEAST:
            yield Fault(note.where, f"the note {name(note)} has {size} characters in the place that its marker names")


def long_notes(book: Book) -> Iterator[Fault]:
    """Notes above Kobo's upper bound."""
    for note in book.notes:
        size = len(words_of(note.element))
        if size > KOBO_MOST:
            yield Fault(note.where, f"the note {name(note)} has {size:,} characters")


def empty_notes(book: Book) -> Iterator[Fault]:
    """Notes with nothing to read."""
    for note in book.notes:
        if not words_of(note.element) and not any(name_of(child) in ("img", "svg", "math") for child in note.element.iterdescendants("*")):
            yield Fault(note.where, f"the note {name(note)} is empty")


def listed_notes(book: Book) -> Iterator[Fault]:
    """Notes that are list items, but for those of 多看, which wants its own so."""
    for note in book.notes:
        if name_of(note.element) == "li" and not is_duokans(note.element):
            yield Fault(note.where, f"the note {name(note)} is a list item")


def duokan_lists(book: Book) -> Iterator[Fault]:
    """Notes that are list items because 多看 wants them so."""
    for note in book.notes:
        if name_of(note.element) == "li" and is_duokans(note.element):
            yield Fault(note.where, f"the note {name(note)} is an item of 多看's list")


def is_duokans(element: _Element) -> bool:
    """Whether an element is a note as 多看 knows it."""
    return "duokan-footnote-item" in attribute(element, "class").split()


def asides(book: Book) -> Iterator[Fault]:
    """Notes that several systems show in the pop-up only."""
    for note in book.notes:
        if name_of(note.element) == "aside" and note.typed:
            yield Fault(note.where, f"the note {name(note)} is an aside")


def notes_elsewhere(book: Book) -> Iterator[Fault]:
    """Notes in another file than their marker."""
    for note in book.notes:
        for marker in note.markers:
            if marker.page != note.page.path:
                yield Fault(marker.where, f"the note {name(note)} stands in another file ({note.page.path})")


def markers_inside(book: Book) -> Iterator[Fault]:
    """Markers inside the very element they point at."""
    for note in book.notes:
        for marker in note.markers:
            if note.element in marker.element.iterancestors():
                yield Fault(marker.where, f"the marker stands inside its own note {name(note)}")


def late_backlinks(book: Book) -> Iterator[Fault]:
    """Notes whose way back is not the first thing in them."""
    for note in book.notes:
        back = next(iter(note.ways_back), None)
        if back is not None and not begins(note.element, back.element):
            yield Fault(back.where, f"the way back of the note {name(note)} does not come first")


def arrow_backlinks(book: Book) -> Iterator[Fault]:
    """Ways back drawn as an arrow that some fonts do not have."""
    for note in book.notes:
        back = next(iter(note.ways_back), None)
        if back is not None and any(arrow in text_of(back.element) for arrow in ARROWS):
            yield Fault(back.where, f"the way back of the note {name(note)} is an arrow")


def bare_first_blocks(book: Book) -> Iterator[Fault]:
    """Notes whose first block holds the way back alone, while the words stand in later ones."""
    for note in book.notes:
        blocks = [child for child in note.element.iterdescendants("*") if name_of(child) in BLOCKS]
        back = next(iter(note.ways_back), None)
        if len(blocks) > 1 and back is not None and blocks[0] in back.element.iterancestors() and words_of(blocks[0]) == words_of(back.element):
            yield Fault(note.where, f"the first paragraph of the note {name(note)} says nothing")

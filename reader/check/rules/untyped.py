"""Rules: notes that somebody wrote, and that no system, or only some, can know for notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from reader.check.around import begins, block_of, is_empty
from reader.check.book import Book
from reader.check.markup import attribute, name_of
from reader.check.page import Link, words_of
from reader.check.rule import Fault
from reader.check.rules.notes import name
from reader.check.untyped import BRACKETED, CLASSES, is_raised

if TYPE_CHECKING:
    from lxml.etree import _Element

# Attributes in which the shops' own apps keep a note's text, and the classes of pictures that keep it in `alt`.
ATTRIBUTES = ("data-wr-footernote", "zy-footnote")
PICTURE_CLASSES = frozenset({"qqreader-footnote", "zhangyue-footnote", "dd-footnote", "duokan-footnote"})
LABEL, LABELS = 3, frozenset({"note", "footnote", "noteref"})  # a longer `alt` of such a picture is no label (注, 注1) but the note itself
ROMAN = 10  # letters of a Roman numeral
SHOWN = 12  # characters of it that a message quotes


def plain_links(book: Book) -> Iterator[Fault]:
    """Markers that are typed as nothing."""
    notes = {marker: note for note in book.notes for marker in note.markers}
    for marker in book.plain:
        note = notes[marker]
        words = "the marker of the note" if note.typed else "neither the marker nor the note"
        yield Fault(marker.where, f"{words} {name(note)} is typed: it is a link like any other")


def unraised(book: Book) -> Iterator[Fault]:
    """Plain markers that stand on the line."""
    for marker in book.plain:
        if not is_raised(marker.element, book.raised):
            yield Fault(marker.where, f"the marker {label(marker)} is not raised")


def unraised_near(book: Book) -> Iterator[Fault]:
    """Plain markers that stand on the line, with a note in the same file (calibre takes links of two files that lead to each other for notes)."""
    for marker in book.plain:
        if not is_raised(marker.element, book.raised) and marker.target and marker.target.path == marker.page:
            yield Fault(marker.where, f"the marker {label(marker)} is not raised, and its note stands in the same file")


def unnumbered(book: Book) -> Iterator[Fault]:
    """Plain markers that KOReader takes for ordinary links: neither raised nor a number, one or two letters, a Roman numeral."""
    for marker in book.plain:
        if words_of(marker.element) and not is_raised(marker.element, book.raised) and not is_number(words_of(marker.element)):
            yield Fault(marker.where, f"the marker {label(marker)} is neither raised nor a number")


def is_number(text: str) -> bool:
    """What KOReader takes for a marker's text (koreader-base, cre.cpp, `_isLinkToFootnote`); it does not count punctuation."""
    signs = [char for char in text if char.isalnum()]
    digits = sum(char in "0123456789" for char in signs)
    letters = sum(char.isascii() and char.isalpha() for char in signs)
    if digits + letters < len(signs):
        return False
    roman = not digits and 1 <= letters <= ROMAN and not set("".join(signs).lower()) - set("ivxlcdm")
    return (1 <= digits <= 3 and not letters) or (1 <= letters <= 2 and digits <= 2) or roman


def empty_targets(book: Book) -> Iterator[Fault]:
    """Markers that name an empty anchor beside or before their note, and so show nothing."""
    for note in book.notes:
        for marker in note.markers:
            found = book.find(marker.target)
            if found and found[1] is not note.element and is_empty(found[1]):
                yield Fault(marker.where, f"{marker.href} names an empty anchor before the note, not the note: nothing stands in it")


def texts_in_attributes(book: Book) -> Iterator[Fault]:
    """Notes whose text stands in an attribute and nowhere else."""
    linked = {one for note in book.notes for marker in note.markers for one in (marker.element, *marker.element.iterdescendants("*"))}
    for page in book.pages.values():
        for element in page.order:
            attribute_name = note_attribute(element)
            if attribute_name and element not in linked and linked.isdisjoint(element.iterancestors()):
                text = " ".join(attribute(element, attribute_name).split())
                yield Fault(page.where(element), f"the note “{text[:SHOWN]}{'…' if len(text) > SHOWN else ''}” stands in the attribute {attribute_name}")


def note_attribute(element: _Element) -> str:
    """The attribute in which an element keeps a note's text, or nothing."""
    if found := next((name for name in ATTRIBUTES if attribute(element, name).strip()), ""):
        return found
    text = attribute(element, "alt").strip()
    if not text or name_of(element) not in ("a", "img"):
        return ""
    around = element.getparent()
    classes = {*attribute(element, "class").split(), *(attribute(around, "class").split() if around is not None and name_of(around) == "a" else ())}
    is_text = len(text) > LABEL and text.lower() not in LABELS and not PICTURE_CLASSES.isdisjoint(classes)
    return "alt" if name_of(element) == "a" or is_text else ""


def unlinked(book: Book) -> Iterator[Fault]:
    """Raised numbers in brackets or rings, or so called by their class, that are no links: WeChat allows none, and so its writers' tools make none."""
    for page in book.pages.values():
        for element in page.order:
            if name_of(element) in ("sup", "span") and is_unlinked(element):
                yield Fault(page.where(element), f"{words_of(element)} looks like a marker and is no link")


def is_unlinked(element: _Element) -> bool:
    """Whether an element behind words says what markers say, and there is no link in it or around it."""
    named = not CLASSES.isdisjoint(attribute(element, "class").lower().split())
    if not named and name_of(element) != "sup":
        return False
    text = words_of(element)
    if len(text) > BRACKETED or not (_labelled() if named else _bracketed()).fullmatch(text) or begins(block_of(element), element):
        return False
    return not any(name_of(one) == "a" and one.get("href") for one in (*element.iterancestors(), *element.iterdescendants("*")))


def label(marker: Link) -> str:
    """What a message calls a marker."""
    return f"“{words_of(marker.element)}”" if words_of(marker.element) else "(a picture)"


@cache
def _bracketed() -> re.Pattern[str]:
    return re.compile(r"[\[［〔【]\s?(?:注\s?)?\d{1,3}\s?[\]］〕】]|[①-⑳]|[❶-❿]")


@cache
def _labelled() -> re.Pattern[str]:
    return re.compile(r"[\[［〔【(（]?\s?(?:注\s?)?\d{1,3}\s?[\]］〕】)）]?|[①-⑳]|[❶-❿]|\*{1,3}|注")

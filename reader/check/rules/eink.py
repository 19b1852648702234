"""Rules: style sheets and spans that e-readers cannot lay out, or stumble over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from reader.check.around import INLINE
from reader.check.book import Book
from reader.check.markup import attribute, name_of
from reader.check.rule import Fault, some
from reader.check.rules.notes import name
from reader.check.sheets import selectors
from reader.check.styled import styled
from reader.epub.css import Block

if TYPE_CHECKING:
    from lxml.etree import _Element

LONGEST = 60  # characters of a selector that a message quotes


def flexible(book: Book) -> Iterator[Fault]:
    """Style sheets that lay out by flexbox: each once, at the first; what asks before (`@supports`) is safe.

    Kobo's own engine, which opens a `.kepub.epub`, knows it.
    """
    for sheet in book.sheets:
        found = [block for block in sheet.blocks if _flex().search(block.declarations) and not is_asked(block)]
        if found and not book.kepub:
            yield Fault(sheet.where(found[0].place), f"{some_selectors(found)} lay out by flex")


def variables(book: Book) -> Iterator[Fault]:
    """Style sheets that set something by a variable alone: each once, at the first."""
    for sheet in book.sheets:
        found = [block for block in sheet.blocks if set_by_variables(block) and not is_asked(block)]
        if found:
            yield Fault(sheet.where(found[0].place), f"{some_selectors(found)} set something by var() alone")


def some_selectors(blocks: list[Block]) -> str:
    """What a message calls some rules of a sheet."""
    return some([" ".join(block.selector.split())[:LONGEST] for block in blocks])


def is_asked(block: Block) -> bool:
    """Whether a rule holds only where a system says that it knows what it says."""
    return any(rule.lower().startswith("@supports") for rule in block.within)


def set_by_variables(block: Block) -> bool:
    """Whether a rule sets a property by a variable without having set it otherwise before."""
    plain: set[str] = set()
    for declaration in block.declarations.split(";"):
        key, _, value = declaration.partition(":")
        key = key.strip().lower()
        if "var(" not in value:
            plain.add(key)
        elif key not in plain and not key.startswith("--"):
            return True
    return False


def padded_blanks(book: Book) -> Iterator[Fault]:
    """Spans with padding and nothing but blanks in them."""
    padded = styled(selectors(book.sheets, _padding()))
    for page in book.pages.values():
        for element in page.order:
            if is_blank(element) and (_padding().search(attribute(element, "style")) or padded.means(element)):
                yield Fault(page.where(element), f"a {name_of(element)} of {len(element.text or '')} blanks has padding")


def is_blank(element: _Element) -> bool:
    """Whether an inline element holds blanks, and they alone."""
    return name_of(element) in INLINE and bool(element.text) and not (element.text or "").strip() and not len(element)


def moved_notes(book: Book) -> Iterator[Fault]:
    """Notes that a style sheet moves off the screen, or shrinks to nothing."""
    moving = styled(selectors(book.sheets, _moving()))
    for note in book.notes:
        if any(_moving().search(attribute(one, "style")) or moving.means(one) for one in (note.element, *note.element.iterancestors())):
            yield Fault(note.where, f"the note {name(note)} is moved off the screen or shrunk to nothing")


@cache
def _flex() -> re.Pattern[str]:
    return re.compile(r"display\s*+:\s*+(?:-webkit-)?(?:inline-)?(?:flex|flexbox|box)\b", re.IGNORECASE)


@cache
def _padding() -> re.Pattern[str]:
    return re.compile(r"padding(?:-left|-right)?\s*+:\s*+(?:0[a-z%]*\s++)*+(?:[1-9]|0?\.\d|0\.\d)", re.IGNORECASE)


@cache
def _moving() -> re.Pattern[str]:
    """A place hundreds of units away, a clip of nothing, a height or a letter of nothing."""
    return re.compile(
        r"(?:left|right|top|bottom|text-indent)\s*+:\s*+-\d{3}|clip\s*+:\s*+rect\(\s*+[01](?:px)?[,\s]|clip-path\s*+:\s*+inset\(\s*+(?:50|100)%"
        r"|(?:max-height|font-size)\s*+:\s*+0(?![.\d])|translate[XY]?\(\s*+-\d{3}",
        re.IGNORECASE,
    )

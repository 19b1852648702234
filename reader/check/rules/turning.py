"""Rules: pages turn the way the text runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from reader.check.book import Book
from reader.check.language_codes import RIGHT_TO_LEFT
from reader.check.markup import XHTML, attribute
from reader.check.page import Page, words_of
from reader.check.rule import Fault
from reader.check.rules.packaging import place
from reader.check.sheets import selectors
from reader.check.styled import Styled, styled

if TYPE_CHECKING:
    from lxml.etree import _Element

FEW = 40  # characters of a page's text; with fewer it is a picture or a title


def vertical_ltr(book: Book) -> Iterator[Fault]:
    """Books of vertical text whose pages do not turn from right to left."""
    turning = book.container.package.progression
    vertical = [page for page in vertical_pages(book) if has_text(page)] if turning != "rtl" else []
    if vertical and 2 * len(vertical) > sum(map(has_text, spine_pages(book))):
        says = f'page-progression-direction is "{turning}"' if turning else "the spine has no page-progression-direction"
        yield Fault(place(book, 0), f"the text of {vertical[0].path} and others is vertical, and {says}")


def horizontal_rtl(book: Book) -> Iterator[Fault]:
    """Books of horizontal text, written from left to right, whose pages turn the other way. Comics and pictures may."""
    package = book.container.package
    if package.progression != "rtl" or "pre-paginated" in package.values("rendition:layout"):
        return
    languages = {tag.partition("-")[0].lower() for tag in package.values("dc:language")}
    pages = [page for page in spine_pages(book) if has_text(page)]
    turned = any(attribute(element, "dir").lower() == "rtl" for page in pages for element in roots(page))
    if pages and languages.isdisjoint(RIGHT_TO_LEFT) and not turned and not vertical_pages(book):
        yield Fault(place(book, 0), f'page-progression-direction is "rtl", the text of {pages[0].path} and others runs from left to right')


def spine_pages(book: Book) -> list[Page]:
    """The pages of the reading order."""
    paths = dict.fromkeys(stop.path for stop in book.container.package.spine)
    return [book.pages[path] for path in paths if path in book.pages]


def has_text(page: Page) -> bool:
    """Whether a page is more than a picture or a title."""
    return len(words_of(page.root)) >= FEW


def vertical_pages(book: Book) -> list[Page]:
    """The pages of the reading order whose lines are vertical and follow each other from right to left."""
    vertical = styled(selectors(book.sheets, _vertical()))
    return [page for page in spine_pages(book) if any(is_vertical(element, vertical) for element in roots(page))]


def is_vertical(element: _Element, vertical: Styled) -> bool:
    """Whether an element asks for vertical lines."""
    return vertical.means(element) or _vertical().search(attribute(element, "style")) is not None


def roots(page: Page) -> Iterator[_Element]:
    """`html`, `body`, and what alone stands in it."""
    yield page.root
    element = page.root.find(f"{XHTML}body")
    while element is not None:
        yield element
        children = [child for child in element if isinstance(child.tag, str)]
        element = children[0] if len(children) == 1 else None


@cache
def _vertical() -> re.Pattern[str]:
    """Any vendor's `writing-mode` for lines from right to left (`tb-rl` is Internet Explorer's name for it)."""
    return re.compile(r"writing-mode\s*+:\s*+(?:vertical-rl|tb-rl)", re.IGNORECASE)

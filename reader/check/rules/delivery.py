"""Rules: what a book needs to arrive: size, cover, contents, encoding, nothing active in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.check.book import Book
from reader.check.markup import attribute, name_of
from reader.check.rule import Fault
from reader.check.rules.packaging import cover_path, place
from reader.epub.picture import picture_size
from reader.epub.xml import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

MEGABYTE = 1_000_000
KINDLE_MAIL, COMMON_MAIL = 50 * MEGABYTE, 25 * MEGABYTE
COVER_SHORT, COVER_LONG = 625, 1000
CONTENTS_LEVELS = 2
ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']utf-8["']|<meta[^>]*charset\s*=\s*["']?utf-8""", re.IGNORECASE)
CLAIM = re.compile(r"EPUB Accessibility 1\.[1-9] - WCAG 2\.[0-2] Level A{1,3}")
# KPG allows the zero width non-joiner; the joiner holds emoji together.
ALLOWED_FORMAT = "\u200c\u200d"


def too_big_for_kindle_mail(book: Book) -> Iterator[Fault]:
    """Books that Send-to-Kindle does not take by e-mail."""
    if book.container.size > KINDLE_MAIL:
        yield Fault(book.container.name, f"the file has {book.container.size / MEGABYTE:.0f} MB")


def too_big_for_mail(book: Book) -> Iterator[Fault]:
    """Books that common mail boxes do not take (a bigger one is reported for Kindle)."""
    if COMMON_MAIL < book.container.size <= KINDLE_MAIL:
        yield Fault(book.container.name, f"the file has {book.container.size / MEGABYTE:.0f} MB")


def small_cover(book: Book) -> Iterator[Fault]:
    """A cover picture with fewer pixels than shops and libraries show."""
    path = cover_path(book)
    size = picture_size(book.container.files.get(path, b""))
    if size is not None and (min(size) < COVER_SHORT or max(size) < COVER_LONG):
        yield Fault(path, f"the cover has {size[0]} × {size[1]} pixels")


def deep_contents(book: Book) -> Iterator[Fault]:
    """Contents with more levels than Kindle shows: said once, where the first of them begins."""
    page = book.pages.get(book.container.package.nav)
    deep = [element for element in page.order if name_of(element) == "ol" and levels_above(element) == CONTENTS_LEVELS] if page else []
    if page and deep:
        more = f", here and in {len(deep) - 1} other places" if len(deep) > 1 else ""
        yield Fault(page.where(deep[0]), f"the contents have more than {CONTENTS_LEVELS} levels{more}")


def levels_above(element: _Element) -> int:
    """How many lists an element stands in."""
    return sum(name_of(ancestor) == "ol" for ancestor in element.iterancestors())


def undeclared_encodings(book: Book) -> Iterator[Fault]:
    """Pages that nowhere say they are UTF-8."""
    for path in book.pages:
        if not ENCODING.search(book.container.files[path][:2000]):
            yield Fault(path, "neither an XML declaration nor a meta element says UTF-8")


def scripts(book: Book) -> Iterator[Fault]:
    """Pages with a script in them."""
    for page in book.pages.values():
        for element in page.order:
            if name_of(element) == "script" and "json" not in attribute(element, "type"):
                yield Fault(page.where(element), "the page has a script")


def format_characters(book: Book) -> Iterator[Fault]:
    """Invisible characters; each is named once a page, where it first stands."""
    for page in book.pages.values():
        text = text_of(page.root)
        for char in sorted({char for char in set(text) if unicodedata.category(char) == "Cf"} - set(ALLOWED_FORMAT)):
            holder = next((element for element in page.order if char in own_text(element)), page.root)
            times = "once" if text.count(char) == 1 else f"{text.count(char)} times"
            yield Fault(page.where(holder), f"U+{ord(char):04X} {unicodedata.name(char, '')} stands {times} on this page")


def own_text(element: _Element) -> str:
    """The text directly in an element, without that of its children."""
    return "".join([element.text or "", *(child.tail or "" for child in element)])


def odd_claims(book: Book) -> Iterator[Fault]:
    """Claims of accessibility that are not worded as the specification words them."""
    for claim in book.container.package.values("dcterms:conformsTo"):
        if "accessib" in claim.lower() and "://" not in claim and not CLAIM.fullmatch(claim):
            yield Fault(place(book, 0), f"the claim of conformance reads “{claim}”")


def uncertified_claims(book: Book) -> Iterator[Fault]:
    """Claims of accessibility that nobody answers for."""
    package = book.container.package
    claimed = any("accessib" in claim.lower() for claim in package.values("dcterms:conformsTo"))
    if claimed and not any(meta.name == "a11y:certifiedBy" and meta.value for meta in package.metas):
        yield Fault(place(book, 0), "conformance is claimed, a11y:certifiedBy is missing")

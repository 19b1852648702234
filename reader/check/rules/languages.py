"""Rules: the book and its pages say in which language and script they are, in words every system understands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.check.book import Book
from reader.check.language_codes import TWO_LETTERS
from reader.check.markup import XML_LANG, attribute
from reader.check.rule import Fault

# The shape of BCP 47 (RFC 5646, 2.1) without its grandfathered and private tags.
TAG = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?"  # language, script, region
    r"(-[A-Za-z0-9]{5,8}|-[0-9][A-Za-z0-9]{3})*"  # variants
    r"(-[A-WYZa-wyz0-9](-[A-Za-z0-9]{2,8})+)*(-x(-[A-Za-z0-9]{1,8})+)?"  # extensions, private use
)
# What Readium and Thorium take for vertical or right-to-left, compared as a whole: zh-Hant-TW and zh-HK are safe.
VERTICAL = ("zh-hant", "zh-tw")


def pages_without_language(book: Book) -> Iterator[Fault]:
    """Pages whose `html` has neither `lang` nor `xml:lang`."""
    for page in book.pages.values():
        if not attribute(page.root, "lang") and not attribute(page.root, XML_LANG):
            yield Fault(page.where(page.root), "html has neither lang nor xml:lang")


def one_sided_languages(book: Book) -> Iterator[Fault]:
    """EPUB 3 pages where one of the two attributes is missing (XHTML 1.1 of EPUB 2 has no `lang`)."""
    for where, plain, xml in unequal_languages(book):
        if not (plain and xml):
            yield Fault(where, f"lang is {plain or 'missing'}, xml:lang is {xml or 'missing'}")


def two_languages(book: Book) -> Iterator[Fault]:
    """The two attributes say different things."""
    for where, plain, xml in unequal_languages(book):
        if plain and xml:
            yield Fault(where, f"lang is {plain}, xml:lang is {xml}")


def unequal_languages(book: Book) -> Iterator[tuple[str, str, str]]:
    """Where `lang` and `xml:lang` are not the same, and what they say."""
    if book.container.package.version.startswith("2"):
        return
    for page in book.pages.values():
        for element in page.order:
            plain, xml = attribute(element, "lang"), attribute(element, XML_LANG)
            if plain.lower() != xml.lower():
                yield page.where(element), plain, xml


def missing_book_language(book: Book) -> Iterator[Fault]:
    """A book without `dc:language`."""
    if not any(book.container.package.values("dc:language")):
        yield Fault(book.container.package.path, "dc:language is missing")


def odd_languages(book: Book) -> Iterator[Fault]:
    """Language tags that are none: `zh_CN`, `zh-CHS`, `Chinese`, `us`."""
    package = book.container.package
    for tag in package.values("dc:language"):
        if tag and not is_tag(tag):
            yield Fault(package.path, f"dc:language is {tag}")
    for page in book.pages.values():
        for element in page.order:
            tag = attribute(element, "lang") or attribute(element, XML_LANG)
            if tag and not is_tag(tag):
                yield Fault(page.where(element), f"lang is {tag}")


def is_tag(tag: str) -> bool:
    """Whether a language tag is well-formed, not one of the old Windows names, which only look so, and names a language (`us` is a country)."""
    known = tag[2:3] not in ("", "-") or tag[:2].lower() in TWO_LETTERS
    return known and TAG.fullmatch(tag) is not None and tag.lower() not in ("zh-chs", "zh-cht")


def undetermined_languages(book: Book) -> Iterator[Fault]:
    """Books that say nothing by saying `und`."""
    package = book.container.package
    for tag in package.values("dc:language"):
        if tag.lower().partition("-")[0] == "und":
            yield Fault(package.path, f"dc:language is {tag}, which means that nobody knows")


def missing_progression(book: Book) -> Iterator[Fault]:
    """Traditional Chinese books that do not say which way their pages turn."""
    package = book.container.package
    tags = [tag for tag in package.values("dc:language") if tag.lower() in VERTICAL]
    if tags and package.progression not in ("ltr", "rtl"):
        yield Fault(package.path, f"dc:language is {tags[0]} and the spine has no page-progression-direction")


def right_to_left_languages(book: Book) -> Iterator[Fault]:
    """Pages whose `lang` is exactly one of the two tags that Thorium takes for right-to-left."""
    for page in book.pages.values():
        tag = attribute(page.root, "lang") or attribute(page.root, XML_LANG)
        if tag.lower() in VERTICAL:
            yield Fault(page.where(page.root), f"html lang is exactly {tag}")

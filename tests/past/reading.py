"""The kept files → where a reader's position in one of the books lies: a block's id, and a place in the block's published text."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from reader.club.changes import Change, built_offset, published_offset
from reader.edition.rows import rows
from tests.past.writing import BLOCKS, BOOKS, LEDGERS, PLACES, WORDS

TOKEN = re.compile(r'("(?:[^"\\]|\\.)*"|\d+)|~(\d+)|\*(\d+)|([a-z]+[1-6]?)(?:#([a-z0-9-]+))?(?:@(\d+)\.(\d+))?|([()<>])')
Number = tuple[int, int]


class Text(Struct, frozen=True):
    """A text node of a block: where in the block's own text it begins, how long it is there, and what it says when it is a marker's."""

    start: int
    length: int
    said: str = ""


class Element(Struct, frozen=True):
    """An element of a page. `near` is the last id at or before it, `span` Kobo's number of it or of the first span in it; texts go by the
    number of elements before them."""

    name: str
    id: str = ""
    near: str = ""
    span: Number = (0, 0)
    elements: list[Element] = []
    texts: dict[int, Text] = {}


class Page(Struct, frozen=True):
    """A page of the spine; `about` is how much text that is no block's stands behind each id."""

    name: str
    body: Element
    about: Mapping[str, int]


class Kept(Struct, frozen=True):
    """All that is kept of an edition: ledgers by the source's name and hash, words by text and block, pages by variant, blocks with other
    elements by text and variant."""

    books: tuple[tuple[str, ...], ...]
    blocks: Mapping[str, str]
    ledgers: Mapping[tuple[str, str], list[Change]]
    words: Mapping[tuple[str, str], list[Change]]
    pages: Mapping[str, list[Page]]
    others: Mapping[tuple[str, str], Mapping[str, Element]]


def read_kept(folder: Path) -> Kept:
    """The files of `past/<number>/`."""
    ledgers: dict[tuple[str, str], list[Change]] = {}
    hunks: list[Change] = []
    for first, second, *after in _rows(folder / LEDGERS):
        if after:
            hunks.append((int(first), int(second), after[0]))
        else:
            ledgers[first, second] = hunks = []
    words: dict[tuple[str, str], list[Change]] = {}
    for text, block, start, length, new in _rows(folder / WORDS):
        words.setdefault((text, block), []).append((int(start), int(length), new))
    pages, others = read_places((folder / PLACES).read_text(encoding="utf-8"))
    return Kept(tuple(_rows(folder / BOOKS)), dict(_rows(folder / BLOCKS)), ledgers, words, pages, others)


def _rows(path: Path) -> list[tuple[str, ...]]:
    return rows(path.read_bytes().decode())


def read_places(text: str) -> tuple[dict[str, list[Page]], dict[tuple[str, str], dict[str, Element]]]:
    """The pages of each variant; and by text and variant the blocks that have other elements there."""
    pages: dict[str, list[Page]] = {}
    others: dict[tuple[str, str], dict[str, Element]] = {}
    for head, written in re.findall(r"^\[(.+)\]\n((?:[^\[].*\n)+)", text, re.MULTILINE):
        first, second, *variants = head.split(" ")
        top, about = parse(written)
        for variant in variants:
            pages.setdefault(variant, []).append(Page(second, top.elements[0], about))
            assert len(pages[variant]) == int(first)
        if not variants:
            others[first, second] = {block.id: block for block in top.elements}
    return pages, others


def parse(written: str) -> tuple[Element, dict[str, int]]:
    """An element that holds those of a page (its body) or several blocks, and how much other text stands behind each id."""
    top = last = Element("")
    stack, near, number, at, much = [top], "", (0, 0), 0, 0
    about: dict[str, int] = {}
    for text, length, times, name, own, paragraph, segment, sign in TOKEN.findall(written):
        if name or sign == "<":
            near, at, much = own or near, 0 if own else at, 0
            number = (int(paragraph), int(segment)) if paragraph else number
            last = Element(name or "span", own, near, number if paragraph or sign else (0, 0))
            stack[-1].elements.append(last)
        if sign in ("<", "("):
            stack.append(last)
            number = (number[0], number[1] + (sign == "<"))
        elif sign:
            stack.pop()
        elif text:
            said = "" if text.isdecimal() else json.loads(text)
            stack[-1].texts[len(stack[-1].elements)] = Text(at, 0 if said else int(text), said)
            at += 0 if said else int(text)
        elif length:
            much = int(length)
            about[near] = about.get(near, 0) + much
        elif times:
            stack[-1].elements.extend([last] * (int(times) - 1))
            about[near] = about.get(near, 0) + much * (int(times) - 1)
    return top, about


def bodies(kept: Kept, text: str, variant: str) -> list[Element]:
    """The bodies of the pages of one book; places and lengths are those of its own text."""
    others = kept.others.get((text, variant), {})
    made = {block: found for (name, block), found in kept.words.items() if name == text}
    return [_as_built(page.body, others, made) for page in kept.pages[variant]]


def _as_built(element: Element, others: Mapping[str, Element], made: Mapping[str, list[Change]]) -> Element:
    if element.id in others:
        return others[element.id]
    texts = element.texts
    if element.near in made:
        places = {at: (built_offset(node.start, made[element.near]), node) for at, node in texts.items()}
        texts = {at: Text(start, built_offset(node.start + node.length, made[element.near]) - start, node.said) for at, (start, node) in places.items()}
    return replace(element, elements=[_as_built(below, others, made) for below in element.elements], texts=texts)


def every_element(element: Element) -> Iterator[Element]:
    """The element and all below it, in order."""
    yield element
    for below in element.elements:
        yield from every_element(below)


def by_names(body: Element, path: str) -> Element:
    """The element at the end of `section/p[12]/span`, as KOReader counts, as far as the table goes."""
    at = body
    for name, nth in re.findall(r"([a-z]+[1-6]?)(?:\[(\d+)\])?", path):
        same = [element for element in at.elements if element.name == name]
        if len(same) < int(nth or 1):
            break
        at = same[int(nth or 1) - 1]
    return at


def by_numbers(body: Element, path: str) -> Element:
    """The same for `/2/24/4`: even numbers, as a CFI and Adobe's points count."""
    at = body
    for number in re.findall(r"\d+", path):
        if len(at.elements) < int(number) // 2:
            break
        at = at.elements[int(number) // 2 - 1]
    return at


def by_span(elements: Sequence[Element], number: Number) -> Element:
    """The element that is Kobo's span `kobo.<number>` or holds it, of all that have a number."""
    return elements[bisect_right(elements, number, key=attrgetter("span")) - 1]


def offset_in(kept: Kept, text: str, element: Element, place: int, offset: int) -> int:
    """The place in the published block of `offset` code points into the text that stands behind `place` elements (in a marker: the marker's)."""
    node = element.texts[place]
    return published_offset(node.start + (0 if node.said else offset), kept.words.get((text, element.near), []))

"""Markers, ways back and numbers of an author's notes: taken out of the page, since the book makes its own."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import cache
from typing import TYPE_CHECKING

from reader.edition.sources.markup import BLOCKS, attribute, is_text, text_of
from reader.edition.sources.notewords import ARROWS, CLOSING, OPENING, calls_itself_way_back, label_of

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag
    from bs4.element import NavigableString, PageElement

# What may stand between and around markers, and is nothing without them.
BETWEEN = f"{OPENING}{CLOSING}{ARROWS},，、;；.\u00a0 \t\r\n"
# A way back is an arrow, a number, a word or two ("返回正文"); a longer link is text.
LONGEST_BACK = 8
# Characters at a note's start and end among which signs are looked for.
ENOUGH = 64


def take_out_marker(soup: BeautifulSoup, link: Tag, places: set[int]) -> Tag:
    """The empty element that stands where the marker stood, with all that belongs to it: raised characters, brackets.

    `places` are the identities of such elements so far; the new one is added.
    """
    part = link
    while part.parent is not None and part.parent.name not in BLOCKS and is_all(part.parent, part, places):
        part = part.parent
    _strip_brackets(part)
    place = soup.new_tag("span")
    part.replace_with(place)
    places.add(id(place))
    return place


def is_all(outer: Tag, inner: Tag, places: Container[int] = ()) -> bool:
    """Whether an element holds nothing but another one, and signs."""
    from bs4.element import Tag

    rest = [node for node in outer.children if node is not inner]
    return not any(id(node) in places or (text_of(node) if isinstance(node, Tag) else str(node)).strip(BETWEEN) for node in rest)


def _strip_brackets(part: Tag) -> None:
    before, after = part.previous_sibling, part.next_sibling
    if before is None or after is None or not (is_text(before) and is_text(after)):
        return
    head, tail = str(before), str(after)
    if head and tail and head[-1] in OPENING and tail[0] == CLOSING[OPENING.index(head[-1])]:
        before.replace_with(head[:-1])
        after.replace_with(tail[1:])


def clear_between(places: Iterable[Tag]) -> None:
    """Take out the signs between markers that shared one raised element."""
    for place in places:
        outer = place.parent
        if outer is not None and outer.name == "sup" and not text_of(outer).strip(BETWEEN):
            for text in [node for node in outer.children if is_text(node)]:
                text.extract()


def clean_note(note: Tag, backs: set[str], label: str) -> None:
    """Take the ways back (to ids in `backs`) and the note's own number out of a note."""
    for link in note.find_all("a"):
        _, mark, name = attribute(link, "href").partition("#")
        text = text_of(link).strip()
        arrow = mark and text and not text.strip(ARROWS)
        if (mark and name in backs) or calls_itself_way_back(link) or arrow:
            if len(text) > LONGEST_BACK:
                link.unwrap()
            else:
                _drop(link, note)
    _strip_start(note, label)
    tail = _texts(reversed(list(note.descendants)))[::-1]
    found = _end().search("".join(map(str, tail)))
    if found:
        _cut(tail, found.start(), found.end())


def _drop(link: Tag, note: Tag) -> None:
    part = link
    while part.parent is not None and part.parent is not note and part.parent.name not in BLOCKS and is_all(part.parent, part):
        part = part.parent
    part.extract()


def _strip_start(note: Tag, label: str) -> None:
    """The signs that ways back leave, and the note's number where it is written out."""
    head = _texts(note.descendants)
    joined = "".join(map(str, head))
    found = _start().match(joined)
    end = found.end() if found else 0
    number = _number().match(joined, end)
    _cut(head, 0, number.end() if number and label and label_of(number[0]) == label else end)


def _texts(nodes: Iterable[PageElement]) -> list[NavigableString]:
    """The first of the nodes that are text, so many that they hold what may be cut."""
    found: list[NavigableString] = []
    length = 0
    for node in nodes:
        if is_text(node):
            found.append(node)  # type: ignore[arg-type]
            length += len(str(node).strip())
            if length > ENOUGH:
                break
    return found


def _cut(texts: Iterable[NavigableString], start: int, end: int) -> None:
    """Take characters out of texts that follow one another."""
    at = 0
    for text in texts:
        first, last = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if first < last:
            text.replace_with(str(text)[:first] + str(text)[last:])


@cache
def _start() -> re.Pattern[str]:
    opening, closing, arrows = map(re.escape, (OPENING, CLOSING, ARROWS))
    return re.compile(rf"[\s{arrows}]*(?:[{opening}]\s*[{closing}])?[\s.:：、]*")


@cache
def _number() -> re.Pattern[str]:
    opening, closing = map(re.escape, (OPENING, CLOSING))
    inner = rf"[^\s{opening}{closing}.。:：、，,]{{1,6}}"
    return re.compile(rf"(?:[{opening}]\s*{inner}\s*[{closing}]|{inner}(?=[\s.:：、\u00a0]))[\s.:：、\u00a0]*|[①-⑳㉑-㉟㊱-㊿*＊†‡]\s*")


@cache
def _end() -> re.Pattern[str]:
    opening, closing = map(re.escape, (OPENING, CLOSING))
    return re.compile(rf"\s?[{opening}]\s?[{closing}]\s*\Z")

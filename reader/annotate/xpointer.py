"""KOReader's positions (`epub/xpointer.py`) ↔ places in a page.

Its engine shows a run of white space as one space, drops it where a paragraph begins, and has no node for white space between paragraphs.
"""

from __future__ import annotations

import re

from reader.annotate.moving import Spot
from reader.annotate.trace import Tree
from reader.epub.vocabulary import THROUGH
from reader.epub.xpointer import XPointer, read_xpointer, written_page, written_step
from reader.errors import UsageError

ADVICE = "it looks like /body/DocFragment[5]/body/p[4]/text().12"


def pointer_of(text: str) -> XPointer:
    """Raises UsageError for what is no position in a page of a book."""
    pointer = read_xpointer(text.strip())
    if pointer is None:
        raise UsageError(f"“{text}” is no position of KOReader's", advice=ADVICE)
    return pointer


def find(pointer: XPointer, tree: Tree) -> Spot:
    """The place that a position names; raises UsageError when the page has none such."""
    names = {(element.parent, element.name, element.same): at for at, element in enumerate(tree.elements)}
    element = 0
    for name, number in pointer.steps:
        if (element, name, number or 1) not in names:
            raise UsageError(f"the page has no {name}[{number or 1}] there", advice="is it the right book, with or without notes?")
        element = names[element, name, number or 1]
    if not pointer.node:
        return Spot(element)
    gaps = nodes(element, tree)
    if pointer.node > len(gaps):
        raise UsageError(f"the element has no text()[{pointer.node}]", advice="is it the right book, with or without notes?")
    gap = gaps[pointer.node - 1]
    return Spot(element, gap, raw(tree.text((element, gap)), max(0, pointer.offset), begins=begins(element, gap, tree)))


def write(spot: Spot, tree: Tree, like: XPointer) -> str:
    """The position of a place, in the page that `like` is in."""
    steps, at = [], spot.element
    while at > 0:
        element = tree.elements[at]
        alone = tree.named[element.parent, element.name] == 1
        steps.append(written_step((element.name, 0 if alone else element.same)))
        at = element.parent
    path = f"{written_page(like.page)}{''.join(reversed(steps))}"
    gaps = nodes(spot.element, tree) if spot.gap >= 0 else []
    if spot.gap not in gaps:
        return f"{path}.0" if like.offset >= 0 else path
    shown = shown_length(tree.text((spot.element, spot.gap))[: spot.offset], begins=begins(spot.element, spot.gap, tree))
    node = "text()" if len(gaps) == 1 else f"text()[{gaps.index(spot.gap) + 1}]"
    return f"{path}/{node}.{shown}"


def nodes(element: int, tree: Tree) -> list[int]:
    """The gaps of an element that are text nodes in KOReader: white space is none where a block begins (`ldomElementWriter::onText`), nor between blocks."""
    gaps = [gap for gap in range(tree.counted[element] + 1) if tree.lengths[element, gap]]
    if tree.elements[element].name in THROUGH:
        return gaps
    words = [gap for gap in gaps if tree.text((element, gap)).strip()]
    names = (tree.elements[tree.children[element, number]].name for number in range(1, tree.counted[element] + 1))
    if not words and not any(name in THROUGH for name in names):
        return []
    return [gap for gap in gaps if gap or gap in words]


def begins(element: int, gap: int, tree: Tree) -> bool:
    """Does the text stand at the beginning of a paragraph, where white space is dropped?"""
    return gap == 0 and tree.elements[element].name not in THROUGH


def shown_length(text: str, *, begins: bool) -> int:
    """How many characters of a text KOReader counts."""
    text = re.sub(r"[ \t\n]+", " ", text)
    return len(text.lstrip(" ") if begins else text)


def raw(text: str, count: int, *, begins: bool) -> int:
    """Behind how many code points of the source's text so many of KOReader's end."""
    place = len(text) - len(text.lstrip(" \t\n")) if begins else 0
    for found in re.finditer(r"[ \t\n]+|[^ \t\n]", text[place:]):
        if not count:
            return place + found.start()
        count -= 1
    return len(text)

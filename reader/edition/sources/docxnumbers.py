"""Numbers that Word writes by itself: which of them the book does not show as Word does.

The library makes 1. 2. 3. of every numbered list, and leaves out the numbers of headings (ECMA-376 part 1, §17.9).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from reader.edition.sources.docxml import attribute, child, local, value

# A number and its level; the look of a number, `第%1条`.
Level = tuple[str, str]
HEADINGS = ("heading", "标题")
COUNTING = ("decimal", "decimalFullWidth", "decimalHalfWidth")


def lost_numbers(document: Element, numbering: Element, styles: Element) -> Counter[str]:
    """How many paragraphs have a number of each look that the book shows otherwise, or not at all."""
    looks = dict(_looks(numbering))
    known = tuple(_styles(styles))
    by_style = {style: level for style, level, _ in known}
    headings = {style for style, _, heading in known if heading}
    found: Counter[str] = Counter()
    for paragraph in document.iter():
        if local(paragraph) == "p":
            properties = child(paragraph, "pPr")
            style = value(properties, "pStyle")
            look = looks.get(_level(properties) or by_style.get(style, ("", "")), "")
            if look and (style in headings or not look.startswith("=")):
                found[look.removeprefix("=")] += 1
    return found


def _level(properties: Element | None) -> Level | None:
    numbers = child(properties, "numPr")
    return (value(numbers, "numId"), value(numbers, "ilvl") or "0") if value(numbers, "numId") else None


def _looks(numbering: Element) -> Iterator[tuple[Level, str]]:
    """What numbers of every level look like; one that a list of the book shows too begins with `=`."""
    kinds = {attribute(one, "abstractNumId"): one for one in numbering if local(one) == "abstractNum"}
    for number in numbering:
        kind = kinds.get(value(number, "abstractNumId")) if local(number) == "num" else None
        for level in kind if kind is not None else ():
            shape, text = value(level, "numFmt"), value(level, "lvlText")
            if local(level) == "lvl" and shape not in {"bullet", "none", ""}:
                place = attribute(level, "ilvl")
                alike = shape in COUNTING and text == f"%{int(place) + 1 if place.isdecimal() else 1}."
                yield (attribute(number, "numId"), place), f"{'=' if alike else ''}{text if shape in COUNTING else f'{text} ({shape})'}"


def _styles(styles: Element) -> Iterator[tuple[str, Level, bool]]:
    """Every style of paragraphs: its name, the numbers that it brings, whether it is a heading's."""
    for style in styles:
        if local(style) == "style":
            name = attribute(style, "styleId")
            yield name, _level(child(style, "pPr")) or ("", ""), value(style, "name").lower().startswith(HEADINGS)

"""Style sheet → the selectors that hide something, and whether one of them means an element.

No CSS engine: the last simple selector of each rule is compared, which is how notes are hidden in practice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.check.markup import attribute, name_of, roles_of, types_of

if TYPE_CHECKING:
    from lxml.etree import _Element

BLOCK = re.compile(r"([^{};]+)\{([^{}]*)\}")
HIDING = re.compile(r"(display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
PART = re.compile(r"""\.([\w-]+)|\#([\w-]+)|\[(?:epub\|)?(type|role)\s*[~|^*]?=\s*["']?([\w-]+)["']?\]|(?:\w+\|)?([A-Za-z][\w-]*)""")


def hiding_selectors(css: str) -> Iterator[str]:
    """The last simple selector of each selector that hides; one with a pseudo-class is left out, it does not always hold."""
    for match in BLOCK.finditer(css):
        if HIDING.search(match[2]):
            for selector in match[1].split(","):
                last = re.split(r"[\s>+~]+(?![^\[]*\])", selector.strip())[-1]
                if last and ":" not in last:
                    yield last


def matches(element: _Element, selector: str) -> bool:
    """Whether a simple selector means an element; False for what is not understood."""
    place = 0
    while place < len(selector):
        part = PART.match(selector, place)
        if part is None or not holds(element, part):
            return False
        place = part.end()
    return place > 0


def holds(element: _Element, part: re.Match[str]) -> bool:
    """Whether one part of a simple selector is true of an element."""
    if part[1]:
        return part[1] in attribute(element, "class").split()
    if part[2]:
        return part[2] == attribute(element, "id")
    if part[3]:
        return part[4] in (types_of(element) if part[3] == "type" else roles_of(element))
    return part[5] == name_of(element)

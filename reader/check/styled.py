"""Selectors → the elements they mean. The last simple selector of each is compared, which is how notes are styled in practice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from reader.check.markup import attribute, name_of, roles_of, types_of

if TYPE_CHECKING:
    from lxml.etree import _Element

BETWEEN = frozenset(" \t\r\n\f>+~")


class Styled(Struct, frozen=True, gc=False):
    """Simple selectors, each under the rarest of its parts, so that an element is compared with few of them."""

    rules: Mapping[str, tuple[frozenset[str], ...]]

    def means(self, element: _Element) -> bool:
        """Whether one of the selectors means an element."""
        if not self.rules:
            return False
        own = parts_of(element)
        return any(parts <= own for key in own for parts in self.rules.get(key, ()))


def styled(selectors: Iterable[str]) -> Styled:
    """What these selectors mean; one with a pseudo-class is left out (it does not always hold), and so is what is not understood."""
    found = {parts for selector in selectors if (parts := simple_parts(last_simple(selector)))}
    count = Counter(part for parts in found for part in parts)
    rules: dict[str, list[frozenset[str]]] = {}
    for parts in found:
        rules.setdefault(min(parts, key=lambda part: (count[part], part)), []).append(parts)
    return Styled({key: tuple(value) for key, value in rules.items()})


def last_simple(selector: str) -> str:
    """What a selector is about: all behind its last combinator."""
    at = len(selector)
    while at and selector[at - 1] not in BETWEEN:
        at = selector.rfind("[", 0, at) if selector[at - 1] == "]" else at - 1
        if at < 0:
            return ""
    return selector[at:]


def simple_parts(simple: str) -> frozenset[str]:
    """The classes, id, types, roles and name that a simple selector asks for; empty where there is more to it."""
    parts: list[str] = []
    place = 0
    while place < len(simple):
        part = _part().match(simple, place)
        if part is None:
            return frozenset()
        if part[3]:
            parts.append(f"{part[3]}={part[4]}")
        elif part[5]:
            parts.append(part[5].lower())
        else:
            parts.append(f".{part[1]}" if part[1] else f"#{part[2]}")
        place = part.end()
    return frozenset(parts)


@cache
def _part() -> re.Pattern[str]:
    return re.compile(r"""\.([\w-]+)|\#([\w-]+)|\[(?:epub\|)?(type|role)\s*+[~|^*]?=\s*+["']?([\w-]+)["']?\]|(?:\w++\|)?([A-Za-z][\w-]*)""")


def parts_of(element: _Element) -> frozenset[str]:
    """Everything by which a simple selector can mean an element."""
    named = (name_of(element).lower(), f"#{attribute(element, 'id')}")
    classes = (f".{name}" for name in attribute(element, "class").split())
    return frozenset([*named, *classes, *(f"type={kind}" for kind in types_of(element)), *(f"role={kind}" for kind in roles_of(element))])

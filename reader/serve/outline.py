"""A page as `hashes.json` tells it → where its blocks stand, and back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from msgspec import Struct

from reader.epub.xpointer import written_step
from reader.errors import InputError

# Deeper than any page, and far less deep than Python's stack.
DEEPEST = 200


class Part(Struct, gc=False):
    """An element: its name, the id that the edition gave it, what stands in it, how many times it is repeated."""

    name: str
    id: str
    children: list[Part]
    times: int = 1


def outline(text: str) -> Part:
    """The tree of a page's body, in the notation of `annotations/past/README.md`; raises InputError where it is none. Linear."""
    root = Part("", "", [])
    stack = [root]
    for found in _token().finditer(text):
        kind = found.lastgroup
        if kind == "name":
            stack[-1].children.append(Part(found["name"], "", []))
        elif kind == "id":
            _last(stack).id = found["id"][1:]
        elif kind == "times":
            _last(stack).times = int(found["times"][1:])
        elif kind == "open":
            stack.append(_last(stack))
        elif kind == "span":
            stack[-1].children.append(Part("span", "", []))
            stack.append(_last(stack))
        elif kind == "close" and len(stack) > 1:
            stack.pop()
        if kind == "other" or len(stack) > DEEPEST:
            raise InputError(f"is no outline of a page at {found[0]!r}", where="hashes.json", advice="publish the site anew")
    return root


def _last(stack: list[Part]) -> Part:
    if not stack[-1].children:
        raise InputError("is no outline of a page", where="hashes.json", advice="publish the site anew")
    return stack[-1].children[-1]


@cache
def _token() -> re.Pattern[str]:
    # A marker's text, lengths and counts of Kobo's spans say nothing of where a block stands.
    return re.compile(
        r'\s+|"(?:[^"\\]|\\.)*"|~\d+|@[\d.]+|(?P<times>\*\d{1,6})|(?P<id>#[^\s()@~*<>"]+)|(?P<name>[A-Za-z][\w:-]*)|\d+'
        r"|(?P<open>\()|(?P<span><)|(?P<close>[)>])|(?P<other>.)"
    )


def places(text: str, blocks: Mapping[str, Part]) -> Iterator[tuple[str, str]]:
    """Each element with an id in a page: the id, and the element's path below the body as KOReader writes it (`/section/p[2]`).

    `blocks` are those that have other elements in the book that is meant than in the page.
    """
    body = outline(text).children
    if body:
        yield from _below(body[0], "", blocks)


def _below(part: Part, path: str, blocks: Mapping[str, Part]) -> Iterator[tuple[str, str]]:
    part = blocks.get(part.id, part)
    named = Counter[str]()
    for child in part.children:
        named[child.name] += child.times
    seen = Counter[str]()
    for child in part.children:
        seen[child.name] += 1
        place = path + written_step((child.name, seen[child.name] if named[child.name] > 1 else 0))
        seen[child.name] += child.times - 1
        if child.id:
            yield child.id, place
        yield from _below(child, place, blocks)

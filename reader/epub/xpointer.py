"""KOReader's positions (crengine's xpointers) as they are written.

`/body/DocFragment[5]/body/section/p[4]/text()[2].5`: the fifth page of the spine, elements of a name under each other, the second text node there,
five code points in. Where an element is the only one of its name, or the first, its number may be missing.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

Step = tuple[str, int]  # an element's name, and its number among those of that name, from 1; 0 where none is written


class XPointer(Struct, frozen=True, gc=False):
    """`page` is the number in the spine, from 1; `steps` lead to an element; `node` is a text node's number (0: none), `offset` in it (-1: none)."""

    page: int
    steps: tuple[Step, ...]
    node: int = 0
    offset: int = -1


def read_xpointer(text: str) -> XPointer | None:
    """The position that a text is; None for what is none in a page of a book."""
    found = _pointer().fullmatch(text)
    if not found:
        return None
    steps = tuple([(name, int(number or 0)) for name, number in _step().findall(found["steps"])])
    node = int(found["number"] or 1) if found["node"] else 0
    return XPointer(int(found["page"] or 1), steps, node, int(found["offset"] or -1))


def written_page(page: int) -> str:
    """How the position of a page begins, by its number in the spine, from 1."""
    return f"/body/DocFragment[{page}]"


def written_step(step: Step) -> str:
    """A step as a position has it."""
    name, number = step
    return f"/{name}[{number}]" if number else f"/{name}"


@cache
def _pointer() -> re.Pattern[str]:
    number = r"[1-9]\d{0,5}"
    return re.compile(
        rf"/body/DocFragment(?:\[(?P<page>{number})\])?(?P<steps>(?:/[A-Za-z][\w:-]*+(?:\[{number}\])?+(?!\())*+)"
        rf"(?P<node>/text\(\)(?:\[(?P<number>{number})\])?)?(?:\.(?P<offset>\d{{1,9}}))?"
    )


@cache
def _step() -> re.Pattern[str]:
    return re.compile(r"/([A-Za-z][\w:-]*)(?:\[(\d+)\])?")

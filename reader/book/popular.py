"""Passages that several readers have marked: a quiet line in the text, their number on the readers' page. Nobody is named.

What a reader does not share counts too, so three at least must have marked the same words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from msgspec import Struct

from reader.book.density import Room
from reader.book.readers import find_mark
from reader.mark import Mark

FEWEST = 3
Name = TypeVar("Name", str, int)
SHORTEST = 4  # characters: what marks of several readers happen to share at their edges is no passage


class Popular(Struct, frozen=True, gc=False):
    """A stretch of an essay's text that so many readers have marked."""

    essay: str
    start: int
    end: int
    readers: int
    text: str

    @property
    def anchor_id(self) -> str:
        """The id of the empty anchor before it."""
        return f"{self.essay}-q-p-{sha256(self.text.encode()).hexdigest()[:12]}"


def popular_passages(marks: Iterable[Mark], rooms: dict[str, Room]) -> dict[str, tuple[Popular, ...]]:
    """By essay, in the order of the text, each passage once."""
    ranges: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for mark in marks:
        if mark.state not in {"orphan", "declined"} and mark.essay in rooms and mark.exact and (place := find_mark(mark, rooms[mark.essay])):
            ranges[mark.essay].append((*place, mark.member))
    found: dict[str, tuple[Popular, ...]] = {}
    for essay, own in ranges.items():
        text = rooms[essay].text.text
        passages = (Popular(essay, start, end, most, text[start:end]) for start, end, most in covered(own) if end - start >= SHORTEST)
        found[essay] = tuple({one.anchor_id: one for one in passages}.values())
    return found


def covered(ranges: Iterable[tuple[int, int, Name]]) -> Iterator[tuple[int, int, int]]:
    """The stretches that lie in ranges of at least so many members (by name, or by number), and how many at most.

    Where one range ends and the next begins, a stretch goes on: a member who marks a passage in two strokes has marked it.
    """
    edges = sorted((edge for start, end, member in ranges for edge in ((start, 1, member), (end, -1, member))), key=itemgetter(0))
    inside: Counter[Name] = Counter()
    begun, most = -1, 0
    for place, here in groupby(edges, key=itemgetter(0)):
        for _, step, member in here:
            inside[member] += step
            if not inside[member]:
                del inside[member]
        if len(inside) >= FEWEST:
            begun, most = (place, len(inside)) if begun < 0 else (begun, max(most, len(inside)))
        elif begun >= 0:
            yield begun, place, most
            begun = -1

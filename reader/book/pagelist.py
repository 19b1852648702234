"""Page stops about every 300 characters (180 words), the same in every script, so that twenty people with twenty devices can name a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from reader.book.spacing import is_spaced, sentence_end_of, widened
from reader.model import Block, Essay, Span
from reader.repair.marks import in_notes

PAGE = 300


class Stop(Struct, frozen=True, gc=False):
    """Page `number` begins at `offset` (code points) of block `block` of its essay."""

    number: int
    essay: str
    block: int
    offset: int
    id: str


def page_stops(essays: tuple[Essay, ...]) -> tuple[Stop, ...]:
    """The stops of the whole book. Every essay begins a page; the next begins at the first sentence or paragraph after 300 characters.

    Ids hang on the block's id and the offset, not on the page's number, so that they move only with their paragraph.
    """
    stops: list[Stop] = []
    for essay in essays:
        for block, offset in _places(essay.blocks, essay.script):
            stops.append(Stop(len(stops) + 1, essay.slug, block, offset, f"{essay.blocks[block].id}-p{offset}"))
    return tuple(stops)


def _places(blocks: tuple[Block, ...], tag: str) -> Iterator[tuple[int, int]]:
    size, spaced = widened(PAGE, tag), is_spaced(tag)
    count = size
    for at, block in enumerate(blocks):
        if block.within and in_notes(block):  # they pop up
            continue
        if block.kind == "picture":  # a page may begin with it, not within its words
            if count >= size:
                yield at, 0
                count = 0
            continue
        length = len(block.text)
        if count + length <= size:  # as most: the page goes on behind it
            count += length
            continue
        start = 0
        while start < length:
            if count >= size:
                yield at, start
                count = 0
            end = min(start + size - count, length)
            count += end - start
            if end < length:
                more = sentence_end(block.text, end, spaced=spaced) - end
                count, end = count + more, end + more
            start = end


def sentence_end(text: str, start: int, *, spaced: bool = False) -> int:
    """The first place at or after `start` (not 0) where a sentence has ended, behind its space; the text's end when none ends in it."""
    found = sentence_end_of("en" if spaced else "zh").search(text, start - 1)
    return found.end() if found else len(text)


def with_stops(stops: tuple[Stop, ...]) -> dict[int, list[Span]]:
    """An essay's page stops as points, by block index."""
    points: dict[int, list[Span]] = defaultdict(list)
    for stop in stops:
        points[stop.block].append(Span(stop.offset, stop.offset, "pagebreak", f"{stop.id}|{stop.number}"))
    return points

"""The texts in which quotations are looked for: the essays as they are, as they were in editions that are out, and in other scripts and words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate

from msgspec import Struct

from reader.marks.skeleton import Skeleton, skeleton
from reader.match.differing import differing
from reader.match.fold import fold
from reader.model import Edition, Essay, Script, is_chinese
from reader.repair.marks import split_lines
from reader.repair.offsets import Shifts, to_reading
from reader.script.convert import convert
from reader.script.exceptions import Exceptions

# From a stretch of a text to the same one of the reading text; None where nothing is left of it.
Way = Callable[[int, int], tuple[int, int] | None]
# No quotation holds it.
BETWEEN = "\n\0\n"


class EssayText(Struct, frozen=True, gc=False):
    """An essay's text in some shape, and the way from its places to those of the reading text."""

    slug: str
    text: str
    way: Way


class Layer(Struct, frozen=True, gc=False):
    """All essays in one shape as one text: where each begins in it, and the skeleton of the whole."""

    essays: tuple[EssayText, ...]
    starts: tuple[int, ...]
    skeleton: Skeleton

    def place(self, start: int, end: int) -> tuple[str, tuple[int, int] | None]:
        """The essay of a stretch of the whole, and where the stretch is in its reading text."""
        at = bisect_right(self.starts, start) - 1
        essay, first = self.essays[at], self.starts[at]
        return essay.slug, essay.way(start - first, min(end - first, len(essay.text)))


def make_layer(essays: Iterable[EssayText]) -> Layer:
    """The layer of the essays."""
    essays = tuple(essays)
    starts = tuple(accumulate([len(essay.text) + len(BETWEEN) for essay in essays], initial=0))[:-1]
    return Layer(essays, starts, skeleton(BETWEEN.join(essay.text for essay in essays)))


def reading_of(essay: Essay) -> str:
    """The essay's reading text; `essay` is one that has been read."""
    return essay.reading.text if essay.reading else ""


def current(edition: Edition) -> Iterator[EssayText]:
    """The essays as they are."""
    for essay in edition.essays:
        yield EssayText(essay.slug, reading_of(essay), _stay)


def _stay(start: int, end: int) -> tuple[int, int]:
    return start, end


def converted(essays: Iterable[EssayText], edition: Edition, exceptions: Exceptions, target: Script, *, words: bool) -> Iterator[EssayText]:
    """The essays in another script, `words` and all, line by line."""
    origins = {essay.slug: essay.script for essay in edition.essays}
    for essay in essays:
        if not is_chinese(origins[essay.slug]):
            yield essay
            continue
        lines = essay.text.split("\n")
        made = [convert(line, target=target, origin=origins[essay.slug], exceptions=exceptions, words=words) if line else "" for line in lines]
        yield EssayText(essay.slug, "\n".join(made), _through(_shifts(made, lines), essay.way))


def _shifts(made: list[str], lines: list[str]) -> Shifts:
    """The ways from the converted text to the one it was made from."""
    found: list[tuple[int, int, int, int]] = []
    at = new = 0
    for after, before in zip(made, lines, strict=True):
        if len(after) != len(before):
            found += [(at + a, at + b, new + c, new + d) for a, b, c, d in differing(fold(after), fold(before))]
        at, new = at + len(after) + 1, new + len(before) + 1
    starts, ends, new_starts, new_ends = tuple(zip(*found, strict=True)) or ((), (), (), ())
    return Shifts(starts, ends, new_starts, new_ends)


def _through(shifts: Shifts, way: Way) -> Way:
    def carry(start: int, end: int) -> tuple[int, int] | None:
        low, high = to_reading(start, shifts), to_reading(end, shifts, side="left")
        return way(low, high) if low < high else None

    return carry


def lines_of(essay: Essay) -> list[tuple[int, int]]:
    """Where each block begins and ends in the reading text."""
    return [(line.start, line.end) for line in split_lines(reading_of(essay))]

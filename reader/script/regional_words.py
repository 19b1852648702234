"""Conversion that changes the number of characters (芯片 → 晶片, 程序员 → 程式設計師): where what came from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate, islice, pairwise

from reader.model import Span
from reader.script.seams import WINDOW

Pair = tuple[str, str]

# Points that belong to the text behind them; all others (a note's marker) to the text before.
_AHEAD = frozenset({"anchor", "pagebreak"})


def between(edges: Sequence[int], start: int, end: int) -> list[int]:
    """Those of the offsets `edges`, which are in order, that lie inside `[start, end)`, counted from `start`."""
    return [edge - start for edge in edges[bisect_right(edges, start) : bisect_left(edges, end)]]


def align(text: str, convert: Callable[[str], str], edges: Sequence[int]) -> Iterator[Pair]:
    """Cut `text` into pieces that convert alone as they do in it: at the offsets `edges`, which are in order, if that changes nothing.

    Else at marks and spaces, and as finely as can be around the offsets.
    """
    inside = between(edges, 0, len(text))
    if not inside:
        if text:
            yield text, convert(text)
        return
    parts = _parts(text, inside)
    *results, whole = convert_each([*parts, text], convert)
    if "".join(results) == whole:
        yield from zip(parts, results, strict=True)
        return
    pieces = [piece for piece in _marks().split(text) if piece]
    results = convert_each(pieces, convert)
    if "".join(results) != whole:
        pieces, results = [text], [whole]
    at = 0
    for piece, result in zip(pieces, results, strict=True):
        if inside := between(edges, at, at + len(piece)):
            yield from _cut(piece, result, convert, inside)
        else:
            yield piece, result
        at += len(piece)


def convert_each(texts: Sequence[str], convert: Callable[[str], str]) -> list[str]:
    """Each of the texts converted alone, all in one call: no phrase holds a line feed, none comes or goes, so each text is as many lines as before."""
    lines = iter(convert("\n".join(texts)).split("\n"))
    return ["\n".join(islice(lines, text.count("\n") + 1)) for text in texts]


def _cut(text: str, result: str, convert: Callable[[str], str], edges: Sequence[int]) -> list[Pair]:
    """Cut at the edges, if that changes nothing; else as finely as can be."""
    parts = _parts(text, edges)
    afters = convert_each(parts, convert)
    return list(zip(parts, afters, strict=True)) if "".join(afters) == result else _finest(text, result, convert)


def _parts(text: str, edges: Sequence[int]) -> list[str]:
    return [text[start:end] for start, end in pairwise(sorted({0, *edges, len(text)}))]


def _finest(text: str, result: str, convert: Callable[[str], str]) -> list[Pair]:
    """Take the shortest head that leaves the rest as it was, again and again. What is far behind a cut does not see it."""
    pairs, done = list[Pair](), 0
    while done < len(text):
        end = done + 1
        while (head := convert(text[done:end])) + convert(text[end : end + WINDOW]) != convert(text[done : end + WINDOW]):
            end += 1
        pairs.append((text[done:end], head))
        done = end
    return pairs if "".join([after for _, after in pairs]) == result else [(text, result)]


def carry(spans: Sequence[Span], pairs: Sequence[Pair]) -> tuple[Span, ...]:
    """The spans in the converted text: widened to whole pieces.

    A point inside a piece of another length goes to the piece's end, or, where it belongs to the text behind it, to its start;
    what only divides the text (a `piece`) divides the result alike, so that no element is left empty that need not be.
    """
    befores = [0, *accumulate(len(before) for before, _ in pairs)]
    afters = [0, *accumulate(len(after) for _, after in pairs)]

    def left(offset: int) -> int:
        return afters[bisect_right(befores, offset) - 1]

    def right(offset: int) -> int:
        return afters[bisect_left(befores, offset)]

    def point(span: Span) -> int:
        at = bisect_right(befores, span.start) - 1
        if at < len(pairs) and (span.kind == "piece" or len(pairs[at][0]) == len(pairs[at][1])):
            old, new = len(pairs[at][0]), len(pairs[at][1])
            return afters[at] + ((span.start - befores[at]) * new + old // 2) // old
        return left(span.start) if span.kind in _AHEAD else right(span.start)

    return tuple(
        Span(point(span), point(span), span.kind, span.ref) if span.start == span.end else Span(left(span.start), right(span.end), span.kind, span.ref)
        for span in spans
    )


@cache
def _marks() -> re.Pattern[str]:
    # No phrase of OpenCC holds any of these (a test asks its dictionaries).
    return re.compile("([，。！？；：、“”‘’「」『』（）《》〈〉…—\\s]+)")

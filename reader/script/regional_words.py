"""Conversion that changes the number of characters (芯片 → 晶片, 程序员 → 程式設計師): where what came from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import accumulate, islice, pairwise

from msgspec import Struct

from reader.model import Span
from reader.script.seams import WINDOW
from reader.script.ways import Way, walk

Pair = tuple[str, str]

# Ends that are tried in one call: few words are longer.
AT_ONCE = 4
# Points that belong to the text behind them; all others (a note's marker) to the text before.
_AHEAD = frozenset({"anchor", "pagebreak"})


class Stretch(Struct, frozen=True, gc=False, eq=False):
    """A part of a text that converts for itself by these steps, what becomes of it if that is known, and the offsets at which it is to be cut.

    With `names` the result is known but for these places in it, which convert each for itself.
    """

    text: str
    result: str | None
    steps: Way
    edges: Sequence[int] = ()
    names: Sequence[tuple[int, int]] = ()


def between(edges: Sequence[int], start: int, end: int) -> list[int]:
    """Those of the offsets `edges`, which are in order, that lie inside `[start, end)`, counted from `start`."""
    return [] if not edges else [edge - start for edge in edges[bisect_right(edges, start) : bisect_left(edges, end)]]


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
    pieces = [piece for piece in marks().split(text) if piece]
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


def align_each(stretches: Sequence[Stretch]) -> Iterator[list[Pair]]:
    """`align` of each stretch, all that go the same steps in one call: a call costs as much as fifty characters."""
    asked = defaultdict[Way, list[str]](list)
    for one in stretches:
        if one.edges:
            asked[one.steps] += _parts(one.text, one.edges)
        if one.result is None:
            asked[one.steps].append(one.text)
        if one.names:
            asked[one.steps] += [one.text[start:end] for start, end in one.names]
    answers = {steps: iter(convert_each(texts, partial(walk, steps=steps))) for steps, texts in asked.items()}
    for one in stretches:
        if one.edges:
            yield _aligned(one, answers[one.steps])
        elif one.names and one.result is not None:
            yield _named(one, one.result, answers[one.steps])
        else:
            yield [(one.text, next(answers[one.steps]) if one.result is None else one.result)]


def _aligned(one: Stretch, answers: Iterator[str]) -> list[Pair]:
    parts = _parts(one.text, one.edges)
    found = list(islice(answers, len(parts)))
    whole = next(answers) if one.result is None else one.result
    return list(zip(parts, found, strict=True)) if "".join(found) == whole else list(align(one.text, partial(walk, steps=one.steps), one.edges))


def _named(one: Stretch, result: str, answers: Iterator[str]) -> list[Pair]:
    pairs, done = [], 0
    for start, end in one.names:
        if start > done:
            pairs.append((one.text[done:start], result[done:start]))
        pairs.append((one.text[start:end], next(answers)))
        done = end
    return [*pairs, (one.text[done:], result[done:])] if done < len(one.text) else pairs


def convert_each(texts: Sequence[str], convert: Callable[[str], str]) -> list[str]:
    """Each of the texts converted alone, all in one call, and none twice.

    No phrase holds a line feed, none comes or goes, so each text is as many lines as before.
    """
    once = dict.fromkeys(texts)
    found = convert("\n".join(once)).split("\n")
    if len(found) != len(once):  # some hold a line feed
        lines = iter(found)
        found = ["\n".join(islice(lines, text.count("\n") + 1)) for text in once]
    made = dict(zip(once, found, strict=True))
    return [made[text] for text in texts]


def _cut(text: str, result: str, convert: Callable[[str], str], edges: Sequence[int]) -> list[Pair]:
    """Cut at the edges, if that changes nothing; else as finely as can be."""
    parts = _parts(text, edges)
    afters = convert_each(parts, convert)
    return list(zip(parts, afters, strict=True)) if "".join(afters) == result else _finest(text, result, convert)


def _parts(text: str, edges: Sequence[int]) -> list[str]:
    return [text[start:end] for start, end in pairwise(sorted({0, *edges, len(text)}))]


def _finest(text: str, result: str, convert: Callable[[str], str]) -> list[Pair]:
    """Take the shortest head that leaves the rest as it was, again and again. What is far behind a cut does not see it."""
    pairs, done = [], 0
    single = _heads(text, [(at, at + 1) for at in range(len(text))], convert)
    while done < len(text):
        end, head = done + 1, single[done]
        if head is None:
            end, head = next(_longer(text, done, convert))
        pairs.append((text[done:end], head))
        done = end
    return pairs if "".join([after for _, after in pairs]) == result else [(text, result)]


def _longer(text: str, start: int, convert: Callable[[str], str]) -> Iterator[tuple[int, str]]:
    """The ends of the heads that begin at `start`, are longer than a character and leave the rest as it was, and what they become."""
    for first in range(start + 2, len(text) + 1, AT_ONCE):
        ends = range(first, min(first + AT_ONCE, len(text) + 1))
        heads = _heads(text, [(start, end) for end in ends], convert)
        yield from ((end, head) for end, head in zip(ends, heads, strict=True) if head is not None)


def _heads(text: str, places: Sequence[tuple[int, int]], convert: Callable[[str], str]) -> list[str | None]:
    """What each place becomes, if it leaves what is behind it as it was."""
    asked = [part for start, end in places for part in (text[start:end], text[end : end + WINDOW], text[start : end + WINDOW])]
    found = iter(convert_each(asked, convert))
    return [head if head + tail == both else None for head, tail, both in zip(found, found, found, strict=True)]


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


def from_mark_to_mark(text: str, backwards: str, start: int, end: int) -> tuple[int, int]:
    """`[start, end)` widened to the nearest marks; `backwards` is the text so, since a search goes forwards only."""
    before, behind = marks().search(backwards, len(text) - start), marks().search(text, end)
    return len(text) - before.start() if before else 0, behind.start() if behind else len(text)


@cache
def marks() -> re.Pattern[str]:
    """What divides a text into stretches that convert each for itself."""
    # No phrase of OpenCC holds any of these (a test asks its dictionaries).
    return re.compile("([，。！？；：、“”‘’「」『』（）《》〈〉…—\\s]+)")

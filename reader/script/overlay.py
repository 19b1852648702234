"""Listed words over a converted text: what is outside them stays as conversion made it, even where a phrase runs over their edge."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter

from msgspec.structs import replace

from reader.model import Span
from reader.script.own_words import Match, find
from reader.script.plan import Plan
from reader.script.regional_words import Pair
from reader.script.render import render_pairs


def joined(pairs: Iterable[Pair]) -> str:
    """What the pieces together became."""
    return "".join([after for _, after in pairs])


def with_own_words(text: str, converted: str, plan: Plan, *, words: bool) -> str:
    """`converted`, which is `text` by the plan (`words`: with regional words), with the listed words that stand in `text`."""
    matches = find(text, plan.own)
    if not matches:
        return converted
    edges = sorted({edge for start, end, _ in matches for edge in (start, end)})
    pairs = recut(render_pairs(text, plan, edges), converted) if words else cut(text, converted, edges)
    return joined(lay_over(text, pairs, matches, plan))


def cut(text: str, converted: str, places: Iterable[int]) -> list[Pair]:
    """A text and its conversion of the same length, cut at the places."""
    ends = sorted({0, len(text), *places})
    return [(text[start:end], converted[start:end]) for start, end in pairwise(ends)]


def recut(pairs: Iterable[Pair], converted: str) -> list[Pair]:
    """The pieces with their results out of `converted`, in which some have other characters of the same number: marks, what is kept."""
    done, at = [], 0
    for before, after in pairs:
        done.append((before, converted[at : at + len(after)]))
        at += len(after)
    return done


def lay_over(text: str, pairs: Iterable[Pair], matches: Sequence[Match], plan: Plan) -> list[Pair]:
    """The pieces of `text` with the matches among them; of a piece that reaches over a match's edge the rest stays what it was."""
    done, number, free, place = [], 0, 0, 0
    for before, after in pairs:
        at, end = max(place, free), place + len(before)
        while number < len(matches) and matches[number][0] < end:
            start, last, result = matches[number]
            if start > at:
                done.append(_part(before, after, at - place, start - place, plan))
            done += _match(text[start:last], result)
            at = free = last
            number += 1
        if at < end:
            done.append(_part(before, after, at - place, end - place, plan))
        place = end
    return done


def _match(source: str, result: str) -> Iterable[Pair]:
    """One piece, or one for each character where they are as many: then a mark inside keeps its place."""
    return zip(source, result, strict=True) if len(source) == len(result) else [(source, result)]


def outward(span: Span, matches: Sequence[Match]) -> Span:
    """The span with the whole of the words in which it begins and ends."""
    first = bisect_right(matches, span.start, key=itemgetter(0)) - 1
    last = bisect_left(matches, span.end, key=itemgetter(0)) - 1
    start = matches[first][0] if first >= 0 and matches[first][1] > span.start else span.start
    end = max(matches[last][1], span.end) if last >= 0 else span.end
    return span if (start, end) == (span.start, span.end) else replace(span, start=start, end=end)


def _part(before: str, after: str, first: int, last: int, plan: Plan) -> Pair:
    """Part of a piece. Where the whole changed its length nobody can tell what became of a part: then it is converted for itself."""
    if last - first == len(before):
        return before, after
    part = before[first:last]
    return part, after[first:last] if len(before) == len(after) else joined(render_pairs(part, plan, ()))

"""Reading past what nobody sees (soft hyphens, zero-width spaces): a text converts as it would without them, and they stay where they stood."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from reader.script.regional_words import Pair
from reader.unseen import cutting, holds_unseen

Pairs = Callable[[str, Sequence[int]], Iterable[Pair]]


def past_unseen(text: str, convert: Callable[[str], str]) -> str:
    """`convert(text)`, of what can be seen in it; `convert` keeps the number of code points."""
    if not holds_unseen(text):
        return convert(text)
    hidden = cutting().findall(text)
    parts = cutting().split(text)
    ends = list(accumulate(map(len, parts)))
    done = convert("".join(parts))
    shown = [done[end - len(part) : end] for part, end in zip(parts, ends, strict=True)]
    return "".join([piece for pair in zip(shown, [*hidden, ""], strict=True) for piece in pair])


def pairs_past_unseen(text: str, edges: Sequence[int], pairs: Pairs) -> Iterator[Pair]:
    """`pairs(text, edges)`, of what can be seen in it. Inside a pair that could not be cut, what nobody sees divides the result as it does the text."""
    if not holds_unseen(text):
        yield from pairs(text, edges)
        return
    bare_text, hidden = bared(text)
    stood = [place + number for number, (place, _) in enumerate(hidden)]
    bare = sorted({*(edge - bisect_left(stood, edge) for edge in edges), *(place for place, _ in hidden)})
    at = first = 0
    for before, after in pairs(bare_text, bare):
        last = first
        while last < len(hidden) and hidden[last][0] < at + len(before):
            last += 1
        yield from _woven(before, after, [(place - at, char) for place, char in hidden[first:last]])
        at, first = at + len(before), last
    yield from ((char, char) for _, char in hidden[first:])


def bared(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The text without what nobody sees; and that, each character with its place in the text without."""
    if not holds_unseen(text):
        return text, []
    return cutting().sub("", text), [(found.start() - number, found[0]) for number, found in enumerate(cutting().finditer(text))]


def shared(before: str, after: str, hidden: Sequence[tuple[int, str]]) -> str:
    """`after` with what nobody sees put in where it divides it as it divides `before`."""
    return _filled(after, [((place * len(after) + len(before) // 2) // len(before), char) for place, char in hidden])


def _woven(before: str, after: str, hidden: Sequence[tuple[int, str]]) -> Iterator[Pair]:
    """A pair with what nobody sees put back at places in `before`: those at its start stand alone, so that the pair may begin behind them."""
    yield from ((char, char) for place, char in hidden if place == 0)
    inside = [(place, char) for place, char in hidden if place > 0]
    if not inside:
        yield before, after
        return
    yield _filled(before, inside), shared(before, after, inside)


def _filled(text: str, hidden: Sequence[tuple[int, str]]) -> str:
    parts, done = [], 0
    for place, char in hidden:
        parts += [text[done:place], char]
        done = place
    return "".join([*parts, text[done:]])

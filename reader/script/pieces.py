"""A text cut where its parts convert each for itself: at addresses, exceptions, the edges of words, and characters of the other script."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import pairwise

from msgspec import Struct

from reader.script.addresses import addresses
from reader.script.borders import borders, knows_words
from reader.script.exceptions import wrong
from reader.script.plan import Plan
from reader.script.regional_words import between
from reader.script.seams import is_plain_cut, is_seam
from reader.script.ways import Way, walk

# A stretch of a text, and what an exception makes of it; None if it has none.
Stretch = tuple[int, int, str | None]
Wrong = tuple[int, int, str]
# How often a text is looked at again where it was cut.
ROUNDS = 3
# Texts whose conversion is remembered: as many as are asked for between a text with exceptions and the same without.
REMEMBERED = 8


class Piece(Struct, frozen=True, gc=False, eq=False):
    """A part of a text, what becomes of it without regional words, and the steps that it goes with them; none where `result` is settled."""

    text: str
    result: str
    steps: Way | None = None


def pieces(text: str, plan: Plan) -> list[Piece]:
    """The pieces of the text, in order: joined they are the text, and their results what becomes of it."""
    found, done = [], 0
    for start, end in addresses(text):
        if start > done:
            found += _worded(text[done:start], plan)
        found.append(Piece(text[start:end], text[start:end]))
        done = end
    if done < len(text):
        found += _worded(text[done:] if done else text, plan)
    return found


def _worded(text: str, plan: Plan) -> list[Piece]:
    """The same for text without addresses.

    Only the clauses around exceptions are converted again, all together: no phrase runs over a mark, and many texts come joined as one.
    """
    result, cuts = _render_piece(text, plan)
    found = wrong(text, result, plan.chosen, words=plan.usual != plan.plain)
    if not found:
        return list(_apart(text, result, (0, *cuts, len(text)), plan))
    clauses = list(_clauses(text, found, plan))
    again = iter(_each_worded([text[start:end] for clause in clauses for start, end, settled in clause if settled is None], plan))
    joined: list[Piece] = []
    done = 0
    for clause in clauses:
        left = clause[0][0]
        joined += _apart(text, result, (done, *(done + cut for cut in between(cuts, done, left)), left), plan)
        for start, end, settled in clause:
            joined += next(again) if settled is None else [Piece(text[start:end], settled)]
        done = clause[-1][1]
    return joined + list(_apart(text, result, (done, *(done + cut for cut in between(cuts, done, len(text))), len(text)), plan))


def _clauses(text: str, found: Sequence[Wrong], plan: Plan) -> Iterator[list[Stretch]]:
    """The clauses around what is wrong, each as its stretches: settled by an exception, or to be converted again, alone."""
    at = 0
    while at < len(found):
        left, right = _clause(text, found[at][0], found[at][1], plan.tied)
        clause: list[Stretch] = []
        done = left
        while at < len(found) and found[at][0] < right:
            start, end, settled = found[at]
            clause += [(done, start, None)] * (start > done) + [(start, end, settled)]
            done, at = end, at + 1
        yield clause + [(done, right, None)] * (right > done)


def each_pieces(texts: Sequence[str], plan: Plan) -> Iterator[list[Piece]]:
    """`pieces` of each of the texts, none of which holds a line feed, in one go."""
    return _by_line(pieces("\n".join(texts), plan)) if texts else iter(())


def _each_worded(texts: Sequence[str], plan: Plan) -> Iterator[list[Piece]]:
    """`_worded` of each of the texts, none of which holds a line feed, in one go."""
    return _by_line(_worded("\n".join(texts), plan)) if texts else iter(())


def _by_line(found: Iterable[Piece]) -> Iterator[list[Piece]]:
    """The pieces of each line."""
    some: list[Piece] = []
    for piece in found:
        lines, at = piece.text.split("\n"), 0
        for number, line in enumerate(lines):
            if number:
                yield some
                some = []
            if line:
                some.append(Piece(line, piece.result[at : at + len(line)], piece.steps))
            at += len(line) + 1
    yield some


def _apart(text: str, result: str, edges: Sequence[int], plan: Plan) -> Iterator[Piece]:
    """The parts between the edges, each cut around its strays."""
    for left, right in pairwise(edges):
        done = left
        for start, end in _strayed(text[left:right], plan):
            if left + start > done:
                yield Piece(text[done : left + start], result[done : left + start], plan.usual)
            yield Piece(text[left + start : left + end], result[left + start : left + end], plan.other)
            done = left + end
        if right > done:
            yield Piece(text[done:right], result[done:right], plan.usual)


def _clause(text: str, start: int, end: int, tied: Container[str] = ()) -> tuple[int, int]:
    """`[start, end)` widened to the nearest characters that stand in no phrase and in no exception."""
    while not is_plain_cut(text, start, tied):
        start -= 1
    while not is_plain_cut(text, end, tied):
        end += 1
    return start, end


def _render_piece(text: str, plan: Plan) -> tuple[str, Sequence[int]]:
    """`text` without exceptions and regional words, and where it was cut because a phrase ran over the edge of a word."""
    result, cuts = _by_all_words(text, plan.plain, regional=plan.usual != plan.plain)
    return (_patch(text, result, plan) if plan.strays and not plan.strays.isdisjoint(text) else result), cuts


@lru_cache(REMEMBERED)
def _by_all_words(text: str, steps: Way, *, regional: bool) -> tuple[str, Sequence[int]]:
    """The same, but for strays. The last texts are remembered: a receipt asks for them with exceptions, and without."""
    return _by_words(text, steps, ROUNDS, regional=regional) if knows_words(steps) else (walk(text, steps), ())


def _by_words(text: str, steps: Way, rounds: int, *, regional: bool) -> tuple[str, list[int]]:
    """The clauses around the cuts are converted again, each side of a cut by itself: there other phrases may run over."""
    result = walk(text, steps)
    cuts = borders(text, result, steps, regional=regional) if rounds else []
    if not cuts:
        return result, cuts
    parts = list(_parts(text, cuts))
    again, more = _by_words("\n".join([text[start:end] for start, end in parts]), steps, rounds - 1, regional=regional)
    pieces, done, at = [], 0, 0
    for start, end in parts:
        pieces += [result[done:start], again[at : at + end - start]]
        cuts += [start + cut for cut in between(more, at, at + end - start)]
        done, at = end, at + end - start + 1
    return "".join([*pieces, result[done:]]), sorted(cuts)


def _parts(text: str, cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The clauses around the cuts, cut there."""
    done = 0
    for cut in cuts:
        if cut >= done:
            start, done = _clause(text, cut, cut)
            edges = (start, *(start + other for other in between(cuts, start, done)), done)
            yield from pairwise(edges)


def _patch(text: str, result: str, plan: Plan) -> str:
    """Convert the stretches around the strays by the other way."""
    pieces, done = [], 0
    for start, end in _strayed(text, plan):
        pieces += [result[done:start], walk(text[start:end], plan.other)]
        done = end
    return "".join([*pieces, result[done:]])


def _strayed(text: str, plan: Plan) -> Iterator[tuple[int, int]]:
    """The stretches around the strays, from seam to seam of the other way."""
    if not plan.strays or plan.strays.isdisjoint(text):
        return
    other, done = partial(walk, steps=plan.other), 0
    for place, char in enumerate(text):
        if char in plan.strays and place >= done:
            start, end = place, place + 1
            while start > done and not is_seam(text, start, other):
                start -= 1
            while not is_seam(text, end, other):
                end += 1
            yield start, end
            done = end

"""A text by its plan: one string, many at once, or piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from reader.script.past_unseen import pairs_past_unseen, past_unseen
from reader.script.pieces import Piece, each_pieces, pieces
from reader.script.plan import Plan
from reader.script.regional_words import Pair, align, between, convert_each
from reader.script.ways import walk
from reader.unseen import holds_unseen

# Texts for one call: enough that calls cost nothing, few enough that their copies in several encodings do not either.
TOGETHER = 1000


def render(text: str, plan: Plan) -> str:
    """`text` by the plan, without the quotation marks; pieces of a text may be given, as long as the plan is the whole's."""
    if plan.changes_nothing:
        return text
    return past_unseen(text, partial(_render, plan=plan))


def _render(text: str, plan: Plan) -> str:
    return "".join([piece.result for piece in pieces(text, plan)])


def render_all(texts: Sequence[str], plan: Plan) -> list[str]:
    """`render` of each of the texts, many in one call: no phrase and no exception holds a line feed."""
    if plan.strays:  # the search for strays goes character by character, so there is nothing to win
        return [render(text, plan) for text in texts]
    results: list[str] = []
    for first in range(0, len(texts), TOGETHER):
        some = texts[first : first + TOGETHER]
        done, at = render("\n".join(some), plan), 0
        for text in some:
            results.append(done[at : at + len(text)])
            at += len(text) + 1
    return results


def render_pairs(text: str, plan: Plan, edges: Sequence[int]) -> Iterator[Pair]:
    """The same as pieces and their results, cut as finely as the conversion allows wherever one of the offsets `edges` stands, which are in order."""
    if plan.changes_nothing:
        places = sorted({0, len(text), *(edge for edge in edges if 0 < edge < len(text))})
        yield from ((text[start:end], text[start:end]) for start, end in pairwise(places))
        return
    yield from pairs_past_unseen(text, edges, partial(_pairs, plan=plan))


def render_pairs_each(texts: Sequence[str], plan: Plan, edges: Sequence[Sequence[int]]) -> Iterator[list[Pair]]:
    """`render_pairs` of each of the texts, the words of many of them found in one go."""
    for first in range(0, len(texts), TOGETHER):
        some = texts[first : first + TOGETHER]
        if plan.changes_nothing or plan.strays or holds_unseen("".join(some)) or any("\n" in text for text in some):
            yield from (list(render_pairs(text, plan, inside)) for text, inside in zip(some, edges[first:], strict=False))
        else:
            yield from (list(_of_pieces(found, inside)) for found, inside in zip(each_pieces(some, plan), edges[first:], strict=False))


def _pairs(text: str, edges: Sequence[int], plan: Plan) -> Iterator[Pair]:
    return _of_pieces(pieces(text, plan), edges)


def _of_pieces(found: Sequence[Piece], edges: Sequence[int]) -> Iterator[Pair]:
    if not edges:
        yield from zip([piece.text for piece in found], _together(found), strict=True)
        return
    at = 0
    for piece in found:
        if piece.steps is None:
            yield piece.text, piece.result
        else:
            yield from align(piece.text, partial(walk, steps=piece.steps), between(edges, at, at + len(piece.text)))
        at += len(piece.text)


def _together(found: Sequence[Piece]) -> list[str]:
    """What each of the pieces becomes, those that go the same steps in one call: a call costs as much as fifty characters."""
    results = [piece.result for piece in found]
    for steps in {piece.steps for piece in found} - {None}:
        places = [at for at, piece in enumerate(found) if piece.steps == steps]
        for at, result in zip(places, convert_each([found[at].text for at in places], partial(walk, steps=steps or ())), strict=True):
            results[at] = result
    return results

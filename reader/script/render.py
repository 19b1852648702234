"""A text by its plan: one string, many at once, or piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain, islice, pairwise

from reader.script.past_unseen import pairs_past_unseen, past_unseen
from reader.script.pieces import Piece, each_pieces, pieces
from reader.script.plan import Plan
from reader.script.quotes import map_quotes_each
from reader.script.regional_words import Pair, Stretch, align_each, between, from_mark_to_mark
from reader.script.renamed import renamed
from reader.script.seams import is_plain_cut
from reader.script.ways import Way, without_words
from reader.unseen import holds_unseen

# Texts of which it is remembered what became of them, and plans: those of a book on its way to one script.
REMEMBERED, PLANS = 1 << 13, 4
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


def render_once(texts: Sequence[str], plan: Plan) -> list[tuple[str, str]]:
    """`render_all` of each of the texts, and the same with the plan's quotation marks.

    It is asked for each once only: a book says the same in a note, in the glossary, in the list of disputes.
    """
    if plan.changes_nothing:
        return list(zip(texts, map_quotes_each(texts, target=plan.marks), strict=True))
    known = _rendered(plan)
    if len(known) > REMEMBERED:
        known.clear()
    new = [text for text in dict.fromkeys(texts) if text not in known]
    done = render_all(new, plan)
    known.update(zip(new, zip(done, map_quotes_each(done, target=plan.marks), strict=True), strict=True))
    return [known[text] for text in texts]


@lru_cache(PLANS)
def _rendered(_: Plan) -> dict[str, tuple[str, str]]:
    """What has become of texts by the plan."""
    return {}


def render_pairs(text: str, plan: Plan, edges: Sequence[int]) -> Iterator[Pair]:
    """The same as pieces and their results, cut as finely as the conversion allows wherever one of the offsets `edges` stands, which are in order."""
    if plan.changes_nothing:
        places = sorted({0, len(text), *(edge for edge in edges if 0 < edge < len(text))})
        yield from ((text[start:end], text[start:end]) for start, end in pairwise(places))
        return
    yield from pairs_past_unseen(text, edges, partial(_pairs, plan=plan))


def render_pairs_each(texts: Sequence[str], plan: Plan, edges: Sequence[Sequence[int]], *, dividing: bool = False) -> Iterator[list[Pair]]:
    """`render_pairs` of each of the texts, the words of many of them found in one go.

    `dividing`: nothing begins or ends at the edges, they only divide the texts. Then nothing need be cut where the number of characters stays.
    """
    for first in range(0, len(texts), TOGETHER):
        some = texts[first : first + TOGETHER]
        if plan.changes_nothing or plan.strays or holds_unseen("".join(some)) or any("\n" in text for text in some):
            yield from (list(render_pairs(text, plan, inside)) for text, inside in zip(some, edges[first:], strict=False))
        else:
            yield from _of_pieces(list(each_pieces(some, plan)), edges[first : first + TOGETHER], plan, dividing=dividing)


def _pairs(text: str, edges: Sequence[int], plan: Plan) -> Iterator[Pair]:
    return chain.from_iterable(_of_pieces([pieces(text, plan)], [edges], plan))


def _of_pieces(texts: Sequence[Sequence[Piece]], edges: Sequence[Sequence[int]], plan: Plan, *, dividing: bool = False) -> Iterator[list[Pair]]:
    """The pairs of each text, given as its pieces."""
    stretches = [list(_stretches(found, inside, plan, dividing=dividing)) for found, inside in zip(texts, edges, strict=True)]
    aligned = align_each(list(chain.from_iterable(stretches)))
    for some in stretches:
        yield list(chain.from_iterable(islice(aligned, len(some))))


def _stretches(found: Iterable[Piece], edges: Sequence[int], plan: Plan, *, dividing: bool) -> Iterator[Stretch]:
    at = 0
    for piece in found:
        end = at + len(piece.text)
        if piece.steps is None:
            yield Stretch(piece.text, piece.result, ())
        elif plan.strays or ((inside := between(edges, at, end)) and not dividing):
            yield from _by_names(piece, piece.steps, between(edges, at, end), known=not plan.strays)
        else:
            yield from _between_names(piece, piece.steps, inside)
        at = end


def _between_names(piece: Piece, steps: Way, edges: Sequence[int]) -> Iterator[Stretch]:
    """A piece, cut around the words that may have another name and in which an edge stands."""
    names: list[tuple[int, int]] = []
    done = 0
    for start, end in renamed(piece.text, steps):
        if edges and (inside := between(edges, start, end)):
            if start > done:
                yield Stretch(piece.text[done:start], piece.result[done:start], steps, (), names)
            yield Stretch(piece.text[start:end], None, steps, inside)
            done, names = end, []
        else:
            names.append((start - done, end - done))
    if done < len(piece.text):
        yield Stretch(piece.text[done:], piece.result[done:], steps, (), names)


def _by_names(piece: Piece, steps: Way, edges: Sequence[int], *, known: bool) -> Iterator[Stretch]:
    """A piece, cut around the words that may have another name. `known`: its result is that of the piece alone, where no word has."""
    text, result, usual, done = piece.text, piece.result, without_words(steps), 0
    for start, end in chain(renamed(text, steps), [(len(text), len(text))]):
        inside = between(edges, done, start) if edges else ()
        if start > done and inside and known:
            yield from _around_edges(Stretch(text[done:start], None, usual, inside), result[done:start])
        elif start > done:
            yield Stretch(text[done:start], result[done:start] if known else None, usual, inside)
        if end > start:
            yield Stretch(text[start:end], None, steps, between(edges, start, end) if edges else ())
        done = end


def _around_edges(part: Stretch, result: str) -> Iterator[Stretch]:
    """A part that becomes `result`, cut at the edges that are seams at sight, and else around them: only there it must be asked."""
    text, backwards, done = part.text, part.text[::-1], 0
    for edge in part.edges:
        if edge < done:
            continue
        start, end = (edge, edge) if is_plain_cut(text, edge) else from_mark_to_mark(text, backwards, edge, edge)
        start = max(start, done)
        if start > done:
            yield Stretch(text[done:start], result[done:start], part.steps)
        if end > start:
            yield Stretch(text[start:end], result[start:end], part.steps, between(part.edges, start, end))
        done = end
    if done < len(text):
        yield Stretch(text[done:], result[done:], part.steps)

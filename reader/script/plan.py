"""How one block goes to another script: by which way, with which exceptions, and what to do with characters of the other script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import pairwise

from msgspec import Struct

from reader.model import Script
from reader.script.addresses import addresses
from reader.script.borders import borders, knows_words
from reader.script.detect import Evidence, Writing, simplified_only, traditional_only
from reader.script.exceptions import Chosen, Exceptions, choose, our_exceptions, wrong
from reader.script.own_words import NOBODYS, Finder, finder
from reader.script.past_unseen import pairs_past_unseen, past_unseen
from reader.script.regional_words import Pair, align, between
from reader.script.seams import is_plain_cut, is_seam
from reader.script.ways import UNTOUCHED, Way, walk, way

# Texts for one call: enough that calls cost nothing, few enough that their copies in several encodings do not either.
TOGETHER = 1000
# How often a text is looked at again where it was cut.
ROUNDS = 3


class Plan(Struct, frozen=True, gc=False, eq=False):
    """How a block is converted: its own way; and the way of the characters (`strays`) that belong to the other script.

    `tied` are the pairs of characters in the exceptions: a cut between two of them is no seam at sight. `plain` is the usual way without
    regional words: it tells where an exception is needed. `own` are the words that somebody listed, which are laid over what the plan
    makes of a text (`overlay.py`); `marks` is the script whose quotation marks it gets (None: they stay).
    """

    usual: Way
    plain: Way
    other: Way
    strays: frozenset[str]
    chosen: Chosen
    tied: frozenset[str]
    own: Finder = NOBODYS
    marks: Script | None = None

    @property
    def changes_nothing(self) -> bool:
        """Does a text stay as it is, but for its quotation marks and listed words?"""
        return self.usual == UNTOUCHED and not self.strays


@cache
def make_plan(evidence: Evidence, *, target: Script, origin: Script, exceptions: Exceptions | None = None, words: bool = False) -> Plan:
    """Decide how text of this evidence goes to `target`; None means the exceptions that ship with the program.

    With `words` the block's own way may change the number of code points: then only `render_pairs` fits the plan.
    """
    writing: Writing = evidence.writing
    other: Writing = "zh-Hans" if writing == "zh-Hant" else "zh-Hant"
    exceptions, writings = exceptions or our_exceptions(), (writing, other) if evidence.mixed else (writing,)
    chosen, own = choose(exceptions, target=target, writings=writings), finder(exceptions.own, target=target, writings=writings)
    strays = (simplified_only() if other == "zh-Hans" else traditional_only()) if evidence.mixed else frozenset[str]()
    usual, unusual = way(writing, target=target, origin=origin, words=words), way(other, target=target, origin=origin)
    return Plan(usual, way(writing, target=target, origin=origin), unusual, strays, chosen, chosen.pairs, own, target if exceptions.quotes else None)


def render(text: str, plan: Plan) -> str:
    """`text` by the plan, without the quotation marks; pieces of a text may be given, as long as the plan is the whole's."""
    if plan.changes_nothing:
        return text
    return past_unseen(text, partial(_render, plan=plan))


def _render(text: str, plan: Plan) -> str:
    return "".join([result for _, result, _ in _pieces(text, plan)])


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


def _pairs(text: str, edges: Sequence[int], plan: Plan) -> Iterator[Pair]:
    at = 0
    for piece, result, settled in _pieces(text, plan):
        if settled:
            yield piece, result
            at += len(piece)
            continue
        for stretch, steps in _stretches(piece, plan):
            yield from align(stretch, partial(walk, steps=steps), between(edges, at, at + len(stretch)))
            at += len(stretch)


def _pieces(text: str, plan: Plan) -> Iterator[tuple[str, str, bool]]:
    """`text` cut at addresses, which stay, and where exceptions are needed: each piece, its result without regional words, and whether it is settled."""
    done = 0
    for start, end in addresses(text):
        if start > done:
            yield from _worded(text[done:start], plan)
        yield text[start:end], text[start:end], True
        done = end
    if done < len(text):
        yield from _worded(text[done:] if done else text, plan)


def _worded(text: str, plan: Plan) -> Iterator[tuple[str, str, bool]]:
    """The same for text without addresses.

    Only the clauses around exceptions are converted again: no phrase runs over a mark, and many texts come joined as one.
    """
    (result, cuts), done = _render_piece(text, plan), 0
    for start, end, _ in wrong(text, result, plan.chosen, words=plan.usual != plan.plain):
        if start >= done:
            left, right = _clause(text, start, end, plan)
            yield from _apart(text, result, done, left, cuts)
            yield from _settled(text[left:right], result[left:right], plan)
            done = right
    yield from _apart(text, result, done, len(text), cuts)


def _apart(text: str, result: str, start: int, end: int, cuts: Sequence[int]) -> Iterator[tuple[str, str, bool]]:
    """The stretch in the parts that convert each for itself."""
    for left, right in pairwise((start, *(start + cut for cut in between(cuts, start, end)), end)):
        if left < right:
            yield text[left:right], result[left:right], False


def _settled(clause: str, result: str, plan: Plan) -> Iterator[tuple[str, str, bool]]:
    """The clause cut at the exceptions that it needs; what is between them converts alone, and may need others."""
    done = 0
    for start, end, settled in wrong(clause, result, plan.chosen, words=plan.usual != plan.plain):
        if start > done:
            yield from _worded(clause[done:start], plan)
        yield clause[start:end], settled, True
        done = end
    if done < len(clause):
        yield from _worded(clause[done:], plan)


def _clause(text: str, start: int, end: int, plan: Plan) -> tuple[int, int]:
    """`[start, end)` widened to the nearest characters that stand in no phrase and in no exception."""
    while not is_plain_cut(text, start, plan.tied):
        start -= 1
    while not is_plain_cut(text, end, plan.tied):
        end += 1
    return start, end


def _render_piece(text: str, plan: Plan) -> tuple[str, list[int]]:
    """`text` without exceptions and regional words, and where it was cut because a phrase ran over the edge of a word."""
    result, cuts = _by_words(text, plan, ROUNDS) if knows_words(plan.plain) else (walk(text, plan.plain), [])
    return (_patch(text, result, plan) if plan.strays and not plan.strays.isdisjoint(text) else result), cuts


def _by_words(text: str, plan: Plan, rounds: int) -> tuple[str, list[int]]:
    """The same, but for strays. The clauses around the cuts are converted again, each side of a cut by itself: there other phrases may run over."""
    result = walk(text, plan.plain)
    cuts = borders(text, result, plan.plain, regional=plan.usual != plan.plain) if rounds else []
    if not cuts:
        return result, cuts
    parts = list(_parts(text, cuts, plan))
    again, more = _by_words("\n".join([text[start:end] for start, end in parts]), plan, rounds - 1)
    pieces, done, at = list[str](), 0, 0
    for start, end in parts:
        pieces += [result[done:start], again[at : at + end - start]]
        cuts += [start + cut for cut in between(more, at, at + end - start)]
        done, at = end, at + end - start + 1
    return "".join([*pieces, result[done:]]), sorted(cuts)


def _parts(text: str, cuts: Sequence[int], plan: Plan) -> Iterator[tuple[int, int]]:
    """The clauses around the cuts, cut there."""
    done = 0
    for cut in cuts:
        if cut >= done:
            start, done = _clause(text, cut, cut, plan)
            edges = (start, *(start + other for other in between(cuts, start, done)), done)
            yield from pairwise(edges)


def _patch(text: str, result: str, plan: Plan) -> str:
    """Convert the stretches around the strays by the other way."""
    pieces, done = [], 0
    for start, end in _strayed(text, plan):
        pieces += [result[done:start], walk(text[start:end], plan.other)]
        done = end
    return "".join([*pieces, result[done:]])


def _stretches(text: str, plan: Plan) -> Iterator[tuple[str, Way]]:
    """`text` cut around its strays, and the way of each stretch."""
    done = 0
    for start, end in _strayed(text, plan):
        if start > done:
            yield text[done:start], plan.usual
        yield text[start:end], plan.other
        done = end
    if done < len(text):
        yield text[done:], plan.usual


def _strayed(text: str, plan: Plan) -> Iterator[tuple[int, int]]:
    """The stretches around the strays, from seam to seam of the other way."""
    if plan.strays.isdisjoint(text):
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

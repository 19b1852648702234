"""Where the glossary's terms stand in a text. The Aho-Corasick library lives here.

Matching is on folded text (`fold.py`), so it ignores script and the case of Latin letters; white space is compared exactly
(`DGX GH200` and `DGXGH200` are two forms). Because case is ignored, a form that is also an English word (IT) belongs in
the glossary only with a neighbour that tells it apart (IT行业).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reader.model import value
from reader.text.fold import fold


@value
class Hit:
    """A term stands at `[start, end)`, in code points."""

    start: int
    end: int
    id: str


@dataclass(frozen=True, slots=True)
class Clash:
    """One folded form that several terms claim; `forms` are its spellings, `ids` the terms, both in the order given."""

    forms: tuple[str, ...]
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TermIndex:
    """Two automata over the folded forms, and by a form's place its term, and whether it needs a boundary (before, behind)."""

    longest: Any
    every: Any
    ids: tuple[str, ...]
    edges: tuple[tuple[bool, bool], ...]
    most: int


def clashes(forms: Iterable[tuple[str, str]]) -> tuple[Clash, ...]:
    """Return the forms (of pairs form, term id) that are the same when folded and belong to different terms."""
    claims: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for form, term in forms:
        claims[fold(form)][form, term] = None
    shared = (tuple(claim) for claim in claims.values() if len({term for _, term in claim}) > 1)
    return tuple(Clash(_once(form for form, _ in claim), _once(term for _, term in claim)) for claim in shared)


def build_index(forms: Iterable[tuple[str, str]]) -> TermIndex:
    """Make the automaton for pairs (form, term id). Raises ValueError on an empty form and on `clashes`: validate before."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    pairs = tuple(forms)
    if any(not form for form, _ in pairs):
        raise ValueError("an empty form would match everywhere")
    if clash := clashes(pairs):
        raise ValueError(f"forms claimed by several terms: {clash}")
    owners = {fold(form): term for form, term in pairs}
    longest = AhoCorasick(owners, matchkind=MatchKind.LeftmostLongest, store_patterns=False)
    every = AhoCorasick(owners, matchkind=MatchKind.Standard, store_patterns=False)
    edges = tuple((_is_word(form[0]), _is_word(form[-1])) for form in owners)
    return TermIndex(longest, every, tuple(owners.values()), edges, max(map(len, owners), default=0))


def find_terms(folded: str, index: TermIndex) -> tuple[Hit, ...]:
    """Return where terms stand in a folded text: leftmost first, then longest, none overlapping another.

    A form that begins or ends with a Latin letter or a digit stands only where no other one adjoins it there; Chinese
    characters never block (`docs/design.md`: `H20` stands in 用H20的, not in `GH200`; nor `GPT-3` in `GPT-3.5`).
    """
    hits: list[Hit] = []
    end = 0
    for form, start, stop in index.longest.find_matches_as_indexes(folded):
        if start >= end and _stands_alone(folded, start, stop, index.edges[form]):
            found = [(start, stop, form)]
        else:
            # What the library took away with a longer form that does not stand may hold a shorter one that does.
            found = _search_again(folded, max(start, end), stop, index)
        for first, last, term in found:
            hits.append(Hit(first, last, index.ids[term]))
            end = last
    return tuple(hits)


def _search_again(folded: str, start: int, stop: int, index: TermIndex) -> list[tuple[int, int, int]]:
    """The forms (start, end, form) that stand and begin in `[start, stop)`, leftmost and longest first."""
    near = index.every.find_matches_as_indexes(folded[start : stop + index.most], overlapping=True)
    places = sorted((start + first, -start - last, form) for form, first, last in near if start + first < stop)
    found, end = [], start
    for first, minus_last, form in places:
        if first >= end and _stands_alone(folded, first, -minus_last, index.edges[form]):
            end = -minus_last
            found.append((first, end, form))
    return found


def _stands_alone(text: str, start: int, stop: int, edges: tuple[bool, bool]) -> bool:
    before, behind = edges
    return not (before and _runs_on(text, start - 1)) and not (behind and _runs_on(text, stop))


def _runs_on(text: str, place: int) -> bool:
    """Does a word or a number go on at `place`? (A stop between digits belongs to a number.)"""
    if not 0 <= place < len(text):
        return False
    if _is_word(text[place]):
        return True
    around = text[place - 1 : place + 2] if place else ""
    return text[place] in ".," and len(around) == 3 and around[0].isdecimal() and around[2].isdecimal()


def _is_word(char: str) -> bool:
    """A letter or digit of a script that is written with spaces: from U+2E80 on, only the full-width ones are."""
    return (char.isalpha() or char.isdecimal() or char == "_") and (char < "\u2e80" or "\uff10" <= char <= "\uff5a")


def _once(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))

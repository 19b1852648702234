"""Where the glossary's terms stand in a text. The Aho-Corasick library lives here.

Matching is on folded text (`fold.py`), so it ignores script and the case of Latin letters; white space is compared exactly
(`DGX GH200` and `DGXGH200` are two forms). Because case is ignored, a form that is also an English word (IT) belongs in
the glossary only with a neighbour that tells it apart (IT行业).
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from msgspec import Struct, field

from reader.match.fold import Shadow, keys

# A form's number, and where it stands.
Match: TypeAlias = tuple[int, int, int]


class Hit(Struct, frozen=True, gc=False):
    """A term stands at `[start, end)`, in code points."""

    start: int
    end: int
    id: str


class Hits(Struct, frozen=True, gc=False):
    """Where terms stand, in order: column by column, since a large edition has a hundred thousand of them."""

    starts: array[int] = field(default_factory=lambda: array("I"))
    ends: array[int] = field(default_factory=lambda: array("I"))
    ids: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Hit]:
        return map(Hit, self.starts, self.ends, self.ids)

    def __reversed__(self) -> Iterator[Hit]:
        return map(Hit, reversed(self.starts), reversed(self.ends), reversed(self.ids))

    def __len__(self) -> int:
        return len(self.ids)


class Clash(Struct, frozen=True, gc=False):
    """One folded form that several terms claim; `forms` are its spellings, `ids` the terms, both in the order given."""

    forms: tuple[str, ...]
    ids: tuple[str, ...]


class TermIndex(Struct, frozen=True, gc=False):
    """The automaton over the folded forms; by a form's place its term, and whether it needs a boundary (before, behind; None: neither).

    `most` is the length of the longest form.
    """

    longest: Any
    ids: tuple[str, ...]
    edges: tuple[tuple[bool, bool] | None, ...]
    most: int


def clashes(forms: Iterable[tuple[str, str]]) -> tuple[Clash, ...]:
    """Return the forms (of pairs form, term id) that are the same when folded and belong to different terms."""
    pairs = tuple(forms)
    shadows = keys([form for form, _ in pairs])
    contested = _contested(shadows, pairs)
    claims: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for shadow, pair in zip(shadows, pairs, strict=True) if contested else ():
        if shadow in contested:
            claims[shadow][pair] = None
    return tuple(Clash(_once(form for form, _ in claim), _once(term for _, term in claim)) for claim in claims.values())


def _contested(shadows: Iterable[str], pairs: Iterable[tuple[str, str]]) -> set[str]:
    owners: dict[str, str] = {}
    return {shadow for shadow, (_, term) in zip(shadows, pairs, strict=True) if owners.setdefault(shadow, term) != term}


def build_index(forms: Iterable[tuple[str, str]]) -> TermIndex:
    """Make the automaton for pairs (form, term id). Raises ValueError on an empty form and on `clashes`: validate before."""
    pairs = tuple(forms)
    shadows, terms = keys([form for form, _ in pairs]), [term for _, term in pairs]
    if not all(shadows):
        raise ValueError("an empty form would match everywhere")
    owners = dict(zip(shadows, terms, strict=True))
    if [owners[shadow] for shadow in shadows] != terms:
        raise ValueError(f"forms claimed by several terms: {clashes(pairs)}")
    edges = [(_is_word(form[0]), _is_word(form[-1])) for form in owners]
    needed = tuple([edge if True in edge else None for edge in edges])
    return TermIndex(_automaton(owners), tuple(owners.values()), needed, max(map(len, owners), default=0))


def _automaton(forms: Iterable[str]) -> Any:
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest, store_patterns=False)


def find_terms(shadow: Shadow, index: TermIndex) -> Hits:
    """Return where terms stand in the text of a shadow: leftmost first, then longest, none overlapping another.

    A form that begins or ends with a Latin letter or a digit stands only where no other one adjoins it there; Chinese
    characters never block (`docs/design.md`: `H20` stands in 用H20的, not in `GH200`; nor `GPT-3` in `GPT-3.5`).
    """
    starts, ends, ids = _find(shadow.text, index)
    if shadow.skips:
        starts, ends = array("I", map(shadow.start, starts)), array("I", map(shadow.end, ends))
    return Hits(starts, ends, tuple(ids))


def _find(folded: str, index: TermIndex) -> tuple[array[int], array[int], list[str]]:
    """The columns of `find_terms`, as places of the shadow."""
    edges, ids = index.edges, index.ids
    # Of a copy, since Python keeps what it has encoded for the library as long as the text: half as much again.
    found = index.longest.find_matches_as_indexes(folded[:1] + folded[1:])  # none of which overlaps another
    fallen = {match for match in found if edges[match[0]] and not _stands(folded, match, edges)}
    if fallen:
        found = _mended(folded, found, [number for number, match in enumerate(found) if match in fallen], index)
    return array("I", [start for _, start, _ in found]), array("I", [stop for _, _, stop in found]), [ids[form] for form, _, _ in found]


def _stands(folded: str, match: Match, edges: Sequence[tuple[bool, bool] | None]) -> bool:
    form, start, stop = match
    edge = edges[form]
    if edge is None or ("\u2e80" <= folded[start - 1 : start] < "\uff10" and "\u2e80" <= folded[stop : stop + 1] < "\uff10"):
        return True  # the second in nearly every case: Chinese on both sides, which has no words that might run on
    before, behind = edge
    return not (before and _runs_on(folded, start - 1)) and not (behind and _runs_on(folded, stop))


def _mended(folded: str, found: list[Match], fallen: list[int], index: TermIndex) -> list[Match]:
    """The forms that stand; of those that were found, the ones of the numbers `fallen` do not.

    What the library took away with a longer form that does not stand may hold a shorter one that does, which may reach into the next.
    """
    rows, done, end = [], 0, 0
    for number in fallen:
        rows += found[done:number]
        done = max(done, number)
        while done == number or (number < done < len(found) and found[done][1] < end):
            _, start, stop = found[done]
            again = _search_again(folded, max(start, end), stop, index)
            rows += again
            end = again[-1][2] if again else end
            done += 1
    return rows + found[done:]


def only(hits: Hits, numbers: Sequence[int]) -> Hits:
    """The hits of these numbers, which are in order."""
    if len(numbers) == len(hits):
        return hits
    starts, ends = (array("I", [column[number] for number in numbers]) for column in (hits.starts, hits.ends))
    return Hits(starts, ends, tuple([hits.ids[number] for number in numbers]))


def _search_again(folded: str, start: int, stop: int, index: TermIndex) -> list[Match]:
    """The forms that stand and begin in `[start, stop)`, leftmost and longest first."""
    found, place = [], start
    while place < stop:
        if place and _is_word(folded[place]) and _is_word(folded[place - 1]):  # nothing that begins within a word stands
            place += 1
            continue
        first = _first(folded, place, stop + index.most, index)
        if not first or first[1] >= stop:
            break
        standing = _longest_standing(folded, first, index)
        if standing:
            found.append(standing)
        place = standing[2] if standing else first[1] + 1
    return found


def _longest_standing(folded: str, match: Match, index: TermIndex) -> Match | None:
    """Of the forms that begin where one does, and are no longer, the longest that stands."""
    _, start, stop = match
    while not _stands(folded, match, index.edges):
        shorter = _first(folded, start, stop - 1, index)
        if not shorter or shorter[1] > start:
            return None
        match, stop = shorter, shorter[2]
    return match


def _first(folded: str, start: int, stop: int, index: TermIndex) -> Match | None:
    """The leftmost form in `[start, stop)`, of those that begin there the longest."""
    near = index.longest.find_matches_as_indexes(folded[start:stop])
    return (near[0][0], start + near[0][1], start + near[0][2]) if near else None


def _runs_on(text: str, place: int) -> bool:
    """Does a word or a number go on at `place`? (A stop between digits belongs to a number.)"""
    if not 0 <= place < len(text) or "\u2e80" <= text[place] < "\uff10":
        return False
    if _is_word(text[place]):
        return True
    around = text[place - 1 : place + 2] if place else ""
    return text[place] in ".," and len(around) == 3 and around[0].isdecimal() and around[2].isdecimal()


def _is_word(char: str) -> bool:
    """A letter or digit of a script that is written with spaces: from U+2E80 on, only the full-width ones are."""
    return (char < "\u2e80" or "\uff10" <= char <= "\uff5a") and (char.isalpha() or char.isdecimal() or char == "_")


def _once(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))

"""Words that somebody lists for his own texts: what stands left becomes what stands right, whatever conversion would make of it.

A word that stands on both sides stays as it is. Of words that overlap, the one that begins first holds, and of those the longest. Outside
the listed words a text converts as it does without the list (`overlay.py`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, combinations
from typing import Any, Literal

from msgspec import Struct

from reader.model import SCRIPTS, Script, Span
from reader.script.detect import Writing, writing_of
from reader.script.past_unseen import bared, shared
from reader.unseen import holds_unseen

Match = tuple[int, int, str]

# Lists of which the finders are kept, each on every way: they come and go with whoever is served.
LISTS = 64


class OwnWord(Struct, frozen=True, gc=False):
    """`source` becomes `result`: in texts of one writing and on the way to one script, if these are named. `where` is its place in the list."""

    source: str
    result: str
    writing: Writing = ""
    target: Script | Literal[""] = ""
    where: str = ""


class OwnWords(Struct, frozen=True, gc=False, eq=False):
    """A list of words, or several together. Compared by identity: it is a cache key."""

    entries: tuple[OwnWord, ...] = ()


NO_WORDS = OwnWords()


class Finder(Struct, frozen=True, gc=False, eq=False):
    """The words that hold on one way: an automaton that finds them all (None: there are none), and what each becomes."""

    automaton: Any = None
    sources: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    resizes: bool = False
    latin: bool = False


NOBODYS = Finder()


@lru_cache(LISTS)
def finder(own: OwnWords, *, target: Script, writings: Collection[Writing] = ()) -> Finder:
    """The words of the list that hold for text of `writings` (none named: of any) on its way to `target`.

    It `resizes` when a word and what it becomes differ in length; `latin`: a word has no character but ASCII, which conversion never looks at.
    """
    words = {word.source: word.result for word in own.entries if word.target in {"", target} and (not word.writing or not writings or word.writing in writings)}
    if not words:
        return NOBODYS
    from ahocorasick_rs import AhoCorasick

    resizes = any(len(source) != len(result) for source, result in words.items())
    return Finder(AhoCorasick(list(words)), tuple(words), tuple(words.values()), resizes, any(map(str.isascii, words)))


def find(text: str, found: Finder, kept: Sequence[Span] = ()) -> list[Match]:
    """Where the words stand in `text`, past what nobody sees: start, end, what each becomes. None touches what is `kept`.

    A word in Latin letters is found as a whole.
    """
    if found.automaton is None:
        return []
    bare, hidden = bared(text)
    places, covered = [place for place, _ in hidden], _covered(text, kept)
    taken, done = [], 0
    for number, start, end in sorted(found.automaton.find_matches_as_indexes(bare, overlapping=True), key=lambda one: (one[1], -one[2])):
        first, last = bisect_right(places, start), bisect_left(places, end)
        if start < done or not _is_whole(bare, start, end) or any(covered[start + first : end + last]):
            continue
        inside = [(place - start, char) for place, char in hidden[first:last]]
        taken.append((start + first, end + last, shared(bare[start:end], found.results[number], inside)))
        done = end
    return taken


def may_hold(texts: Sequence[str], found: Finder) -> Container[int]:
    """The indexes of the texts in which `find` may find something: all are looked at as one, since most hold nothing."""
    if found.automaton is None:
        return ()
    together = "\n".join(texts)
    if holds_unseen(together):  # words are found past it
        return range(len(texts))
    ends = list(accumulate(len(text) + 1 for text in texts))
    return {bisect_right(ends, start) for _, start, _ in found.automaton.find_matches_as_indexes(together, overlapping=True)}


def _covered(text: str, kept: Sequence[Span]) -> bytearray:
    """For each character whether it is kept; empty where nothing is."""
    covered = bytearray(len(text) if kept else 0)
    for span in kept:
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    return covered


def _is_whole(text: str, start: int, end: int) -> bool:
    return not any(text[at : at + 2].isalnum() and text[at : at + 2].isascii() for at in (start - 1, end - 1) if 0 <= at < len(text) - 1)


def clashes(own: OwnWords) -> Iterator[tuple[OwnWord, OwnWord]]:
    """Every two entries of which both hold for some text, and which say different things of one word."""
    alike: dict[str, dict[tuple[str, str, str], OwnWord]] = {}
    for word in own.entries:
        alike.setdefault(word.source, {}).setdefault((word.result, word.writing, word.target), word)
    for words in alike.values():
        for one, other in combinations(words.values(), 2):
            if one.result != other.result and _meet(one.target, other.target) and _meet(one.writing, other.writing):
                yield one, other


def _meet(one: str, other: str) -> bool:
    return one == other or "" in {one, other}


def unsettled(own: OwnWords) -> Iterator[tuple[OwnWord, str]]:
    """The entries whose result the list itself would change in a text that is converted again, and into what."""
    for target in SCRIPTS:
        found = finder(own, target=target, writings=(writing_of(target),))
        words = [word for word in own.entries if word.target in {"", target}]
        held = may_hold([word.result for word in words], found)
        for at, word in enumerate(words):
            if at in held and (again := replaced(word.result, found)) != word.result:
                yield word, again


def replaced(text: str, found: Finder) -> str:
    """`text` with the words put in, and no other change."""
    parts: list[str] = []
    done = 0
    for start, end, result in find(text, found):
        parts += (text[done:start], result)
        done = end
    return "".join([*parts, text[done:]])


def absent(found: Finder, texts: Iterable[str]) -> list[str]:
    """The words that stand in none of the texts."""
    left = set(range(len(found.sources)))
    for text in texts:
        if left:
            left -= {number for number, _, _ in found.automaton.find_matches_as_indexes(bared(text)[0], overlapping=True)}
    return [found.sources[number] for number in sorted(left)]

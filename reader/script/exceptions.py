"""Words that OpenCC gets wrong, settled by hand: matched on the source text, a seam on both sides, their result is the data's.

Where OpenCC writes a word as the data would, nothing is cut: so a word may stand here that it gets wrong only behind some others
(游戏 in 网上游戏), and a longer one that keeps a shorter one from doing harm (上游戏水).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from msgspec import Struct

from reader.model import Script
from reader.script.detect import Writing
from reader.script.exception_list import FROM_TRADITIONAL, TO_TRADITIONAL
from reader.script.own_words import NO_WORDS, OwnWords
from reader.script.word_list import FROM_TRADITIONAL_WORDS, TO_TRADITIONAL_WORDS


class ScriptException(Struct, frozen=True, gc=False):
    """`source`, in text of `writing`, becomes `result` on the way to `target`. `example` is text in which it is needed.

    `loose`: it says which characters, not which word, so regional words may still take its place.
    """

    source: str
    writing: Writing
    target: Script
    result: str
    example: str
    loose: bool = False

    def __post_init__(self) -> None:
        if not self.source or len(self.source) != len(self.result):
            raise ValueError(f"an exception must keep its length: {self.source} → {self.result}")


class Exceptions(Struct, frozen=True, gc=False, eq=False):
    """A list of exceptions, in order; where two have the same source the later holds. Compared by identity: it is a cache key.

    `own` are the words of whoever has the text: they hold over everything. Without `quotes` the quotation marks stay as they are.
    """

    entries: tuple[ScriptException, ...] = ()
    own: OwnWords = NO_WORDS
    quotes: bool = True


class Chosen(Struct, frozen=True, gc=False, eq=False):
    """The exceptions that hold on one way: an automaton that finds them all, what each says, and every two characters that stand together in one."""

    finder: Any
    entries: tuple[ScriptException, ...]
    pairs: frozenset[str]


@cache
def our_exceptions() -> Exceptions:
    """The list that ships with the program."""
    entries: list[ScriptException] = []
    for source, taiwan, hong_kong, example in TO_TRADITIONAL:
        entries.append(ScriptException(source, "zh-Hans", "zh-Hant-TW", taiwan, example or source))
        entries.append(ScriptException(source, "zh-Hans", "zh-Hant-HK", hong_kong, example or source))
    for source, simplified, hong_kong, example in FROM_TRADITIONAL:
        entries.append(ScriptException(source, "zh-Hant", "zh-Hans", simplified, example or source))
        if hong_kong:
            entries.append(ScriptException(source, "zh-Hant", "zh-Hant-HK", hong_kong, example or source))
    return Exceptions((*_words(), *entries))


def with_own(own: OwnWords, *, quotes: bool = True) -> Exceptions:
    """Our list, and what whoever has the text wants: his words, and the quotation marks as they are or not."""
    return Exceptions(our_exceptions().entries, own, quotes) if own.entries or not quotes else our_exceptions()


def _words() -> Iterator[ScriptException]:
    for word in TO_TRADITIONAL_WORDS.split():
        source, taiwan, hong_kong, example = (*word.split("="), "", "")[:4]
        yield ScriptException(source, "zh-Hans", "zh-Hant-TW", taiwan, example or source, loose=True)
        if hong_kong != "-":
            yield ScriptException(source, "zh-Hans", "zh-Hant-HK", hong_kong or taiwan, example or source, loose=True)
    for word in FROM_TRADITIONAL_WORDS.split():
        source, simplified = word.split("=")
        yield ScriptException(source, "zh-Hant", "zh-Hans", simplified, source, loose=True)


def choose(exceptions: Exceptions, *, target: Script, writings: Collection[Writing]) -> Chosen:
    """Return the exceptions that hold for text of `writings` on its way to `target`."""
    entries = {entry.source: entry for entry in exceptions.entries if entry.target == target and entry.writing in writings}
    if not entries:
        return Chosen(None, (), frozenset())
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    pairs = frozenset(source[at : at + 2] for source in entries for at in range(len(source) - 1))
    finder = AhoCorasick(list(entries), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA)
    return Chosen(finder, tuple(entries.values()), pairs)


def wrong(text: str, converted: str, chosen: Chosen, *, words: bool = False) -> list[tuple[int, int, str]]:
    """Where the exceptions say otherwise than `converted`, which is `text` without them: start, end and what belongs there.

    Leftmost and longest first, in code points. With `words` also where they agree, if they must hold against regional words.
    """
    if chosen.finder is None:
        return []
    found = [(start, end, chosen.entries[number]) for number, start, end in chosen.finder.find_matches_as_indexes(text)]
    return [(start, end, it.result) for start, end, it in found if converted[start:end] != it.result or (words and not it.loose)]

"""Where one of OpenCC's hard phrases stands in a text: it writes them otherwise than character by character (`docs/conversion.md`, "Where words end").

They are found by their keys, two characters of each: an automaton of all ten thousand phrases takes twice as long to make. Read at the first
need; `tests/generate_lexicon.py` writes them.
"""

from __future__ import annotations

from functools import cache
from threading import Lock, Thread
from typing import Any

from msgspec import Struct

from reader.script.detect import Writing
from reader.script.tables import line_of, whole

_ONE_AT_A_TIME = Lock()


class Keys(Struct, frozen=True, gc=False, eq=False):
    """What is looked for, the keys and perhaps whole words, some of which are keys too, and an automaton that finds it all."""

    sought: list[str]
    words: frozenset[str]
    only_words: frozenset[str]
    finder: Any


def hard_phrases(text: str, writing: Writing, *, regional: bool = False) -> list[tuple[int, int]]:
    """Where they stand in text of that writing: start and end, in order, of those that begin together the longer first.

    With `regional` also the words that have another name elsewhere.
    """
    with _ONE_AT_A_TIME:
        known = _known(writing, regional=regional)
    found: list[tuple[int, int]] = []
    for number, start, end in known.finder.find_matches_as_indexes(text, overlapping=True):
        key = known.sought[number]
        if key in known.only_words:
            found.append((start, -end))
            continue
        holding = _holding(writing, key)
        if not holding or key in holding or key in known.words:
            found.append((start, -end))
        if holding:
            for beside in (text[start - 1 : end], text[start : end + 1]):
                if beside in holding:
                    found += [(start - at, at - start - len(phrase)) for at, phrase in holding[beside] if start >= at and text.startswith(phrase, start - at)]
    return [(start, -left) for start, left in sorted(set(found))]


def begin_hard_phrases(writing: Writing) -> None:
    """Have a second thread make the automaton: Python's lock is free meanwhile, and who asks before waits."""
    Thread(target=hard_phrases, args=("", writing), daemon=True).start()


@cache
def _holding(writing: Writing, key: str) -> dict[str, list[tuple[int, str]]]:
    """The phrases that hold a key and where in each it stands, by it and the character before it, or else behind it. Empty: it is the only one."""
    holding: dict[str, list[tuple[int, str]]] = {}
    for phrase in line_of(_table(writing), key).split(" ")[1:]:
        at = phrase.index(key)
        holding.setdefault(phrase[max(at - 1, 0) :][: len(key) + 1], []).append((at, phrase))
    return holding


@cache
def _known(writing: Writing, *, regional: bool) -> Keys:
    from ahocorasick_rs import AhoCorasick, Implementation

    words = frozenset(whole("regional").split() if regional else ())
    keys = line_of(_table(writing), "").split()
    # Of what begins alike the automaton takes the last first in less time; and no other kind is ready sooner.
    sought = sorted(words.union(keys), reverse=True) if words else keys
    return Keys(sought, words, words.difference(keys), AhoCorasick(sought, store_patterns=False, implementation=Implementation.NoncontiguousNFA))


def phrases_of(writing: Writing) -> tuple[str, ...]:
    """All phrases of one writing."""
    keys, *lines = whole(_table(writing)).splitlines()
    held = {line.split(" ", 1)[0]: line.split(" ")[1:] for line in lines}
    return tuple([phrase for key in keys.split() for phrase in held.get(key, [key])])


def _table(writing: Writing) -> str:
    return "traditional" if writing == "zh-Hant" else "simplified"

"""The words of `data/` (`docs/conversion.md`, "Where words end"): what each costs, and the phrases of OpenCC that depend on where words end.

Read at the first need; `tests/generate_lexicon.py` writes them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from reader.script.detect import Writing

# Characters that are read as others, pair by pair: words are known in one spelling only.
Spelling = tuple[tuple[str, str], ...]

_DATA = Path(__file__).parent / "data"
# What a character costs that is not in the list: as if it had been met once in the 60 million words behind it.
UNKNOWN = 103
# No word of the list is longer; OpenCC's phrases may be.
LONGEST_WORD = 4


class Phrases(Struct, frozen=True, gc=False, eq=False):
    """Phrases of OpenCC, and an automaton that finds them all."""

    phrases: tuple[str, ...]
    finder: Any


@cache
def costs(spelling: Spelling = ()) -> dict[str, int]:
    """Each word in that spelling and its cost: minus the logarithm of its frequency, in quarters of a bit."""
    text = _read("words")
    for old, new in spelling:
        text = text.replace(old, new)
    found: dict[str, int] = {}
    for line in reversed(text.splitlines()):  # the costs rise: of words that are spelled alike the commoner holds
        cost, words = line.split(" ", 1)
        found.update(dict.fromkeys(words.split(" "), int(cost)))
    return found


@cache
def hard_phrases(writing: Writing, *, regional: bool = False) -> Phrases:
    """What OpenCC writes otherwise than character by character in text of that writing; with `regional` also the words that have another name elsewhere."""
    from ahocorasick_rs import AhoCorasick

    words = phrases_of(writing)
    if regional:
        words = tuple(dict.fromkeys((*words, *_read("regional").split())))
    return Phrases(words, AhoCorasick(words))


@cache
def phrases_of(writing: Writing) -> tuple[str, ...]:
    """The phrases of one writing."""
    return tuple(_read("traditional" if writing == "zh-Hant" else "simplified").split())


def _read(name: str) -> str:
    return (_DATA / f"{name}.txt").read_text(encoding="utf-8")

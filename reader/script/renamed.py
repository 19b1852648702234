"""Where a text may hold a word that has another name in the region. All else goes the usual way, which takes less than half the time and is known already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from reader.script.lexicon import neighbours, renamed_words
from reader.script.regional_words import from_mark_to_mark
from reader.script.ways import Way, without_words

Place = tuple[int, int]


def renamed(text: str, steps: Way) -> Iterator[tuple[int, int]]:
    """The stretches from seam to seam, in order, in which the steps may give a word another name. The others become what they become without names."""
    if not text or without_words(steps) == steps:
        return
    if _twin().search(text):
        yield 0, len(text)
        return
    simplified = steps[0].startswith("s2")
    found = ((start, end) for _, start, end in _finder(simplified).find_matches_as_indexes(text))
    yield from (_between_strangers if simplified else _between_marks)(text, found)


def _between_strangers(text: str, words: Iterable[Place]) -> Iterator[Place]:
    """The words with what stands beside them, up to where two characters stand together in no phrase."""
    behind, done, size = neighbours(), 0, len(text)
    for first, last in words:
        if last <= done:
            continue
        start, end = first, last
        while start > done and text[start] in behind.get(text[start - 1], ""):
            start -= 1
        while end < size and text[end] in behind.get(text[end - 1], ""):
            end += 1
        yield start, end
        done = end


def _between_marks(text: str, words: Iterable[Place]) -> Iterator[Place]:
    backwards, done = text[::-1], 0
    for start, end in words:
        if start >= done:
            first, done = from_mark_to_mark(text, backwards, start, end)
            yield first, done


@cache
def _finder(simplified: bool) -> Any:
    from ahocorasick_rs import AhoCorasick, Implementation

    return AhoCorasick(renamed_words("zh-Hans" if simplified else "zh-Hant"), store_patterns=False, implementation=Implementation.DFA)


@cache
def _twin() -> re.Pattern[str]:
    # Compatibility ideographs: OpenCC takes them for other characters, in any word.
    return re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")

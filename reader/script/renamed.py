"""Where a text may hold a word that has another name in the region. All else goes the usual way, which takes less than half the time and is known already."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from reader.script.lexicon import renamed_words
from reader.script.regional_words import from_mark_to_mark
from reader.script.ways import Way, without_words


def renamed(text: str, steps: Way) -> Iterator[tuple[int, int]]:
    """The stretches from mark to mark, in order, in which the steps may give a word another name. The others become what they become without names."""
    if not text or without_words(steps) == steps:
        return
    if _twin().search(text):
        yield 0, len(text)
        return
    found = _finder(steps[0].startswith("s2")).find_matches_as_indexes(text)
    backwards, done = text[::-1] if found else "", 0
    for _, start, end in found:
        if start >= done:
            first, done = from_mark_to_mark(text, backwards, start, end)
            yield first, done


@cache
def _finder(simplified: bool) -> Any:
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(renamed_words("zh-Hans" if simplified else "zh-Hant"), store_patterns=False)


@cache
def _twin() -> re.Pattern[str]:
    # Compatibility ideographs: OpenCC takes them for other characters, in any word.
    return re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")

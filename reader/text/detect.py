"""Which script a text is written in, by the characters that exist in one script only."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from reader.text.script_table import SIMPLIFIED_ONLY, TRADITIONAL_ONLY

Writing = Literal["zh-Hans", "zh-Hant", ""]


class Evidence(NamedTuple):
    """What the characters of a text tell: the writing of most of them (empty: nothing tells), and whether both are there."""

    writing: Writing
    mixed: bool = False


def detect(text: str, *, default: str = "") -> Evidence:
    """Weigh the characters of `text`; where neither script has more of them, the language tag `default` decides.

    Set operations: ten times as fast as a regular expression on long texts.
    """
    simplified, traditional = not simplified_only().isdisjoint(text), not traditional_only().isdisjoint(text)
    if simplified != traditional:
        return Evidence("zh-Hans" if simplified else "zh-Hant")
    if not simplified:
        return Evidence(writing_of(default))
    lead = _count(text, simplified_only()) - _count(text, traditional_only())
    return Evidence(writing_of(default) if lead == 0 else "zh-Hans" if lead > 0 else "zh-Hant", mixed=True)


def _count(text: str, characters: frozenset[str]) -> int:
    return sum(map(text.count, characters.intersection(text)))


@cache
def writing_of(tag: str) -> Writing:
    """The writing that a language tag names; a region without a script stands for its usual one. Empty for other languages.

    Mandarin's own code and the three-letter ones of older books count; pinyin does not.
    """
    parts = tag.lower().replace("_", "-").split("-")
    if parts[0] not in {"zh", "cmn", "zho", "chi"} or {"latn", "bopo"} & set(parts):
        return ""
    if "hant" in parts or ("hans" not in parts and {"tw", "hk", "mo"} & set(parts)):
        return "zh-Hant"
    return "zh-Hans"


@cache
def simplified_only() -> frozenset[str]:
    """Characters that no traditional text of any region holds."""
    return frozenset(SIMPLIFIED_ONLY.replace(" ", ""))


@cache
def traditional_only() -> frozenset[str]:
    """Characters that no simplified text holds."""
    return frozenset(TRADITIONAL_ONLY.replace(" ", ""))

"""How rare words are elsewhere: today, in Chinese and English of every kind (wordfreq lives here), and in the corpus behind rjieba."""

from __future__ import annotations

import math
from functools import cache
from typing import Any, Literal

from reader.annotate.suggesting.segments import frequency
from reader.errors import MissingTool, installing

CORPUS, UNSEEN = 60_000_000, 20  # words of the corpus behind `frequency`; added, so that what it lacks is not endlessly rare
RAREST = 1e-8  # of a word that no list has, so that this too is a number


@cache
def shares(language: Literal["zh", "en"]) -> dict[str, float]:
    """The words of a language, and which part of all words each is; raises MissingTool where wordfreq is not installed."""
    found: dict[str, float] = library().get_frequency_dict(language, "large")
    return found


@cache
def rarity_today(word: str) -> float:
    """How rare a Chinese word is today, as a logarithm: 7 to 18.4, which is that of a word no list has."""
    return -math.log(shares("zh").get(word, 0.0) + RAREST)


def rarity_in_english(word: str) -> float:
    """How rare a word of Latin letters is, on the same scale."""
    return -math.log(shares("en").get(word.lower(), 0.0) + RAREST)


@cache
def rarity(word: str) -> float:
    """How rare a word is in the segmenter's corpus, of the press of its time, as a logarithm: 3 to 15."""
    return math.log(CORPUS / (frequency(word) + UNSEEN))


@cache
def library() -> Any:
    try:
        import wordfreq
    except ImportError as error:
        raise MissingTool("wordfreq, which tells how rare words are, is not installed", advice=installing("suggest")) from error
    return wordfreq

"""Hypothesis strategies for Chinese text that is hard to convert: OpenCC's own phrases, cut and joined at will."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from opencc_data import entries, tool

from reader.match.alike_table import BEYOND
from reader.match.fold_table import LARGER, PAIRS
from reader.script.exceptions import our_exceptions

PUNCTUATION = "，。：；？！、（）《》“”‘’「」『』 —…\n"
LATIN = ("AI", "H20", "GH200", "ChatGPT", "CUDA", "1993", "it’s", "Attention is all you need", "é", "𠮷")


@cache
def phrases() -> tuple[str, ...]:
    """Phrases in either script that some configuration treats as a whole, our exceptions, and every character of the shipped classes."""
    own = [text for entry in our_exceptions().entries for text in (entry.source, entry.result, entry.example)]
    # Several times over, or they would hardly ever be drawn among fifty thousand of OpenCC's.
    characters = (*f"{PAIRS}{LARGER}{BEYOND}".replace(" ", ""), *own * 6)
    if tool() is None:
        return characters
    names = ("STPhrases", "TSPhrases", "TWVariantsRevPhrases", "HKVariantsPhrases", "HKVariantsRevPhrases", "TWVariantsPhrases")
    pairs = [pair for name in names for pair in entries(name)]
    return (*characters, *(key for key, _ in pairs), *(values[0] for _, values in pairs))


def pieces() -> st.SearchStrategy[str]:
    """One word, character, mark or Latin word; words also without their first or last character."""
    word = st.integers(0, len(phrases()) - 1).map(lambda place: phrases()[place])
    cut = st.tuples(word, st.booleans()).map(lambda pair: pair[0][1:] if pair[1] else pair[0][:-1])
    return st.one_of(word, word, cut, st.sampled_from(PUNCTUATION), st.sampled_from(LATIN))


def texts(*, most: int = 24) -> st.SearchStrategy[str]:
    """Up to `most` pieces run together."""
    return st.lists(pieces(), max_size=most).map("".join)

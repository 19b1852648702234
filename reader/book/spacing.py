"""Languages with spaces between their words, and those without: what is counted in characters there is counted in words here."""

from __future__ import annotations

import re
from functools import cache

# Languages that are written without them (CLDR's root rules for words and Unicode's line breaking class SA): a page of theirs has few spaces.
UNSPACED = frozenset({"zh", "cmn", "yue", "wuu", "hak", "nan", "lzh", "ja", "th", "lo", "km", "my", "bo", "dz", "shn"})
# A page of 300 Chinese characters is one of 180 English words, and these are 1080 characters with their spaces.
WIDER = 3.6


@cache
def is_spaced(tag: str) -> bool:
    """Does the language of a BCP 47 tag put spaces between words?"""
    return tag.lower().partition("-")[0] not in UNSPACED


def widened(number: int, tag: str) -> int:
    """How many characters of the language hold about as much as `number` Chinese ones."""
    return round(number * WIDER) if is_spaced(tag) else number


@cache
def sentence_end_of(tag: str) -> re.Pattern[str]:
    """Finds the end of a sentence, with what closes it, and the space behind it."""
    if is_spaced(tag):
        return re.compile(r"""[.!?…。！？]+["'”’»)\]]*(?:\s+|\Z)""")
    return re.compile("[。！？；…”’」』]+")

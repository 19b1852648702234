"""Languages with spaces between their words, and those without: what is counted in characters there is counted in words here. And which way they run."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
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


# Languages that are written from right to left, and scripts that are, whatever the language (CLDR, scriptMetadata).
LEFTWARD = frozenset({"ar", "arc", "azb", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "pnb", "prs", "ps", "sd", "syr", "ug", "ur", "yi"})
LEFTWARD_SCRIPTS = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"})


@cache
def runs_leftward(tag: str) -> bool:
    """Is the language of a BCP 47 tag written from right to left?"""
    language, *rest = tag.split("-")
    script = next((part.title() for part in rest if len(part) == 4 and part.isalpha()), "")
    return script in LEFTWARD_SCRIPTS if script else language.lower() in LEFTWARD


@cache
def sentence_end_of(tag: str) -> re.Pattern[str]:
    """Finds the end of a sentence, with what closes it, and the space behind it."""
    if is_spaced(tag):
        return re.compile(r"""[.!?…。！？؟۔]+["'”’»)\]]*(?:\s+|\Z)""")
    return re.compile("[。！？；…”’」』]+")


def word_numbers(text: str) -> Sequence[int]:
    """For each place of `text`, its end too, how many words begin before it; a Chinese character is a word."""
    numbers = array("I", bytes(4 * (len(text) + 1)))
    count, done = 0, 0
    for word in _word().finditer(text):
        numbers[done : word.start() + 1] = array("I", [count]) * (word.start() + 1 - done)
        count, done = count + 1, word.start() + 1
    numbers[done:] = array("I", [count]) * (len(text) + 1 - done)
    return numbers


@cache
def _word() -> re.Pattern[str]:
    return re.compile("[\u3400-\u9fff]|[^\\s\u3400-\u9fff]+")

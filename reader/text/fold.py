"""The script-independent shadow of a text: same length, so that an offset in the shadow is an offset in the text.

Equated are the characters that a length-keeping OpenCC configuration writes for each other, the compatibility ideographs, upper and
lower case, and “ ” ‘ ’ with 「 」 『 』. Vocabulary is not folded (芯片, 晶片): editors list the forms.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from reader.text.fold_table import CLASSES

QUOTES = ("“「", "”」", "‘『", "’』")


def fold(text: str) -> str:
    """The shadow of `text`, of the same length in code points; folding it again changes nothing.

    Law (`docs/design.md`, "The way of the data"): `fold(convert(x)) == fold(x)` for every OpenCC configuration without `p`.
    """
    return text.translate(_shadow())


class _Shadow(dict[int, str]):
    """A translation table that works out a character outside the shipped classes when it first meets it.

    (`str.translate` is slow on keys that are missing: it raises and catches an error for each.)
    """

    def __missing__(self, point: int) -> str:
        char = chr(point)
        if _is_duplicate(point):
            plain = unicodedata.normalize("NFC", char)
            char = self[ord(plain)] if plain != char else char
        self[point] = folded = _one_case(char)
        return folded


@cache
def _shadow() -> _Shadow:
    table = _Shadow()
    for word in (*CLASSES.split(), *QUOTES):
        for char in word:
            table[ord(char)] = word[0]
    return table


def _is_duplicate(point: int) -> bool:
    """CJK compatibility ideographs: OpenCC normalises them before it converts."""
    return 0xF900 <= point <= 0xFAFF or 0x2F800 <= point <= 0x2FA1F


def _one_case(char: str) -> str:
    """Case folding that keeps the length: `ß` and `İ`, which would become two characters, stay."""
    return next((form for form in (char.casefold(), char.lower()) if len(form) == 1), char)

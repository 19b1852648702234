"""The script-independent shadow of a text: same length, so that an offset in the shadow is an offset in the text.

Equated are the characters that a length-keeping OpenCC configuration writes for each other, the compatibility ideographs, upper and
lower case, and “ ” ‘ ’ with 「 」 『 』. Vocabulary is not folded (芯片, 晶片): editors list the forms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, pairwise

from reader.match.fold_table import CLASSES

LONG = 10_000  # characters from which on the pattern pays
QUOTES = ("“「", "”」", "‘『", "’』")
# Where the characters lie that `_one_case` and `_is_duplicate` may change, those above U+FFFF whether they change or not.
_CASED = (
    "A-Z\u00b5\u00c0-\u058f\u10a0-\u10ff\u13a0-\u13ff\u1c80-\u1cbf\u1e00-\u1fff\u2126-\u2183\u24b6-\u24cf\u2c00-\u2dff"
    "\ua640-\ua69f\ua720-\ua7ff\uab70-\uabbf\uff21-\uff3a"
)
_RARE = "\uf900-\ufaff\U00010000-\U0010ffff"


def fold(text: str) -> str:
    """The shadow of `text`, of the same length in code points; folding it again changes nothing.

    Law (`docs/design.md`, "The way of the data"): `fold(convert(x)) == fold(x)` for every OpenCC configuration without `p`.
    """
    if len(text) < LONG:
        return text.translate(_shadow())
    # Nearly every character of a simplified text is its own shadow: to pass over it takes an eighth of what looking it up takes.
    parts = _variants().split(text)
    parts[1::2] = map(_shadow().__getitem__, map(ord, parts[1::2]))
    return "".join(parts)


def fold_each(texts: Sequence[str]) -> list[str]:
    """The shadows of many short texts, folded as one long text."""
    shadow = fold("".join(texts))
    ends = tuple(accumulate(map(len, texts), initial=0))
    return [shadow[start:end] for start, end in pairwise(ends)]


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
    return _Shadow((ord(char), word[0]) for word in _classes() for char in word)


def _classes() -> tuple[str, ...]:
    return (*CLASSES.split(), *QUOTES)


@cache
def _variants() -> re.Pattern[str]:
    """A character that may fold to another. Python takes 3 ms to compile it, as long as `str.translate` takes for 50,000 characters."""
    variants = (char for word in _classes() for char in word[1:])
    # Those above U+FFFF stand in a range already; one by one they would make Python search a list.
    common = "".join(char for char in variants if char <= "\uffff")
    return re.compile(f"([{_CASED}{_RARE}{common}])")


def _is_duplicate(point: int) -> bool:
    """CJK compatibility ideographs: OpenCC normalises them before it converts."""
    return 0xF900 <= point <= 0xFAFF or 0x2F800 <= point <= 0x2FA1F


def _one_case(char: str) -> str:
    """Case folding that keeps the length: `ß` and `İ`, which would become two characters, stay."""
    return next((form for form in (char.casefold(), char.lower()) if len(form) == 1), char)

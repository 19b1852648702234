"""The script-independent shadow of a text: same length, so that an offset in the shadow is an offset in the text.

Equated are the characters that a length-keeping OpenCC configuration writes for each other, the compatibility ideographs and radicals,
upper and lower case, full-width Latin with the usual, and “ ” ‘ ’ with 「 」 『 』. Vocabulary is not folded (芯片, 晶片): editors list
the forms. What nobody can see is folded to one sign; a `Shadow` leaves it out and knows where it stood.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, pairwise

from msgspec import Struct

from reader.match.fold_table import LARGER, PAIRS
from reader.unseen import UNSEEN, is_unseen

LONG = 10_000  # characters from which on the pattern pays
QUOTES = ("“「", "”」", "‘『", "’』")
NOTHING = "\u200b"  # stands for every character that nobody can see
# The letters, the digits, and those of their marks that stand within Latin names; the others (，！？) are Chinese.
NAME_MARKS = "&+-./_"
FULL_WIDTH = "\uff06\uff0b\uff0d-\uff19\uff21-\uff3a\uff3f\uff41-\uff5a"
# Where the characters lie that `_plain` and `_one_case` may change, those above U+FFFF whether they change or not.
_CASED = (
    "A-Z\u00b5\u00c0-\u058f\u10a0-\u10ff\u13a0-\u13ff\u1c80-\u1cbf\u1e00-\u1fff\u2126-\u2183\u24b6-\u24cf\u2c00-\u2dff\ua640-\ua69f\ua720-\ua7ff\uab70-\uabbf"
)
_RARE = "\u2e80-\u2fdf\uf900-\ufaff\U00010000-\U0010ffff"


class Shadow(Struct, frozen=True, gc=False):
    """A folded text without what nobody can see; each of `skips` is the place in it before which such a character stood."""

    text: str
    skips: tuple[int, ...] = ()

    def start(self, place: int) -> int:
        """Where in the whole text the character at `place` stands."""
        return place + bisect_right(self.skips, place) if self.skips else place

    def end(self, place: int) -> int:
        """Where in the whole text a stretch ends that ends before `place` (not 0): behind its last character that can be seen."""
        return self.start(place - 1) + 1


def shadow(text: str) -> Shadow:
    """What terms and quotations are looked for in; linear, and no slower than `fold` where everything can be seen."""
    parts = fold(text).split(NOTHING)
    return Shadow(parts[0]) if len(parts) == 1 else Shadow("".join(parts), tuple(accumulate(map(len, parts[:-1]))))


def key(text: str) -> str:
    """What all spellings of a word or a quotation have in common: its shadow's text."""
    return fold(text).replace(NOTHING, "")


def keys(texts: Sequence[str]) -> list[str]:
    """The keys of many short texts."""
    return [text.replace(NOTHING, "") for text in fold_each(texts)]


def fold(text: str) -> str:
    """The shadow of `text`, of the same length in code points; folding it again changes nothing.

    Law (`docs/design.md`, "The way of the data"): `fold(convert(x)) == fold(x)` for every OpenCC configuration without `p`.
    """
    if len(text) < LONG:
        return text.translate(_shadow())
    # Nearly every character of a simplified text is its own shadow: to pass over it takes an eighth of what looking it up takes.
    parts = _changing().split(text)
    parts[1::2] = map(_letters().__getitem__, parts[1::2])
    return "".join(parts)


def fold_each(texts: Sequence[str]) -> list[str]:
    """The shadows of many short texts, folded as one long text."""
    shadow = fold("".join(texts))
    ends = tuple(accumulate(map(len, texts), initial=0))
    return [shadow[start:end] for start, end in pairwise(ends)]


class _Shadow(dict[int, int]):
    """A translation table that works out a character that is not among the shipped variants when it first meets it.

    (`str.translate` is slow on keys that are missing: it raises and catches an error for each.)
    """

    def __missing__(self, point: int) -> int:
        if 0x3000 <= point <= 0x9FFF:  # as nearly all that come here: ideographs with one form, Chinese marks
            folded = point
        else:
            char = chr(point)
            plain = _plain(char)
            folded = self[ord(plain)] if plain != char else ord(_one_case(char))
        self[point] = folded
        return folded


@cache
def _shadow() -> _Shadow:
    return _Shadow(str.maketrans(*_variants()))


class _Letters(dict[str, str]):
    """The same for single characters, which are found in a third of the time."""

    def __missing__(self, char: str) -> str:
        folded = self[char] = char.translate(_shadow())
        return folded


@cache
def _letters() -> _Letters:
    return _Letters()


def _variants() -> tuple[str, str]:
    """The characters that are not their own shadow, and as long a text of their shadows."""
    classes = (*LARGER.split(), *QUOTES)
    others, firsts = "".join([word[1:] for word in classes]), "".join([word[0] * (len(word) - 1) for word in classes])
    return PAIRS[1::3] + others, PAIRS[::3] + firsts


@cache
def _changing() -> re.Pattern[str]:
    """A character that may fold to another. Python takes 3 ms to compile it, as long as `str.translate` takes for 50,000 characters."""
    # Those above U+FFFF stand in a range already; one by one they would make Python search a list.
    common = "".join([char for char in _variants()[0] if char <= "\uffff"])
    return re.compile(f"([{_CASED}{_RARE}{FULL_WIDTH}{UNSEEN}{common}])")


def _plain(char: str) -> str:
    """The usual character of the same look: for full-width Latin, for CJK compatibility ideographs (OpenCC normalises them before it
    converts), for the radicals that PDFs are full of (⼈ for 人); and the sign for what nobody can see.
    """
    if is_unseen(char):
        return NOTHING
    if "\u2e80" <= char <= "\u2fdf":
        return unicodedata.normalize("NFKC", char)
    if "\uff00" <= char <= "\uff5e":
        narrow = unicodedata.normalize("NFKC", char)
        return narrow if narrow.isalnum() or narrow in NAME_MARKS else char
    return unicodedata.normalize("NFC", char) if "\uf900" <= char <= "\ufaff" or "\U0002f800" <= char <= "\U0002fa1f" else char


def _one_case(char: str) -> str:
    """Case folding that keeps the length: `ß` and `İ`, which would become two characters, stay."""
    return next((form for form in (char.casefold(), char.lower()) if len(form) == 1), char)

"""The script-independent shadow of a text: same length, so that an offset in the shadow is an offset in the text.

Equated are the characters that a length-keeping OpenCC configuration writes for each other, the compatibility ideographs and radicals,
upper and lower case, full-width Latin with the usual, and “ ” ‘ ’ with 「 」 『 』. Vocabulary is not folded (芯片, 晶片): editors list
the forms. What nobody can see is folded to one sign; a `Shadow` leaves it out and knows where it stood.
"""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, pairwise

from msgspec import Struct

from reader.match.alike_table import ALIKE, BEYOND
from reader.match.fold_table import LARGER, PAIRS
from reader.unseen import is_unseen

LONG = 10_000  # characters from which on it pays to compile a pattern
SAMPLE = 1_000  # of them tell which script a text is in
TABLE_END = 0x10000
QUOTES = ("“「", "”」", "‘『", "’』")
NOTHING = "\u200b"  # stands for every character that nobody can see


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


def is_empty(text: str) -> bool:
    """Has the text no key that could be looked for? A letter in front, as nearly always, tells that it has."""
    return not (text[:1].isalnum() or key(text).strip())


def keys(texts: Sequence[str]) -> list[str]:
    """The keys of many short texts."""
    return [text.replace(NOTHING, "") for text in fold_each(texts)]


def fold(text: str) -> str:
    """The shadow of `text`, of the same length in code points; folding it again changes nothing.

    Law (`docs/design.md`, "The way of the data"): `fold(convert(x)) == fold(x)` for every OpenCC configuration without `p`.
    """
    return _fold_simplified(text) if len(text) >= LONG and _is_simplified(text[:SAMPLE]) else _look_up(text)


def fold_each(texts: Sequence[str]) -> list[str]:
    """The shadows of many short texts, folded as one long text."""
    shadow = fold("".join(texts))
    ends = tuple(accumulate(map(len, texts), initial=0))
    return [shadow[start:end] for start, end in pairwise(ends)]


def _look_up(text: str) -> str:
    """The shadow, character by character; an array answers in half of a dictionary's time."""
    beyond = len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)
    return text.translate(_whole_table() if beyond else _table())


def _is_simplified(text: str) -> bool:
    """Do few of its characters lie outside GB 2312? (Then looking up those alone takes a third of the time.)"""
    return text.encode("gb2312", "replace").count(b"?") * 20 < len(text)


def _fold_simplified(text: str) -> str:
    """The same as `_look_up`, quickly where nearly all is in GB 2312, which holds few characters that are not their own shadow but capitals."""
    # In its bytes lower() changes ASCII alone; what it does not hold becomes a question mark, code point for code point.
    lowered = text.encode("gb2312", "replace").lower().decode("gb2312")
    parts = _in_doubt().split(lowered)
    ends = tuple(accumulate(map(len, parts)))
    parts[1::2] = _look_up("".join(map(text.__getitem__, ends[:-1:2])))
    return "".join(parts)


@cache
def _in_doubt() -> re.Pattern[str]:
    """What is not its own shadow in GB 2312, but for ASCII, and the question mark, which stands for whatever GB 2312 does not hold."""
    held = _common()[0].encode("gb2312", "ignore").decode("gb2312")
    return re.compile(f"([?{''.join([char for char in held if not char.isascii()])}])")


@cache
def _table() -> array[int]:
    """By code point the shadow of every character up to U+FFFF. Made by slices: to number 65,536 items takes Python a millisecond."""
    points = bytearray(4 * TABLE_END)
    low, high = (0, 1) if sys.byteorder == "little" else (3, 2)
    points[low::4] = bytes(range(256)) * 256
    points[high::4] = b"".join([bytes([byte]) * 256 for byte in range(256)])
    table = array("I")
    table.frombytes(points)
    for point, shadow in zip(*map(_points, _common()), strict=True):
        table[point] = shadow
    return table


def _points(text: str) -> array[int]:
    """Its code points, in half of the time that `ord` takes."""
    return array("I", text.encode("utf-32")[4:])  # behind the byte order mark


class _Whole(dict[int, int]):
    """The table for texts with characters above U+FFFF, most of which are their own shadow. It is filled by what is asked for.

    (`str.translate` is slow on keys that are missing: it raises and catches an error for each.)
    """

    def __missing__(self, point: int) -> int:
        folded = self[point] = _table()[point] if point < TABLE_END else ord(NOTHING) if is_unseen(chr(point)) else point
        return folded


@cache
def _whole_table() -> _Whole:
    """It knows all that is above U+FFFF and seen."""
    return _Whole(str.maketrans(BEYOND[1::3], BEYOND[::3]))


def _common() -> tuple[str, str]:
    """The characters up to U+FFFF that are not their own shadow, and as long a text of their shadows."""
    classes = (*LARGER.split(), *QUOTES)
    others, firsts = "".join([word[1:] for word in classes]), "".join([word[0] * (len(word) - 1) for word in classes])
    return PAIRS[1::3] + ALIKE[1::3] + others, PAIRS[::3] + ALIKE[::3] + firsts

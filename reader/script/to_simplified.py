"""OpenCC's `tw2s` and `hk2s` without OpenCC, with the same result: to load it and have it read its tables takes longer than converting a book.

OpenCC takes the phrases of its table for simplified characters out of a text, from left to right the longest; then it converts each of
them, and what stands between two, for itself: to the standard's variants, and to simplified characters, both times by phrases first. For
nearly all of a text that is what its single characters become. Other than that are, or may be, only the words that
`tests/generate_to_simplified.py` knows: those phrases; phrases of variants in which a character becomes another than alone; and what
the variants may make one of those phrases of. Around each the text is converted as OpenCC does it, from a character that stands in no phrase to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct

from reader.script.tables import whole

NAMES = frozenset({"tw2s", "hk2s"})
# No phrase is longer.
LONGEST = 10
# Characters from which on a row of all there are pays: in it one is found in half the time, but it takes as long to make as fifty thousand to find.
MANY = 1 << 16
# Stands for a character of which OpenCC must be asked; what comes here holds no null.
ASK = "\0"
# Described ideographs (⿰木喫) stay as they are, compatibility ideographs are put right first; nobody can convert half a character.
_ASKED = (0x2FF0, 0x2FFF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F), (0xD800, 0xDFFF)

Characters = Mapping[int, int]


class Table(Struct, frozen=True, gc=False, eq=False):
    """What becomes of single characters, and where hard words may stand.

    One of `pairs` stands in each of those, and holds one of `signs`; `tied` are the characters of all phrases.
    """

    characters: Characters
    signs: str
    pairs: frozenset[str]
    tied: frozenset[str]


class Step(Struct, frozen=True, gc=False, eq=False):
    """What becomes of phrases, of which `heads` are the first two characters, and of all other characters."""

    phrases: Mapping[str, str]
    heads: frozenset[str]
    characters: Characters


class _Characters(dict[int, int]):
    """A translation table that learns which characters stay as they are: `str.translate` is slow on keys that are missing."""

    def __missing__(self, point: int) -> int:
        self[point] = result = ord(ASK) if any(first <= point <= last for first, last in _ASKED) else point
        return result


def to_simplified(name: str, usual: Callable[[str], str]) -> Callable[[str], str]:
    """A function that converts as OpenCC does by its configuration of that name; `usual` is OpenCC's own, and seldom asked."""
    table, left = _table(name), MANY

    def convert(text: str) -> str:
        nonlocal left
        left -= len(text)
        result = text.translate(_row(name) if left < 0 and _is_in_row(text) else table.characters)
        if ASK in result:
            return usual(text)
        signs = [sign for sign in table.signs if sign in text]
        return _with_hard_words(text, result, signs, name) if signs else result

    return convert


def _is_in_row(text: str) -> bool:
    return len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text)


def _with_hard_words(text: str, result: str, signs: Sequence[str], name: str) -> str:
    """The result for the text's characters, with what becomes of the words with such signs."""
    parts, done = list[str](), 0
    for start, end in _hard(text, signs, _table(name)):
        parts += [result[done:start], _as_opencc(text[start:end], name)]
        done = end
    return "".join([*parts, result[done:]])


def _hard(text: str, signs: Sequence[str], table: Table) -> Iterator[tuple[int, int]]:
    """The stretches in which a hard word may stand, each from a character that stands in no phrase to the next."""
    end = 0
    for at in sorted([at for sign in signs for at in _places(text, sign, table.pairs)]):
        if at < end:
            continue
        start, end = at, at + 1
        while start and text[start - 1] in table.tied:
            start -= 1
        while end < len(text) and text[end] in table.tied:
            end += 1
        yield start, end


def _places(text: str, sign: str, pairs: frozenset[str]) -> Iterator[int]:
    at = text.find(sign)
    while at >= 0:
        if text[at : at + 2] in pairs or text[at - 1 : at + 1] in pairs:
            yield at
        at = text.find(sign, at + 1)


def _as_opencc(text: str, name: str) -> str:
    """Any text as OpenCC converts it, slowly."""
    first, second = _steps(name)
    edges = [0, *[edge for place in _phrases_in(text, second) for edge in place], len(text)]
    return "".join([_by(second, _by(first, text[start:end])) for start, end in pairwise(edges) if start < end])


def _by(step: Step, text: str) -> str:
    parts, done = list[str](), 0
    for start, end in _phrases_in(text, step):
        parts += [text[done:start].translate(step.characters), step.phrases[text[start:end]]]
        done = end
    return "".join([*parts, text[done:].translate(step.characters)])


def _phrases_in(text: str, step: Step) -> Iterator[tuple[int, int]]:
    """Where its phrases stand: the longest that begins where the last one ended, or at the next character where one does."""
    done = 0
    for at in [at for at in range(len(text) - 1) if text[at : at + 2] in step.heads]:
        if at >= done and (end := next((end for end in range(min(at + LONGEST, len(text)), at + 1, -1) if text[at:end] in step.phrases), 0)):
            yield at, end
            done = end


@cache
def _table(name: str) -> Table:
    _, before, after, signs, pairs, tied, *_ = whole(name).splitlines()
    return Table(_Characters(str.maketrans(before, after)), signs, frozenset(pairs.split()), frozenset(tied))


@cache
def _row(name: str) -> Sequence[int]:
    """What becomes of every character of no more than two bytes."""
    row = list(range(0x10000))
    for point, other in _table(name).characters.items():
        if point < len(row):
            row[point] = other
    for first, last in _ASKED:
        if last < len(row):
            row[first : last + 1] = [ord(ASK)] * (last + 1 - first)
    return row


@cache
def _steps(name: str) -> tuple[Step, Step]:
    """To the standard's variants, and to simplified characters."""
    *_, variants, standard, simplified, of_variants, phrases = whole(name).splitlines()
    last = _Characters(_table(name).characters)
    last.update(str.maketrans(variants, simplified))
    return _step(of_variants, _Characters(str.maketrans(variants, standard))), _step(phrases, last)


def _step(phrases: str, characters: Characters) -> Step:
    words = phrases.split()
    return Step(dict(zip(words[::2], words[1::2], strict=True)), frozenset([word[:2] for word in words[::2]]), characters)


@cache
def spelling(name: str) -> tuple[tuple[str, str], ...]:
    """How to read what this way leaves as it is in some words: 著 as 着, 於 as 于, whichever it will be."""
    line = whole(name).split("\n", 1)[0]
    return tuple(zip(line[::2], line[1::2], strict=True))

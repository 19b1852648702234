"""The words of `data/` (`docs/conversion.md`, "Where words end"): what each costs; which have another name elsewhere; which characters are neighbours.

Read at the first need; `tests/generate_lexicon.py` writes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from reader.script.detect import Writing
from reader.script.tables import line_of, whole

# Characters that are read as others, pair by pair: words are known in one spelling only.
Spelling = tuple[tuple[str, str], ...]
# Of the words of each length that begin with one character, the commonest first, all that stands behind it, and what each costs in two hexadecimal digits.
Words = tuple[tuple[str, str], ...]

# What a character costs that is not in the list: as if it had been met once in the 60 million words behind it.
UNKNOWN = 103
# No word of the list is longer; OpenCC's phrases may be.
LONGEST_WORD = 4


@cache
def words_of(first: str, spelling: Spelling = ()) -> tuple[Words, ...]:
    """The words that begin with that character, in that spelling, for `cost`: a text asks for a few of those of a few hundred characters."""
    if not spelling:
        return _words(line_of("words", first))
    table, alike = _spelled(spelling)
    olds = alike.get(first, () if ord(first) in table else (first,)) if first else ()
    return tuple([words for old in olds for words in _words(line_of("words", old).translate(table))])


def cost(word: str, known: Iterable[Words]) -> int | None:
    """What a word costs that is among them: minus the logarithm of its frequency, in quarters of a bit. None: it is not in the list.

    It is sought in the line as that stands: a dict of the line takes as long as thirty words. Of words that are spelled alike the commoner holds.
    """
    size, tail, least = len(word) - 1, word[1:], ""
    for words in known:
        tails, costs = words[size]
        at = tails.find(tail)
        while at > 0 and at % size:
            at = tails.find(tail, at + 1)
        if at >= 0 and costs:
            number = at // (size or 1) * 2
            least = min(least or costs[number : number + 2], costs[number : number + 2])
    return int(least, 16) if least else None


def _words(line: str) -> tuple[Words, ...]:
    """A line but for its first character: what its words cost that are one character long; of each longer length what stands behind it, and what they cost."""
    if not line:
        return ()
    _, single, *longer = line.split(" ")
    return ((("", single), *zip(longer[::2], longer[1::2], strict=True)),)


@cache
def _spelled(spelling: Spelling) -> tuple[dict[int, str], dict[str, tuple[str, ...]]]:
    """What each character is read as, for `str.translate`; and by what is read, all that are read so. A pair may change what another has made."""
    read = dict[str, str]()
    for old, new in spelling:
        read = {char: new if made == old else made for char, made in read.items()}
        read.setdefault(old, new)
    alike = {new: tuple([old for old in (new, *read) if read.get(old, old) == new]) for new in read.values()}
    return str.maketrans(read), alike


def renamed_words(writing: Writing) -> tuple[str, ...]:
    """In text of one writing, every spelling of the words that have another name elsewhere."""
    return tuple(whole("renamed-traditional" if writing == "zh-Hant" else "renamed-simplified").split())


@cache
def neighbours() -> dict[str, str]:
    """In text that is not traditional, for each character those that stand behind it in some phrase of OpenCC's."""
    return {line[0]: line[1:] for line in whole("neighbours").splitlines()}

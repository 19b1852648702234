"""The words of `data/` (`docs/conversion.md`, "Where words end"): what each costs; which have another name elsewhere; which characters are neighbours.

Read at the first need; `tests/generate_lexicon.py` writes them.
"""

from __future__ import annotations

from functools import cache

from reader.script.detect import Writing
from reader.script.tables import line_of, whole

# Characters that are read as others, pair by pair: words are known in one spelling only.
Spelling = tuple[tuple[str, str], ...]

# What a character costs that is not in the list: as if it had been met once in the 60 million words behind it.
UNKNOWN = 103
# No word of the list is longer; OpenCC's phrases may be.
LONGEST_WORD = 4


@cache
def costs(first: str, spelling: Spelling = ()) -> dict[str, int]:
    """Each word that begins with that character, in that spelling, and its cost: minus the logarithm of its frequency, in quarters of a bit.

    Character by character, since a text asks for a few hundred of five thousand.
    """
    if not spelling:
        return _costs(line_of("words", first))
    found: dict[str, int] = {}
    table, alike = _spelled(spelling)
    for old in alike.get(first, () if ord(first) in table else (first,)) if first else ():
        for word, cost in _costs(line_of("words", old)).items():
            spelled = word.translate(table)
            found[spelled] = min(cost, found.get(spelled, cost))  # of words that are spelled alike the commoner holds
    return found


def _costs(line: str) -> dict[str, int]:
    """Of a line its words, all but the first part, and what they cost: the last part, two hexadecimal digits each."""
    _, *words, numbers = line.split(" ") if line else ("", "")
    return dict(zip(words, bytes.fromhex(numbers), strict=True))


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

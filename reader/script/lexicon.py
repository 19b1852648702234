"""The words of `data/` (`docs/conversion.md`, "Where words end"): what each costs, and the phrases of OpenCC that depend on where words end.

Read at the first need; `tests/generate_lexicon.py` writes them.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from msgspec import Struct

from reader.script.detect import Writing

# Characters that are read as others, pair by pair: words are known in one spelling only.
Spelling = tuple[tuple[str, str], ...]

_DATA = Path(__file__).parent / "data"
_ONE_AT_A_TIME = Lock()
# What a character costs that is not in the list: as if it had been met once in the 60 million words behind it.
UNKNOWN = 103
# Bytes of the list in which a line is looked for, and with how many one begins that tell it from others.
STRETCH, HEAD = 4096, 5
# No word of the list is longer; OpenCC's phrases may be.
LONGEST_WORD = 4


class Phrases(Struct, frozen=True, gc=False, eq=False):
    """Phrases of OpenCC, and an automaton that finds them all."""

    phrases: tuple[str, ...]
    finder: Any


@cache
def costs(first: str, spelling: Spelling = ()) -> dict[str, int]:
    """Each word that begins with that character, in that spelling, and its cost: minus the logarithm of its frequency, in quarters of a bit.

    Character by character, since a text asks for a few hundred of five thousand.
    """
    if not spelling:
        return _costs(_line(first))
    found: dict[str, int] = {}
    table, alike = _spelled(spelling)
    for old in alike.get(first, () if ord(first) in table else (first,)) if first else ():
        for word, cost in _costs(_line(old)).items():
            spelled = word.translate(table)
            found[spelled] = min(cost, found.get(spelled, cost))  # of words that are spelled alike the commoner holds
    return found


def _costs(line: str) -> dict[str, int]:
    """Of a line its words, all but the first part, and what they cost: the last part, two hexadecimal digits each."""
    _, *words, numbers = line.split(" ") if line else ("", "")
    return dict(zip(words, bytes.fromhex(numbers), strict=True))


def _line(first: str) -> str:
    """The words that begin with the character: lines stand in the order of their bytes, and only those that are asked for are cut out and decoded."""
    (data, places, heads), start = _words(), f"\n{first} ".encode(errors="replace")
    stretch = bisect_right(heads, start)
    at = data.find(start, places[max(stretch - 1, 0)], places[stretch] if stretch < len(places) else len(data))
    return data[at + 1 : data.index(b"\n", at + 1)].decode() if at >= 0 else ""


@cache
def _words() -> tuple[bytes, list[int], list[bytes]]:
    """The list with a line feed before each line, where a line begins in it about every `STRETCH` bytes, and with what."""
    data = b"\n" + (_DATA / "words.txt").read_bytes()
    places = [data.index(b"\n", at) for at in range(0, data.rindex(b"\n", 0, -1), STRETCH)]
    return data, places, [data[at : at + HEAD] for at in places]


@cache
def _spelled(spelling: Spelling) -> tuple[dict[int, str], dict[str, tuple[str, ...]]]:
    """What each character is read as, for `str.translate`; and by what is read, all that are read so. A pair may change what another has made."""
    read = dict[str, str]()
    for old, new in spelling:
        read = {char: new if made == old else made for char, made in read.items()}
        read.setdefault(old, new)
    alike = {new: tuple([old for old in (new, *read) if read.get(old, old) == new]) for new in read.values()}
    return str.maketrans(read), alike


def hard_phrases(writing: Writing, *, regional: bool = False) -> Phrases:
    """What OpenCC writes otherwise than character by character in text of that writing; with `regional` also the words that have another name elsewhere."""
    with _ONE_AT_A_TIME:
        return _hard_phrases(writing, regional=regional)


def begin_hard_phrases(writing: Writing) -> None:
    """Have a second thread make them ready: Python's lock is free meanwhile, and who asks for them before waits."""
    Thread(target=hard_phrases, args=(writing,), daemon=True).start()


@cache
def _hard_phrases(writing: Writing, *, regional: bool) -> Phrases:
    from ahocorasick_rs import AhoCorasick, Implementation

    words = phrases_of(writing)
    if regional:
        words = tuple(dict.fromkeys((*words, *_read("regional").split())))
    words = words[::-1]  # of what begins alike the automaton takes the last first in less time; and no other kind is ready sooner
    return Phrases(words, AhoCorasick(words, store_patterns=False, implementation=Implementation.NoncontiguousNFA))


@cache
def phrases_of(writing: Writing) -> tuple[str, ...]:
    """The phrases of one writing."""
    return tuple(_read("traditional" if writing == "zh-Hant" else "simplified").split())


def renamed_words(writing: Writing) -> tuple[str, ...]:
    """In text of one writing, every spelling of the words that have another name elsewhere."""
    return tuple(_read("renamed-traditional" if writing == "zh-Hant" else "renamed-simplified").split())


@cache
def neighbours() -> dict[str, str]:
    """In text that is not traditional, for each character those that stand behind it in some phrase of OpenCC's."""
    return {line[0]: line[1:] for line in _read("neighbours").splitlines()}


def _read(name: str) -> str:
    return (_DATA / f"{name}.txt").read_text(encoding="utf-8")

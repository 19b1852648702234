"""`tw2s` and `hk2s` without OpenCC give what OpenCC gives, on whatever is hard for them."""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator

import generate_to_simplified
import pytest
from chinese import texts
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc_data import converter, entries, tool
from sizes import examples

from reader.script import to_simplified as module
from reader.script.tables import whole
from reader.script.to_simplified import NAMES, to_simplified

dictionaries = pytest.mark.skipif(tool() is None, reason="this OpenCC wheel has no opencc_dict")
ways = pytest.mark.parametrize("name", sorted(NAMES))
# From how many characters on the row is taken: from the first, never.
AT_ONCE, NEVER = -1, 1 << 60
DESCRIBED = "⿰木喫國"
TOGETHER = 4096


def alone(text: str) -> str:
    raise AssertionError(f"OpenCC is asked: {text!a}")


def quick(name: str, many: int, usual: Callable[[str], str] = alone) -> Callable[[str], str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MANY", many)
        return to_simplified(name, usual)


def words(name: str) -> list[str]:
    """Everything in a table of this way, and what stands for it before its variants are changed."""
    region = generate_to_simplified.REGIONS[name]
    some = {key for table in (region, f"{region}Phrases", "TSPhrases") for key, _ in entries(table)}
    return sorted(some | generate_to_simplified.hard_words(region))


def overlapping(some: list[str]) -> Iterator[str]:
    """Every two words of which the one ends as the other begins, as one."""
    beginning = defaultdict(list)
    for word in some:
        for at in range(1, len(word)):
            beginning[word[:at]].append(word)
    for word in some:
        for at in range(1, len(word)):
            yield from (word[:at] + other for other in beginning[word[at:]])


@ways
@pytest.mark.parametrize("many", [AT_ONCE, NEVER])
@settings(deadline=None)
@given(text=texts())
def test_it_gives_what_opencc_gives(name: str, many: int, text: str) -> None:
    assert quick(name, many, converter(name))(text) == converter(name)(text)


@settings(deadline=None, max_examples=examples(50))
@given(pieces=st.lists(texts(), max_size=8), many=st.integers(0, 100))
def test_it_gives_the_same_wherever_the_row_takes_over(pieces: list[str], many: int) -> None:
    convert = quick("tw2s", many, converter("tw2s"))
    assert list(map(convert, pieces)) == list(map(converter("tw2s"), pieces))


@dictionaries
@ways
def test_words_that_overlap_become_what_they_become_by_opencc(name: str) -> None:
    convert, usual, some = quick(name, NEVER), converter(name), words(name)
    pairs = list(overlapping(some))
    assert len(pairs) > 10_000
    assert [text for text in (*some, *pairs) if convert(text) != usual(text)] == []
    for text in ("".join(some), "".join(reversed(some)), "".join(sorted(some, key=lambda word: word[::-1])), "".join(pairs)):
        assert convert(text) == usual(text)


@dictionaries
@ways
@settings(deadline=None, max_examples=examples(50))
@given(seed=st.integers(0))
def test_words_and_their_parts_in_any_order_become_what_they_become_by_opencc(name: str, seed: int) -> None:
    convert, usual, some, chance = quick(name, NEVER), converter(name), words(name), random.Random(seed)
    characters = sorted(set("".join(some)))
    for _ in range(20):
        pieces = [word[chance.randrange(2) : len(word) - chance.randrange(2)] for word in chance.choices(some, k=8)]
        text = "".join(chance.sample([*pieces, *chance.choices(characters, k=4)], 12))
        assert convert(text) == usual(text)


@ways
@pytest.mark.parametrize("many", [AT_ONCE, NEVER])
def test_every_character_becomes_what_it_becomes_by_opencc(name: str, many: int) -> None:
    convert, usual = quick(name, many, converter(name)), converter(name)
    numbers = [number for number in range(1, sys.maxunicode + 1) if not 0xD800 <= number < 0xE000]
    for first in range(0, len(numbers), TOGETHER):
        text = "\n".join(map(chr, numbers[first : first + TOGETHER]))
        assert convert(text) == usual(text)


@pytest.mark.parametrize("many", [AT_ONCE, NEVER])
@pytest.mark.parametrize("text", [DESCRIBED, f"憑藉著{DESCRIBED}", "\u8c48\uf900國", "\U0002f800國", "國\ud800"])
def test_opencc_is_asked_what_it_alone_knows(many: int, text: str) -> None:
    assert quick("tw2s", many, lambda asked: f"usually {asked}")(text) == f"usually {text}"


@dictionaries
@ways
def test_the_tables_are_what_their_generator_writes(name: str) -> None:
    assert whole(name) == generate_to_simplified.table(name), "run tests/generate_to_simplified.py"
    assert max(map(len, words(name))) <= module.LONGEST

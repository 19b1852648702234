"""Names that show as such: Latin names and product numbers, titles in book marks."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from msgspec import Struct

from reader.annotate.suggesting.candidate import SHORTEST, Clued
from reader.annotate.suggesting.elsewhere import RAREST, rarity_in_english

LONGEST = 40  # characters of a name
LONG = 12  # of a title
COMMON = 11.5  # a rarity in English: one word in 100,000
UNITS = frozenset("kb mb gb tb pb kf mf gf tf pf hz khz mhz ghz nm mm cm km kg kw mw gw ms kwh gwh kbit bit".split())


class Latin(Struct, frozen=True, gc=False):
    """Of each Latin name its spellings, and how often it stands in parentheses behind Chinese, and in a Latin sentence."""

    spellings: dict[str, Counter[str]]
    explaining: Counter[str]
    telling: Counter[str]


def names_in(paragraphs: Iterable[str]) -> Iterator[Clued]:
    """Names of Chinese texts, spellings that differ in case alone taken as one; measures are none."""
    latin, titles = Latin(defaultdict(Counter), Counter(), Counter()), Counter[str]()
    for text in paragraphs:
        _read_latin(text, latin)
        titles.update([found[0] for found in _shown().finditer(text)])
    for folded, counts in latin.spellings.items():
        if folded.lstrip("0123456789. ") not in UNITS:
            count, name = counts.total(), counts.most_common(1)[0][0]
            yield Clued(name, "latin", count, _clues_of_latin(name, count, explaining=latin.explaining[folded], telling=latin.telling[folded]))
    for name, count in titles.items():
        yield Clued(name, "title", count, _clues_of_title(name, count))


def _read_latin(text: str, found: Latin) -> None:
    glosses = _places(_gloss().finditer(text))
    sentences = _places(stretch for stretch in _stretch().finditer(text) if _is_sentence(stretch[0]))
    for match, name in _each_latin(text):
        if SHORTEST <= len(name) <= LONGEST:
            folded = name.lower()
            found.spellings[folded][name] += 1
            found.explaining[folded] += match.start() in glosses
            found.telling[folded] += match.start() in sentences


def _each_latin(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """The names, those of a list one by one: CUDA/HPC/AI is one, TCP/IP none."""
    for match in _latin().finditer(text):
        for name in match[0].split("/") if match[0].count("/") > 1 else (match[0],):
            yield match, name.strip(".-/&")


def _clues_of_latin(name: str, count: int, *, explaining: int, telling: int) -> dict[str, float]:
    """Those of a name that stands `explaining` times in parentheses behind Chinese, and `telling` times among other Latin words."""
    several = " " in name
    capitals = sum(map(str.isupper, name))
    rare = [rarity_in_english(word) for word in _letters().findall(name)] or [-math.log(RAREST)]
    return {
        "count": math.log(max(count - telling, 1)),
        "capital": float(name != name.lower()),
        "capitals": float(capitals > 1 and not several),
        "digit": float(any(map(str.isdigit, name))),
        "digit first": float(name[0].isdigit()),
        "explains": float(explaining == count),
        "in a sentence": float(telling == count),
        "several words": float(several),
        "rarity in English": sum(rare) / len(rare),
        "common in English": float(not several and rare[0] < COMMON),
    }


def _clues_of_title(name: str, count: int) -> dict[str, float]:
    return {"count": math.log(count), "length": len(name) / 10, "long": float(len(name) > LONG), "latin": float(bool(_letters().search(name)))}


def _places(found: Iterable[re.Match[str]]) -> frozenset[int]:
    """The places of a text that matches cover."""
    return frozenset(at for one in found for at in range(one.start(), one.end()))


def _is_sentence(text: str) -> bool:
    """Tell whether two words without a capital stand one behind the other."""
    words = text.split(" ")
    return any(first[:1].islower() and second[:1].islower() for first, second in pairwise(words[1:]))


@cache
def _latin() -> re.Pattern[str]:
    word = r"(?:[A-Za-z]++[0-9]*+|[0-9]++[A-Za-z]++)[A-Za-z0-9.+\-/&]*+"
    return re.compile(rf"(?<![A-Za-z0-9]){word}(?: (?:(?:de|del|van|von|der) )?+[A-Z0-9][A-Za-z0-9.+\-]*+)*+")


@cache
def _gloss() -> re.Pattern[str]:
    """Latin in parentheses, with Chinese between at most: （machine learning，或简称ML）."""
    return re.compile(r"[（(][A-Za-z][^（()）]{0,120}+[)）]")


@cache
def _stretch() -> re.Pattern[str]:
    """Latin words with nothing but their marks and spaces between them."""
    return re.compile(r"[A-Za-z][A-Za-z'’.,;:\-]*+(?: [A-Za-z'’.,;:\-]++)++")


@cache
def _shown() -> re.Pattern[str]:
    return re.compile("《[^《》]{2,24}》")


@cache
def _letters() -> re.Pattern[str]:
    return re.compile("[A-Za-z]{2,}")

"""Names that show as such: Latin names and product numbers, titles in book marks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from reader.annotate.suggesting.candidate import SHORTEST, Candidate
from reader.annotate.suggesting.weighing import TITLE, weight_of_latin

LONGEST = 40  # characters of a name
UNITS = frozenset("kb mb gb tb pb kf mf gf tf pf hz khz mhz ghz nm mm cm km kg kw mw gw ms kwh gwh kbit bit".split())


def names_in(paragraphs: Iterable[str]) -> Iterator[Candidate]:
    """Names of Chinese texts, spellings that differ in case alone taken as one; measures are none."""
    spellings, shown = defaultdict[str, Counter[str]](Counter), Counter[str]()
    explaining, telling = Counter[str](), Counter[str]()
    for text in paragraphs:
        glosses = _places(_gloss().finditer(text))
        sentences = _places(found for found in _stretch().finditer(text) if _is_sentence(found[0]))
        for found in _latin().finditer(text):
            name = found[0].strip(".-/")
            if SHORTEST <= len(name) <= LONGEST:
                spellings[name.lower()][name] += 1
                explaining[name.lower()] += found.start() in glosses
                telling[name.lower()] += found.start() in sentences
        shown.update(found[0] for found in _shown().finditer(text))
    for folded, counts in spellings.items():
        if folded.lstrip("0123456789. ") not in UNITS:
            count, outside = counts.total(), counts.total() - telling[folded]
            weight = weight_of_latin(counts.most_common(1)[0][0], outside or 1, explains=explaining[folded] == count, sentence=not outside)
            yield Candidate(counts.most_common(1)[0][0], "name", count, weight)
    for name, count in shown.items():
        yield Candidate(name, "name", count, TITLE)


def _places(found: Iterable[re.Match[str]]) -> frozenset[int]:
    """The places of a text that matches cover."""
    return frozenset(at for one in found for at in range(one.start(), one.end()))


def _is_sentence(text: str) -> bool:
    """Tell whether two words without a capital stand one behind the other."""
    words = text.split(" ")
    return any(first[:1].islower() and second[:1].islower() for first, second in pairwise(words[1:]))


@cache
def _latin() -> re.Pattern[str]:
    word = r"(?:[A-Za-z]++[0-9]*+|[0-9]++[A-Za-z]++)[A-Za-z0-9.+\-/]*+"
    return re.compile(rf"(?<![A-Za-z0-9]){word}(?: [A-Z0-9][A-Za-z0-9.+\-]*+)*+")


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

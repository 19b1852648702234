"""Names that show as such: Latin names and product numbers, titles in book marks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from reader.annotate.suggesting.candidate import SHORTEST, Candidate, weighed

# A name with a capital is more often a term than a word without; a title is one nearly as often.
LATIN, CAPITAL, SHOWN = 1.3, 0.35, 1.1
LONGEST = 40  # characters of a name


def names_in(paragraphs: Iterable[str]) -> Iterator[Candidate]:
    """Names of Chinese texts, spellings that differ in case alone taken as one."""
    spellings, shown = defaultdict[str, Counter[str]](Counter), Counter[str]()
    for text in paragraphs:
        for found in _latin().finditer(text):
            name = found[0].strip(".-/")
            if SHORTEST <= len(name) <= LONGEST:
                spellings[name.lower()][name] += 1
        shown.update(found[0] for found in _shown().finditer(text))
    for counts in spellings.values():
        name, count = counts.most_common(1)[0][0], counts.total()
        bonus = 1 + (CAPITAL if name != name.lower() else 0)
        yield Candidate(name, "name", count, weighed(count, 0) * bonus * LATIN)
    for name, count in shown.items():
        yield Candidate(name, "name", count, weighed(count, 0) * SHOWN)


@cache
def _latin() -> re.Pattern[str]:
    word = r"(?:[A-Za-z]++[0-9]*+|[0-9]++[A-Za-z]++)[A-Za-z0-9.+\-/]*+"
    return re.compile(rf"(?<![A-Za-z0-9]){word}(?: [A-Z0-9][A-Za-z0-9.+\-]*+)*+")


@cache
def _shown() -> re.Pattern[str]:
    return re.compile("《[^《》]{2,12}》")

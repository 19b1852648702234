"""Words and groups of words of Chinese that are rarer elsewhere than here (rjieba lives here: segmentation, parts of speech, how common a word is)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from reader.annotate.suggesting.candidate import SHORTEST, Candidate, weighed
from reader.errors import MissingTool, installing
from reader.han import is_han

# Parts of speech (the ICTCLAS tag set): what may stand in a term at all, what a word or the last one of a group may be.
NO_PART = frozenset("m q r t f p c u uj ul ud uz uv ug d y x e o k h mq s zg".split())
NOUNS = frozenset("nlijz")
ENDS = frozenset("nvlj")
LONGEST = 3  # words of a group
REPEATED = 2  # mentions of a group
OF_GROUP = 0.9

Tagged = list[tuple[str, str]]


def words_in(paragraphs: Iterable[str]) -> Iterator[Candidate]:
    """Words and groups, in simplified characters; raises MissingTool where rjieba is not installed."""
    words, groups, tags = Counter[str](), Counter[str](), dict[str, str]()
    names = Counter[str]()
    for text in paragraphs:
        names.update(_foreign_names(text))
        for run in _runs(_library().tag(text)):
            for at, (word, tag) in enumerate(run):
                if len(word) >= SHORTEST:
                    words[word] += 1
                    tags[word] = tag
                groups.update("".join([one for one, _ in group]) for group in _groups(run, at))
    for name, count in names.items():
        yield Candidate(name, "name", count, weighed(count, 0))
    common = _library().suggest_freq
    for word, count in words.items():
        if tags[word][0] in NOUNS or tags[word] == "vn":
            yield Candidate(word, "word", count, weighed(count, common(word)))
    for group, count in groups.items():
        if count >= REPEATED and group not in words:
            yield Candidate(group, "word", count, weighed(count, common(group)) * OF_GROUP)


def _foreign_names(text: str) -> Iterator[str]:
    """Names with a dot between their parts; where the first begins and the last ends, the library's words tell."""
    for found in _dotted().finditer(text):
        first, *middle, last = found[0].split("·")
        yield "·".join([_library().cut(first)[-1], *middle, _library().cut(last)[0]])


@cache
def _dotted() -> re.Pattern[str]:
    return re.compile("[\u4e00-\u9fff]{1,6}(?:·[\u4e00-\u9fff]{1,6})+")


def _runs(tagged: Tagged) -> Iterator[Tagged]:
    """What stands between marks, Latin and words that no term holds."""
    run: Tagged = []
    for word, tag in tagged:
        if tag not in NO_PART and all(map(is_han, word)):
            run.append((word, tag))
            continue
        yield run
        run = []
    yield run


def _groups(run: Tagged, last: int) -> Iterator[Tagged]:
    """The groups whose last word is that of number `last`: it is a noun or may be one, and the first is no verb, but beside a single character."""
    for length in range(2, LONGEST + 1):
        group = run[max(0, last - length + 1) : last + 1]
        end, single = group[-1][1], length == REPEATED and any(len(word) == 1 for word, _ in group)
        if len(group) == length and ((end[0] in ENDS and end != "v" and group[0][1] != "v") or (single and end[0] == "n")):
            yield group


@cache
def _library() -> Any:
    try:
        import rjieba
    except ImportError as error:
        raise MissingTool("rjieba, which tells Chinese words apart, is not installed", advice=installing("suggest")) from error
    return rjieba

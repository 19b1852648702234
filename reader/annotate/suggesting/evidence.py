"""What a text itself shows as a term: explained in Latin, in quotation marks, called or defined as something."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache

from msgspec import Struct

from reader.annotate.suggesting.candidate import SHORTEST


class Evidence(Struct, frozen=True, gc=False):
    """Which texts are glossed (强化学习（reinforcement learning）), which quoted, which named (称为X, X是指)."""

    glossed: frozenset[str]
    quoted: frozenset[str]
    named: frozenset[str]


def evidence_in(text: str, words: Container[str]) -> Evidence:
    """What a text shows as terms; where a glossed one begins, the known `words` tell: it is the longest of them."""
    glossed = {word for found in _glossed().finditer(text) if (word := next((end for end in _ends(found[1]) if end in words), ""))}
    named = {part for found in _named().finditer(text) for part in _beginnings(found[1])}
    named.update(part for found in _defined().finditer(text) for part in _ends(found[1]))
    return Evidence(frozenset(glossed), frozenset(found[1] for found in _quoted().finditer(text)), frozenset(named))


def _ends(text: str) -> Iterator[str]:
    """A text's ends, the longest first."""
    return (text[start:] for start in range(len(text) - SHORTEST + 1))


def _beginnings(text: str) -> Iterator[str]:
    return (text[:end] for end in range(SHORTEST, len(text) + 1))


@cache
def _glossed() -> re.Pattern[str]:
    return re.compile("([\u4e00-\u9fff]{2,12})[”」]?[（(](?=[A-Za-z])")


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile("[“「『‘]([\u4e00-\u9fff]{2,8})[”」』’]")


@cache
def _named() -> re.Pattern[str]:
    return re.compile("(?:称之?为|叫做|叫作|所谓的?|名为|名曰|称作)[“「]?([\u4e00-\u9fff]{2,10})")


@cache
def _defined() -> re.Pattern[str]:
    return re.compile("([\u4e00-\u9fff]{2,10})[”」]?(?:是指|指的是|是一种|是一类|，即)")

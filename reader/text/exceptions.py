"""Words that OpenCC gets wrong, settled by hand: matched on the source text, a seam on both sides, their result is the data's."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from reader.model import Script
from reader.text.detect import Writing
from reader.text.script_exceptions import FROM_TRADITIONAL, TO_TRADITIONAL


@dataclass(frozen=True, slots=True)
class ScriptException:
    """`source`, in text of `writing`, becomes `result` on the way to `target`. `example` is text in which it is needed."""

    source: str
    writing: Writing
    target: Script
    result: str
    example: str

    def __post_init__(self) -> None:
        if not self.source or len(self.source) != len(self.result):
            raise ValueError(f"an exception must keep its length: {self.source} → {self.result}")


@dataclass(frozen=True, slots=True, eq=False)
class Exceptions:
    """A list of exceptions, in order; where two have the same source the later holds. Compared by identity: it is a cache key."""

    entries: tuple[ScriptException, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """The exceptions that hold on one way: a pattern that finds them all, longest first, and their results."""

    pattern: re.Pattern[str] | None
    results: dict[str, str]


@cache
def our_exceptions() -> Exceptions:
    """The list that ships with the program; an edition puts its own behind it."""
    entries: list[ScriptException] = []
    for source, taiwan, hong_kong, example in TO_TRADITIONAL:
        entries.append(ScriptException(source, "zh-Hans", "zh-Hant-TW", taiwan, example or source))
        entries.append(ScriptException(source, "zh-Hans", "zh-Hant-HK", hong_kong, example or source))
    for source, simplified, hong_kong, example in FROM_TRADITIONAL:
        entries.append(ScriptException(source, "zh-Hant", "zh-Hans", simplified, example or source))
        if hong_kong:
            entries.append(ScriptException(source, "zh-Hant", "zh-Hant-HK", hong_kong, example or source))
    return Exceptions(tuple(entries))


def choose(exceptions: Exceptions, *, target: Script, writings: Collection[Writing]) -> Chosen:
    """Return the exceptions that hold for text of `writings` on its way to `target`."""
    results = {entry.source: entry.result for entry in exceptions.entries if entry.target == target and entry.writing in writings}
    if not results:
        return Chosen(None, {})
    longest_first = sorted(results, key=len, reverse=True)
    return Chosen(re.compile("(" + "|".join(map(re.escape, longest_first)) + ")"), results)


def split(text: str, chosen: Chosen) -> list[tuple[str, str | None]]:
    """Cut `text` at its exceptions, leftmost and longest first: pairs of a piece and its settled result (None: convert it)."""
    if chosen.pattern is None or not chosen.pattern.search(text):
        return [(text, None)]
    pieces = chosen.pattern.split(text)
    return [(piece, chosen.results[piece] if number % 2 else None) for number, piece in enumerate(pieces) if piece]

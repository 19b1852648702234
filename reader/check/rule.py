"""The shape of a rule: one line of a visible table, and the small function that finds what breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from reader.check.book import Book
from reader.model import Finding, Level

NAMED = 5  # places that one message names


class Fault(Struct, frozen=True, gc=False):
    """What a rule's function found: a place (`file:line`) and what is wrong there."""

    where: str
    text: str


class Rule(Struct, frozen=True, gc=False):
    """One rule. `systems` are keys of `check.verdict.SYSTEMS`, empty when all are concerned; `source` is the clause or fact it rests on.

    error: something does not work; warning: it works worse or not everywhere; info: good to know.
    """

    code: str
    level: Level
    text: str
    advice: str
    source: str
    check: Callable[[Book], Iterable[Fault]]
    systems: tuple[str, ...] = ()


def apply_rules(rules: Iterable[Rule], book: Book) -> Iterator[Finding]:
    """All findings, in the table's order; code and level come from the table, so no function can disagree with it."""
    for rule in rules:
        for fault in rule.check(book):
            yield Finding(code=rule.code, level=rule.level, where=fault.where, text=fault.text)


def some(places: Sequence[str]) -> str:
    """The first of many places, for a message: what stands in every file would else fill a page of its own."""
    return ", ".join(places[:NAMED]) + (" …" if len(places) > NAMED else "")

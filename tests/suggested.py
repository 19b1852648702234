"""How many of an editor's terms are among the first proposals: `python -m tests.suggested LIST TEXT`."""

from __future__ import annotations

import sys
from pathlib import Path

from msgspec import Struct

from reader.annotate.suggesting.suggest import suggest
from reader.match.fold import key


class Wanted(Struct, frozen=True, gc=False):
    """A term of an editor's list."""

    forms: tuple[str, ...]
    important: bool


def read_wanted(path: Path) -> list[Wanted]:
    """The terms of a list, one a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Wanted(tuple(line.removeprefix("* ").split(" | ")), line.startswith("* ")) for line in lines]


def reached(wanted: list[Wanted], proposed: list[str]) -> list[bool]:
    """Of each term whether one of its forms is proposed."""
    found = {key(text) for text in proposed}
    return [any(key(form) in found for form in term.forms) for term in wanted]


def shares(wanted: list[Wanted], paragraphs: list[str], *, most: int = 200) -> tuple[float, float]:
    """Which part of the terms is among the first proposals, and which part of the important ones."""
    return shares_of(wanted, reached(wanted, [one.candidate.text for one in suggest(paragraphs, (), most=most)]))


def shares_of(wanted: list[Wanted], found: list[bool]) -> tuple[float, float]:
    important = [hit for term, hit in zip(wanted, found, strict=True) if term.important]
    return sum(found) / len(found), sum(important) / len(important)


def said(wanted: list[Wanted], found: list[bool]) -> str:
    every, important = shares_of(wanted, found)
    return f"{every:.1%} of the terms, {important:.1%} of the important ones"


if __name__ == "__main__":
    terms = read_wanted(Path(sys.argv[1]))
    first = suggest(Path(sys.argv[2]).read_text(encoding="utf-8").split("\n"), (), most=200)
    print(said(terms, reached(terms, [one.candidate.text for one in first])))  # noqa: T201

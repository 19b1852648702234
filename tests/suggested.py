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


def shares(wanted: list[Wanted], paragraphs: list[str], *, most: int = 200) -> tuple[float, float]:
    """Which part of the terms is among the first proposals, and which part of the important ones."""
    found = {key(one.candidate.text) for one in suggest(paragraphs, (), most=most)}
    reached = [any(key(form) in found for form in term.forms) for term in wanted]
    important = [hit for term, hit in zip(wanted, reached, strict=True) if term.important]
    return sum(reached) / len(reached), sum(important) / len(important)


if __name__ == "__main__":
    said = shares(read_wanted(Path(sys.argv[1])), Path(sys.argv[2]).read_text(encoding="utf-8").split("\n"))
    print(f"{said[0]:.1%} of the terms, {said[1]:.1%} of the important ones")  # noqa: T201

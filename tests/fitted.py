"""Fits the weights of `reader suggest` on editors' lists: `python -m tests.fitted LIST TEXT [LIST TEXT …] > reader/annotate/suggesting/weights.toml`.

A logistic regression (scikit-learn, which no part of the project brings: `pip install scikit-learn`) of what is on a list, on the clues of all candidates.
First it says how many terms of each list are found with weights from the other lists alone; this, not the share on lists that took part, tells of a new text.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy
from msgspec import Struct
from sklearn.linear_model import LogisticRegression

from reader.annotate.suggesting.candidate import Candidate, Clued, heaviest
from reader.annotate.suggesting.suggest import clued
from reader.annotate.suggesting.weighing import Weights, weight_of
from reader.match.fold import key
from tests.suggested import Wanted, reached, read_wanted, said

IMPORTANT, SIZE = 2.0, 200  # an important term counts so many times; so many terms a list, however long it is
STRICTNESS = 0.05
FIRST = 200

Column = tuple[str, str]


class Lesson(Struct, frozen=True):
    """An editor's list with the candidates of its text."""

    name: str
    wanted: list[Wanted]
    candidates: list[Clued]


def read_lesson(listed: Path, text: Path) -> Lesson:
    return Lesson(listed.stem, read_wanted(listed), clued(text.read_text(encoding="utf-8").split("\n")))


def fit(lessons: list[Lesson]) -> Weights:
    """Weights by kind and clue, those that stand at all."""
    columns: dict[Column, int] = {}
    rows = [_row(one, columns) for lesson in lessons for one in lesson.candidates]
    table = numpy.zeros((len(rows), len(columns)), numpy.float32)
    for number, row in enumerate(rows):
        for column, strength in row:
            table[number, column] = strength
    scale = table.std(0)
    scale[scale == 0] = 1
    wanted = [answer for lesson in lessons for answer in _answers(lesson)]
    model = LogisticRegression(C=STRICTNESS, max_iter=100, solver="newton-cholesky", fit_intercept=False)
    model.fit(table / scale, [yes for yes, _ in wanted], sample_weight=[weight for _, weight in wanted])
    return _by_kind(columns, model.coef_[0] / scale)


def _row(one: Clued, columns: dict[Column, int]) -> list[tuple[int, float]]:
    clues = {"": 1.0, **one.clues}
    return [(columns.setdefault((one.kind, clue), len(columns)), strength) for clue, strength in clues.items() if strength]


def _answers(lesson: Lesson) -> list[tuple[bool, float]]:
    """Of each candidate whether it is wanted, and how much it counts."""
    unit = SIZE / len(lesson.wanted)
    good = {key(form): unit * (IMPORTANT if term.important else 1) for term in lesson.wanted for form in term.forms}
    return [(key(one.text) in good, good.get(key(one.text), unit)) for one in lesson.candidates]


def _by_kind(columns: dict[Column, int], weights: numpy.ndarray) -> Weights:
    found: Weights = {}
    for (kind, clue), column in sorted(columns.items()):
        found.setdefault(kind, {})[clue] = round(float(weights[column]), 2)
    return found


def found_with(weights: Weights, lesson: Lesson) -> list[bool]:
    """Of each wanted term whether it is among the first proposals."""
    ordered = [Candidate(one.text, "word", one.count, weight_of(one.kind, one.clues, weights)) for one in lesson.candidates]
    return reached(lesson.wanted, [one.text for one in heaviest(ordered, FIRST)])


def written(weights: Weights) -> str:
    """The weights as TOML."""
    tables = ["\n".join([f"[{kind}]", *(f'"{clue}" = {weight}' for clue, weight in clues.items())]) for kind, clues in weights.items()]
    return "# Made by `python -m tests.fitted`; not written by hand.\n\n" + "\n\n".join(tables) + "\n"


def main(paths: list[Path]) -> None:
    lessons = [read_lesson(listed, text) for listed, text in zip(paths[::2], paths[1::2], strict=True)]
    for lesson in lessons:
        found = found_with(fit([other for other in lessons if other is not lesson]), lesson)
        print(f"{lesson.name}, by the others: {said(lesson.wanted, found)}", file=sys.stderr, flush=True)  # noqa: T201
    print(written(fit(lessons)), end="")  # noqa: T201


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])

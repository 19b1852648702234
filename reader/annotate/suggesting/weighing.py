"""What a candidate weighs: its clues, each by the weight that a regression on editors' lists gave it (`weights.toml`, made by `python -m tests.fitted`)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

Weights = dict[str, dict[str, float]]
FILE = Path(__file__).with_name("weights.toml")


def weight_of(kind: str, clues: dict[str, float], weights: Weights) -> float:
    """The sum of a candidate's clues, each times its weight; one that is e times as likely to be a term weighs one more. `kind` is a table of the weights."""
    table = weights[kind]
    return table[""] + sum([strength * table.get(clue, 0.0) for clue, strength in clues.items()])


@cache
def read_weights() -> Weights:
    """The weights of each kind of candidate; what all of a kind have weighs under an empty name."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))

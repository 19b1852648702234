"""`rebuttals.toml` → questions, disputes, agreements, a reading group's evening."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

from msgspec import Struct

from reader.edition.fields import OFF, Entry
from reader.edition.files import read_toml
from reader.edition.shapes import ID, QUOTED, QUOTED_OR_NONE, TEXT, TEXT_OR_NONE, Shape, choice, flag, number, read_every, read_one, table
from reader.model import Agreement, Evening, Passage, Question, Rebuttal, Relation, Timing, Withdrawn

FILE = "rebuttals.toml"
FIRST_NUMBER = 101
WEIGHTS = range(1, 4)
FEWEST_VOICES = 2


class Disputes(Struct, frozen=True, gc=False):
    """All that `rebuttals.toml` holds; `off` are the numbers of disputes that are switched off."""

    questions: tuple[Question, ...]
    rebuttals: tuple[Rebuttal, ...]
    agreements: tuple[Agreement, ...]
    withdrawn: tuple[Withdrawn, ...]
    evening: Evening | None
    off: frozenset[int] = frozenset()


def read_rebuttals(folder: Path, skip: frozenset[str] = frozenset()) -> Disputes:
    """The tables of `rebuttals.toml`; none when the edition has no such file."""
    root = Entry(FILE, read_toml(folder, FILE, optional=True, skip=skip), skip=skip)
    disputes = Disputes(
        questions=tuple(_question(entry) for entry in root.entries("question")),
        rebuttals=read_every(root, "rebuttal", REBUTTAL),
        agreements=tuple(_agreement(entry) for entry in root.entries("agreement")),
        withdrawn=tuple(_withdrawn(entry) for entry in root.entries("withdrawn")),
        evening=_evening(root.table("evening")) if "evening" in root.data else None,
        off=frozenset(entry.get("number") for entry in root.data.get("rebuttal", ()) if OFF in entry),
    )
    root.done()
    return disputes


def _question(entry: Entry) -> Question:
    question = Question(id=entry.id(), text=entry.text("text"), group=entry.texts("group", []))
    entry.done()
    return question


def _passage(*values: Any) -> Passage:
    return Passage(*values[:-1])  # which does not note where it stands


PASSAGE = Shape({"essay": TEXT, "exact": QUOTED, "prefix": QUOTED_OR_NONE, "suffix": QUOTED_OR_NONE, "voice": TEXT_OR_NONE}, _passage)


def _number(entry: Entry) -> int:
    number = entry.number("number")
    if number < FIRST_NUMBER:
        raise entry.fail(f"`number` is {number}", f"dispute numbers are stored, never reused, and begin at {FIRST_NUMBER}")
    return number


def _weight(entry: Entry) -> int:
    weight = entry.number("weight", 2)
    if weight not in WEIGHTS:
        raise entry.fail(f"`weight` is {weight}", "write 1, 2 or 3; where not all disputes can be marked, 3 comes first")
    return weight


def _amiss(rebuttals: Iterable[Rebuttal]) -> Iterator[tuple[str, str, str]]:
    for rebuttal in rebuttals:
        if rebuttal.origin.essay == rebuttal.claim.essay:
            text = f"`from` and `to` are both in “{rebuttal.claim.essay}”"
            yield rebuttal.where, text, "a rebuttal goes from one essay to another"


REBUTTAL = Shape(
    {
        "id": ID,
        "number": number(_number, range(FIRST_NUMBER, sys.maxsize)),
        "question": TEXT,
        "relation": choice(*get_args(Relation)),
        "timing": choice(*get_args(Timing)),
        "from": table(PASSAGE),
        "to": table(PASSAGE),
        "note": TEXT,
        "mirror": TEXT,
        "weight": number(_weight, WEIGHTS, 2),
        "mutual": flag(default=False),
        "marker": flag(default=True),
    },
    Rebuttal,
    _amiss,
)


def _agreement(entry: Entry) -> Agreement:
    agreement = Agreement(entry.id(), entry.text("text"), tuple(read_one(part, PASSAGE) for part in entry.entries("passage")), entry.where)
    entry.done()
    voices = [passage.essay for passage in agreement.passages]
    if len(voices) < FEWEST_VOICES:
        raise entry.fail("an agreement of fewer than two essays", "add an [[agreement.passage]] from another essay")
    if twice := next((essay for essay in voices if voices.count(essay) > 1), ""):
        raise entry.fail(f"an agreement quotes “{twice}” twice", "leave one [[agreement.passage]] from each essay")
    return agreement


def _withdrawn(entry: Entry) -> Withdrawn:
    withdrawn = Withdrawn(entry.id(), _number(entry), entry.text("reason"), entry.where)
    entry.done()
    return withdrawn


def _evening(entry: Entry) -> Evening:
    evening = Evening(entry.text("text"), entry.texts("questions"), entry.numbers("disputes"), entry.where)
    entry.done()
    return evening

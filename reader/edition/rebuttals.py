"""`rebuttals.toml` → questions, disputes, agreements, a reading group's evening."""

from __future__ import annotations

from pathlib import Path
from typing import cast, get_args

from msgspec import Struct

from reader.edition.fields import OFF, Entry
from reader.edition.files import read_toml
from reader.model import Agreement, Evening, Passage, Question, Rebuttal, Relation, Timing, Withdrawn

FILE = "rebuttals.toml"
FIRST_NUMBER = 101
WEIGHTS = range(1, 4)
FEWEST_VOICES = 2
RELATIONS: tuple[Relation, ...] = get_args(Relation)
TIMINGS: tuple[Timing, ...] = get_args(Timing)


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
        rebuttals=tuple(_rebuttal(entry) for entry in root.entries("rebuttal")),
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


def _passage(entry: Entry) -> Passage:
    passage = Passage(
        essay=entry.text("essay"),
        exact=entry.quoted("exact"),
        prefix=entry.quoted("prefix", ""),
        suffix=entry.quoted("suffix", ""),
        voice=entry.text("voice", ""),
    )
    entry.done()
    return passage


def _number(entry: Entry) -> int:
    number = entry.number("number")
    if number < FIRST_NUMBER:
        raise entry.fail(f"`number` is {number}", f"dispute numbers are stored, never reused, and begin at {FIRST_NUMBER}")
    return number


def _rebuttal(entry: Entry) -> Rebuttal:
    rebuttal = Rebuttal(
        id=entry.id(),
        number=_number(entry),
        question=entry.text("question"),
        relation=cast("Relation", entry.choice("relation", RELATIONS)),
        timing=cast("Timing", entry.choice("timing", TIMINGS)),
        origin=_passage(entry.table("from")),
        claim=_passage(entry.table("to")),
        note=entry.text("note"),
        mirror=entry.text("mirror"),
        weight=_weight(entry),
        mutual=entry.flag("mutual", default=False),
        marker=entry.flag("marker", default=True),
        where=entry.where,
    )
    entry.done()
    if rebuttal.origin.essay == rebuttal.claim.essay:
        raise entry.fail(f"`from` and `to` are both in “{rebuttal.claim.essay}”", "a rebuttal goes from one essay to another")
    return rebuttal


def _weight(entry: Entry) -> int:
    weight = entry.number("weight", 2)
    if weight not in WEIGHTS:
        raise entry.fail(f"`weight` is {weight}", "write 1, 2 or 3; where not all disputes can be marked, 3 comes first")
    return weight


def _agreement(entry: Entry) -> Agreement:
    agreement = Agreement(entry.id(), entry.text("text"), tuple(_passage(part) for part in entry.entries("passage")), entry.where)
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

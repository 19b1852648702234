"""`rebuttals.toml` → questions and disputes; `notes.toml` → editors' remarks."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast, get_args

from reader.edition.fields import Entry
from reader.edition.files import read_toml
from reader.model import Passage, Question, Rebuttal, Relation, Remark, Timing

FILE = "rebuttals.toml"
NOTES_FILE = "notes.toml"
FIRST_NUMBER = 101
RELATIONS: tuple[Relation, ...] = get_args(Relation)
TIMINGS: tuple[Timing, ...] = get_args(Timing)


def read_rebuttals(folder: Path) -> tuple[tuple[Question, ...], tuple[Rebuttal, ...]]:
    """The `[[question]]` and `[[rebuttal]]` tables; none when the edition has no such file."""
    root = Entry(FILE, read_toml(folder, FILE, optional=True))
    questions = tuple(_question(entry) for entry in root.entries("question"))
    rebuttals = tuple(_rebuttal(entry) for entry in root.entries("rebuttal"))
    root.done()
    return questions, rebuttals


def read_remarks(folder: Path) -> tuple[Remark, ...]:
    """The `[[note]]` tables of `notes.toml`; none when the edition has no such file."""
    root = Entry(NOTES_FILE, read_toml(folder, NOTES_FILE, optional=True))
    remarks = tuple(_remark(entry) for entry in root.entries("note"))
    root.done()
    return remarks


def _question(entry: Entry) -> Question:
    question = Question(id=entry.id(), text=entry.text("text"), group=entry.texts("group", []))
    entry.done()
    return question


def _passage(entry: Entry) -> Passage:
    passage = Passage(
        essay=entry.text("essay"),
        exact=entry.text("exact"),
        prefix=entry.text("prefix", ""),
        suffix=entry.text("suffix", ""),
        voice=entry.text("voice", ""),
    )
    entry.done()
    return passage


def _rebuttal(entry: Entry) -> Rebuttal:
    number = entry.number("number")
    if number < FIRST_NUMBER:
        raise entry.fail(f"`number` is {number}", f"dispute numbers are stored, never reused, and begin at {FIRST_NUMBER}")
    rebuttal = Rebuttal(
        id=entry.id(),
        number=number,
        question=entry.text("question"),
        relation=cast("Relation", entry.choice("relation", RELATIONS)),
        timing=cast("Timing", entry.choice("timing", TIMINGS)),
        origin=_passage(entry.table("from")),
        claim=_passage(entry.table("to")),
        note=entry.text("note"),
        mirror=entry.text("mirror"),
        mutual=entry.flag("mutual", default=False),
        marker=entry.flag("marker", default=True),
        where=entry.where,
    )
    entry.done()
    if rebuttal.origin.essay == rebuttal.claim.essay:
        raise entry.fail(f"`from` and `to` are both in “{rebuttal.claim.essay}”", "a rebuttal goes from one essay to another")
    return rebuttal


def _remark(entry: Entry) -> Remark:
    remark = Remark(
        id=entry.id(),
        kind=cast('Literal["fact", "text"]', entry.choice("kind", ("fact", "text"))),
        passage=Passage(
            essay=entry.text("essay"),
            exact=entry.text("exact"),
            prefix=entry.text("prefix", ""),
            suffix=entry.text("suffix", ""),
            voice=entry.text("voice", ""),
        ),
        text=entry.text("text"),
        more=entry.text("more", ""),
        as_of=entry.moment("as_of"),
        source=entry.text("source", ""),
        marker=entry.flag("marker", default=True),
        where=entry.where,
    )
    entry.done()
    return remark

"""`repairs.toml` → class rules, passages no rule may touch, single corrections."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from reader.edition.fields import Entry
from reader.edition.files import read_toml
from reader.model import Confidence, Correction, Keep, RuleUse

FILE = "repairs.toml"
Repairs = tuple[tuple[RuleUse, ...], tuple[Keep, ...], tuple[Correction, ...]]


def read_repairs(folder: Path, skip: frozenset[str] = frozenset()) -> Repairs:
    """The tables `[[rule]]`, `[[keep]]`, `[[repair]]`; all empty when the edition has no such file."""
    root = Entry(FILE, read_toml(folder, FILE, optional=True), skip=skip)
    rules = tuple(_rule(entry) for entry in root.entries("rule"))
    keeps = tuple(_keep(entry) for entry in root.entries("keep"))
    corrections = tuple(_correction(entry) for entry in root.entries("repair"))
    root.done()
    return rules, keeps, corrections


def _rule(entry: Entry) -> RuleUse:
    rule = RuleUse(
        name=entry.text("name"),
        essays=entry.texts("essays"),
        words=entry.pairs("words"),
        reason=entry.text("reason", ""),
        where=entry.where,
    )
    entry.done()
    return rule


def _keep(entry: Entry) -> Keep:
    keep = Keep(essay=entry.text("essay"), text=entry.quoted("text"), reason=entry.text("reason"), where=entry.where)
    entry.done()
    return keep


def _correction(entry: Entry) -> Correction:
    correction = Correction(
        essay=entry.text("essay"),
        before=entry.quoted("before", ""),
        after=entry.put("after"),
        kind=entry.text("class"),
        reason=entry.text("reason"),
        confidence=cast("Confidence", entry.choice("confidence", ("certain", "probable"))),
        prefix=entry.quoted("prefix", ""),
        suffix=entry.quoted("suffix", ""),
        where=entry.where,
    )
    entry.done()
    if correction.before == correction.after:
        raise entry.fail("`before` and `after` are the same", "say what changes, or remove the entry")
    if not correction.before and not (correction.prefix or correction.suffix):
        raise entry.fail("nothing says where to insert `after`", "give `before`, or `prefix` and `suffix`")
    return correction

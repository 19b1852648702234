"""`repairs.toml` → class rules, passages no rule may touch, single corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

from reader.edition.fields import Entry
from reader.edition.files import read_toml
from reader.edition.shapes import PUT, QUOTED_OR_NONE, TEXT, Shape, choice, read_every
from reader.model import Confidence, Correction, Essay, Keep, RuleUse
from reader.unseen import unprintable

FILE = "repairs.toml"
Repairs = tuple[tuple[RuleUse, ...], tuple[Keep, ...], tuple[Correction, ...]]


def read_repairs(folder: Path, skip: frozenset[str] = frozenset()) -> Repairs:
    """The tables `[[rule]]`, `[[keep]]`, `[[repair]]`; all empty when the edition has no such file."""
    root = Entry(FILE, read_toml(folder, FILE, optional=True, skip=skip), skip=skip)
    rules = tuple(_rule(entry) for entry in root.entries("rule"))
    keeps = tuple(_keep(entry) for entry in root.entries("keep"))
    corrections = read_every(root, "repair", CORRECTION)
    root.done()
    return rules, keeps, corrections


def unasked(folder: Path, essays: Iterable[Essay]) -> tuple[RuleUse, ...]:
    """The rules for what no book can hold, for the essays that need them, as long as nobody has written what is to be mended.

    A form feed, with which `pdftotext` ends a page, may stand inside a sentence, and what has some was wrapped.
    """
    if (folder / FILE).exists():
        return ()
    needing = {"control-character": unprintable, "hard-wrap": _pages}
    uses = ((name, tuple(essay.slug for essay in essays if holds(essay.source.text))) for name, holds in needing.items())
    return tuple(RuleUse(name, slugs) for name, slugs in uses if slugs)


def _pages(text: str) -> str:
    return "\f" if "\f" in text else ""


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


def _amiss(corrections: Iterable[Correction]) -> Iterator[tuple[str, str, str]]:
    for correction in corrections:
        if correction.before == correction.after:
            yield correction.where, "`before` and `after` are the same", "say what changes, or remove the entry"
        if not correction.before and not (correction.prefix or correction.suffix):
            yield correction.where, "nothing says where to insert `after`", "give `before`, or `prefix` and `suffix`"


CORRECTION = Shape(
    {
        "essay": TEXT,
        "before": QUOTED_OR_NONE,
        "after": PUT,
        "class": TEXT,
        "reason": TEXT,
        "confidence": choice(*get_args(Confidence)),
        "prefix": QUOTED_OR_NONE,
        "suffix": QUOTED_OR_NONE,
    },
    Correction,
    _amiss,
)

"""Findings → a verdict for each reading system."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from reader.check.book import KEPUB
from reader.check.rule import Rule
from reader.model import Finding

Basis = Literal["by rule", "no pop-up", "unknown"]
Word = Literal["by rule", "no pop-up", "unknown", "problems"]


class System(Struct, frozen=True, gc=False):
    """A reading system. `basis` says what a clean book means.

    by rule: the rules from its source or its guide were kept; no pop-up: they were, and it only follows links; unknown: nobody knows them.
    """

    key: str
    name: str
    basis: Basis


# "clicked" belongs to engines that were really driven; it is for the acceptance tests to say, not for a check of a file.
SYSTEMS: tuple[System, ...] = (
    System("apple", "Apple Books", "by rule"),
    System("kindle", "Kindle", "by rule"),
    System("kobo", "Kobo (.kepub.epub)", "by rule"),
    System("koreader", "KOReader", "by rule"),
    System("thorium", "Thorium", "by rule"),
    System("readium", "Readium", "by rule"),
    System("foliate", "Foliate", "by rule"),
    System("calibre", "calibre", "by rule"),
    System("epubjs", "epub.js", "no pop-up"),
    System("crosspoint", "CrossPoint", "no pop-up"),
    System("google", "Google Play Books", "unknown"),
    System("moon", "Moon+ Reader", "unknown"),
    System("duokan", "多看", "unknown"),
    System("zhangyue", "掌阅", "unknown"),
    System("weread", "微信读书", "unknown"),
)


class Verdict(Struct, frozen=True, gc=False):
    """How a book does in one system; `codes` are those of the faults that make it so, each once, in the order found."""

    system: System
    word: Word
    codes: tuple[str, ...]


def verdicts(findings: Iterable[Finding], rules: Iterable[Rule]) -> tuple[Verdict, ...]:
    """One verdict for each system, in the order of `SYSTEMS`.

    Errors and warnings count. A rule without systems, and a code that is none of our rules' (EPUBCheck's), concerns every system; what is
    only a warning to them all makes none of them a problem (`for_all` has it).
    """
    concerned = {rule.code: rule.systems for rule in rules}
    counted = tuple(finding for finding in findings if finding.level == "error" or (finding.level == "warning" and concerned.get(finding.code)))
    return tuple(judge(system, counted, concerned) for system in SYSTEMS)


def judge(system: System, findings: Iterable[Finding], concerned: dict[str, tuple[str, ...]]) -> Verdict:
    """The verdict for one system."""
    codes = tuple(dict.fromkeys(finding.code for finding in findings if concerns(system.key, concerned.get(finding.code, ()))))
    return Verdict(system=system, word="problems" if codes else system.basis, codes=codes)


def for_all(findings: Iterable[Finding], rules: Iterable[Rule]) -> tuple[str, ...]:
    """The codes of the errors and warnings that concern every system, each once."""
    concerned = {rule.code: rule.systems for rule in rules}
    return tuple(dict.fromkeys(finding.code for finding in findings if finding.level != "info" and not concerned.get(finding.code)))


def meant_for(name: str) -> tuple[str, ...]:
    """The systems that a book of this name is made for: Kobo alone opens a `.kepub.epub` as one; none named means all."""
    return ("kobo",) if name.lower().endswith(KEPUB) else ()


def concerns(key: str, systems: tuple[str, ...]) -> bool:
    """Whether something that concerns these systems (all, when there are none) concerns this one."""
    return not systems or key in systems


def for_systems(findings: Iterable[Finding], rules: Iterable[Rule], keys: Iterable[str]) -> tuple[Finding, ...]:
    """The findings that concern any of these systems: what `--system kobo,kindle` shows."""
    concerned = {rule.code: rule.systems for rule in rules}
    wanted = tuple(keys)
    return tuple(finding for finding in findings if any(concerns(key, concerned.get(finding.code, ())) for key in wanted))

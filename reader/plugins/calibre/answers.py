"""What the program answers about a book → what became of it, in words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypedDict

from .asking import ANNOTATE, CHECK, CONVERT
from .words import Say

CHANGED, RESTORED, TAKEN, SAME, GOOD, BAD, FAILED, LEFT = "changed", "restored", "taken", "same", "good", "bad", "failed", "left"
# The findings that are told: what is only good to know is left to the command line.
LEVELS = ("error", "warning")
# What the program calls a system on which something of the book does not work.
PROBLEMS = "problems"
# How the program's error begins for a book that has no notes to be taken out.
NO_NOTES = "there are no notes of ours in it"


class Outcome(TypedDict):
    """What became of a book: one of the states above, a line about it, and what else ought to be known."""

    book: int
    title: str
    state: str
    text: str
    notes: list[str]


class Result(TypedDict):
    """What became of a job: of every book, and a line (or none) about all of them together."""

    head: str
    outcomes: list[Outcome]


def answer_of(printed: str) -> dict[str, Any]:
    """The object that the program has printed; empty where it has printed none."""
    try:
        answer = json.loads(printed)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def error_of(errors: str) -> str:
    """Why the program could do nothing: the last line on standard error."""
    lines = [line for line in errors.splitlines() if line.strip()]
    return lines[-1].removeprefix("reader: ") if lines else ""


def told(kind: str, answer: Mapping[str, Any], say: Say) -> tuple[str, str, list[str]]:
    """State, line and notes of a book, by the line that the program has printed of it."""
    if answer.get("outcome") == FAILED:
        text = str(answer.get("error")).removeprefix(f"{answer.get('source')}: ")
        return (SAME, say("there are no notes in it"), []) if text.startswith(NO_NOTES) else (FAILED, text, [])
    findings = entries(answer.get("findings"))
    notes = grouped(findings, say)
    if kind == CHECK:
        return checked(answer, notes, say)
    if kind == CONVERT:
        files = len(answer.get("changed") or ())
        if not files:
            return SAME, say("nothing to change"), [str(one.get("text")) for one in findings]
        return CHANGED, say("files changed: {} of {}", files, answer.get("files", 0)), notes
    if kind == ANNOTATE:
        markers, chapters = int(answer.get("markers") or 0), len(entries(answer.get("chapters")))
        return (CHANGED, say("notes: {}, chapters: {}", markers, chapters), notes) if markers else (SAME, say("no term of the lists occurs in it"), notes)
    return CHANGED, say("the very file of before") if answer.get("exact") else say("without the notes"), notes


def checked(answer: Mapping[str, Any], notes: list[str], say: Say) -> tuple[str, str, list[str]]:
    """What a check came to: how much is wrong, and on which systems the notes do not work."""
    levels = [one.get("level") for one in entries(answer.get("findings"))]
    errors, warnings = levels.count("error"), levels.count("warning")
    text = say("errors: {}, warnings: {}", errors, warnings) if errors or warnings else say("no error, no warning")
    troubled = [str(one.get("system")) for one in entries(answer.get("systems")) if one.get("verdict") == PROBLEMS]
    return (BAD if errors else GOOD), text, [*([say("problems on: {}", ", ".join(troubled))] if troubled else []), *notes]


def grouped(findings: list[Mapping[str, Any]], say: Say) -> list[str]:
    """The findings that ask for something, the gravest first; of each kind the first, and how many more there are."""
    kinds: dict[str, list[Mapping[str, Any]]] = {}
    for finding in findings:
        if finding.get("level") in LEVELS:
            kinds.setdefault(str(finding.get("code")), []).append(finding)
    found = sorted(kinds.values(), key=lambda kind: LEVELS.index(kind[0]["level"]))
    return [finding_text(kind[0]) + (f" {say('(and {} more)', len(kind) - 1)}" if kind[1:] else "") for kind in found]


def finding_text(finding: Mapping[str, Any]) -> str:
    """One finding in a line."""
    where = f"{finding['where']}: " if finding.get("where") else ""
    advice = f" → {finding['advice']}" if finding.get("advice") else ""
    return f"{finding['level']} [{finding.get('code', '')}] {where}{finding.get('text', '')}{advice}"


def entries(value: object) -> list[Mapping[str, Any]]:
    """The objects of a list."""
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []

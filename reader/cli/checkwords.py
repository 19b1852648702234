"""What `reader check` says: the table of systems, the findings by kind, the last lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.cli.chinese import wants_chinese
from reader.cli.screen import counted, finding_text, tallied

if TYPE_CHECKING:
    from reader.check.verdict import Verdict
    from reader.model import Finding

# Findings of one kind that are shown; a book has thousands of links. What is only good to know has one example.
SHOWN: Mapping[str, int] = {"error": 5, "warning": 5, "info": 1}
LEVELS = ("error", "warning", "info")


def table_lines(table: Iterable[Verdict], everywhere: Collection[str] = ()) -> Iterator[str]:
    """System × verdict (`docs/systems.md` says what each means); what concerns them all (`everywhere`) is said once, in the first line."""
    if everywhere:
        yield f"  everywhere: {', '.join(everywhere)}"
    for verdict in table:
        own = [code for code in verdict.codes if code not in everywhere]
        yield f"  {verdict.word:<10}{verdict.system.name}" + (f" ({', '.join(own)})" if own else "")


def verdict_facts(verdict: Verdict) -> dict[str, Any]:
    """A verdict as JSON."""
    return {"system": verdict.system.key, "verdict": verdict.word, "codes": list(verdict.codes)}


def finding_lines(findings: Iterable[Finding], advice: dict[str, str] | None = None, *, everything: bool = True) -> Iterator[str]:
    """Each finding with its place, the gravest first, those of one kind together; what to do stands once, at the first of its kind.

    Unless `everything` is asked for, a kind shows its first few and counts the rest.
    """
    kinds: dict[str, list[Finding]] = {}
    for finding in findings:
        kinds.setdefault(finding.code, []).append(finding)
    for code, found in sorted(kinds.items(), key=lambda kind: LEVELS.index(kind[1][0].level)):
        few = SHOWN[found[0].level]
        shown = found if everything or len(found) <= few + 1 else found[:few]
        todo = (advice or {}).get(code, "")
        for number, finding in enumerate(shown):
            yield f"{finding.level}: {finding_text(finding)}" + (f" → {todo}" if todo and not number else "")
        if len(shown) < len(found):
            yield f"{found[0].level}: [{code}] … and {len(found) - len(shown):,} more like these (--all prints them)"


def closing(target: Path, findings: Iterable[Finding]) -> str:
    """The last line of a check."""
    count = Counter(finding.level for finding in findings)
    errors, warnings = count["error"], count["warning"]
    return f"{target}: clean" if not errors and not warnings else f"{target}: {counted(errors, 'error')}, {counted(warnings, 'warning')}"


def total(results: Mapping[tuple[bool, bool], int], *, before: int = 0) -> str:
    """The last line of a check of several: how many there were of each kind (could not be checked, something is wrong), and of those checked before."""
    unread = sum(number for (error, _), number in results.items() if error)
    failed = results.get((False, True), 0)
    parts = (
        tallied(results.get((False, False), 0), "sound"),
        tallied(failed, "not") if failed else "",
        tallied(unread, "could not be checked") if unread else "",
        tallied(before, "checked before") if before else "",
    )
    between = "，" if wants_chinese() else ", "
    return f"{sum(results.values()) + before} checked: {between.join(filter(None, parts))}"

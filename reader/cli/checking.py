"""`reader check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.cli.screen import counted, finding_facts, finding_text, json_text, say
from reader.errors import EXIT_FINDINGS, MissingTool, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.check.verdict import Verdict
    from reader.model import Finding

EXAMPLES = """\b
Examples:
  reader check build/suanli-wubian.zh-Hans.epub   is it valid, which readers show its notes?
  reader check book.epub --system kobo,kindle     only what concerns these
  reader check my-edition                         is the edition's data right, what is covered?
"""


@click.command(epilog=EXAMPLES)
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--system", "systems", metavar="NAMES", help="Only what concerns these reading systems, separated by commas: kobo,kindle.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the report.")
def check(target: Path, systems: str | None, as_json: bool) -> None:
    """Check an EPUB file (EPUBCheck, our own rules, the reading systems), or an edition's folder (its data and what the notes cover).

    The exit code is 1 when there is an error; for an edition, also when there is a warning.
    """
    if target.is_dir():
        _check_edition(target, systems, as_json=as_json)
    else:
        _check_book(target, systems, as_json=as_json)


def _check_edition(folder: Path, systems: str | None, *, as_json: bool) -> None:
    from reader.book.coverage import check_edition

    if systems:
        raise UsageError("--system is for an EPUB file", advice="leave it out, or name the book")
    report = check_edition(folder)
    if as_json:
        click.echo(json_text({"target": str(folder), **report.facts, "findings": [finding_facts(finding) for finding in report.findings]}))
    else:
        for text in (*report.lines, *finding_lines(report.findings), closing(folder, report.findings)):
            say(text)
    if any(finding.level in {"error", "warning"} for finding in report.findings):
        sys.exit(EXIT_FINDINGS)


def _check_book(path: Path, systems: str | None, *, as_json: bool) -> None:
    from reader.check.run import ALL_RULES, check_file
    from reader.check.verdict import for_systems, verdicts

    wanted = system_keys(systems)
    missing = None
    try:
        findings = check_file(path, epubcheck=True)
    except MissingTool as error:
        missing, findings = error, check_file(path, epubcheck=False)
    table = tuple(verdict for verdict in verdicts(findings, ALL_RULES) if not wanted or verdict.system.key in wanted)
    if wanted:
        findings = for_systems(findings, ALL_RULES, wanted)
    advice = {rule.code: rule.advice for rule in ALL_RULES}
    if as_json:
        rows = [finding_facts(finding) | {"advice": advice.get(finding.code, "")} for finding in findings]
        click.echo(json_text({"target": str(path), "systems": [verdict_facts(verdict) for verdict in table], "findings": rows}))
    else:
        for text in (*table_lines(table), *finding_lines(findings, advice), closing(path, findings)):
            say(text)
    if missing:
        raise missing
    if any(finding.level == "error" for finding in findings):
        sys.exit(EXIT_FINDINGS)


def system_keys(value: str | None) -> tuple[str, ...]:
    """The reading systems named in `--system`."""
    from reader.check.verdict import SYSTEMS

    known = [system.key for system in SYSTEMS]
    named = tuple(part.strip() for part in (value or "").split(",") if part.strip())
    if unknown := [name for name in named if name not in known]:
        raise UsageError(f"--system: there is no system “{unknown[0]}”", advice=f"choose from {', '.join(known)}")
    return named


def table_lines(table: Iterable[Verdict]) -> Iterator[str]:
    """System × verdict: `by rule` where rules from its source or its guide are kept, `unknown` where nobody knows its rules."""
    for verdict in table:
        codes = f" ({', '.join(verdict.codes)})" if verdict.codes else ""
        yield f"  {verdict.word:<10}{verdict.system.name}{codes}"


def verdict_facts(verdict: Verdict) -> dict[str, Any]:
    """A verdict as JSON."""
    return {"system": verdict.system.key, "verdict": verdict.word, "codes": list(verdict.codes)}


def finding_lines(findings: Iterable[Finding], advice: dict[str, str] | None = None) -> Iterator[str]:
    """Each finding with its place; what to do stands once, at the first finding of its code."""
    said: set[str] = set()
    for finding in findings:
        todo = (advice or {}).get(finding.code, "")
        yield f"{finding.level}: {finding_text(finding)}" + (f" → {todo}" if todo and finding.code not in said else "")
        said.add(finding.code)


def closing(target: Path, findings: tuple[Finding, ...]) -> str:
    """The last line of a check."""
    errors = sum(finding.level == "error" for finding in findings)
    warnings = sum(finding.level == "warning" for finding in findings)
    return f"{target}: clean" if not errors and not warnings else f"{target}: {counted(errors, 'error')}, {counted(warnings, 'warning')}"

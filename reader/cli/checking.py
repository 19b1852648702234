"""`reader check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.screen import counted, finding_facts, finding_text, json_text, say
from reader.errors import EXIT_FINDINGS

if TYPE_CHECKING:
    from reader.model import Finding

EXAMPLES = """\b
Examples:
  reader check build/suanli-wubian.zh-Hans.epub   is this EPUB valid, do all notes work?
  reader check my-edition                         is the edition's data right, what is covered?
"""


@click.command(epilog=EXAMPLES)
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the report.")
def check(target: Path, as_json: bool) -> None:
    """Check an EPUB file (EPUBCheck and our own rules), or an edition's folder (its data and what the notes cover)."""
    if target.is_dir():
        from reader.book.coverage import check_edition

        report = check_edition(target)
        findings, lines, facts = report.findings, report.lines, report.facts
    else:
        from reader.check.run import check_file

        findings, lines, facts = check_file(target, epubcheck=True), (), {}
    if as_json:
        rows = [finding_facts(finding) for finding in findings]
        click.echo(json_text({"target": str(target), **facts, "findings": rows}))
    else:
        for text in (*lines, *(f"{finding.level}: {finding_text(finding)}" for finding in findings), verdict(target, findings)):
            say(text)
    if any(finding.level in {"error", "warning"} for finding in findings):
        sys.exit(EXIT_FINDINGS)


def verdict(target: Path, findings: tuple[Finding, ...]) -> str:
    """The last line of a check."""
    errors = sum(finding.level == "error" for finding in findings)
    warnings = sum(finding.level == "warning" for finding in findings)
    return f"{target}: clean" if not errors and not warnings else f"{target}: {counted(errors, 'error')}, {counted(warnings, 'warning')}"

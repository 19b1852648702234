"""`reader check`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from reader.cli.checkwords import closing, finding_lines, table_lines, total, verdict_facts
from reader.cli.chosen import all_slips_of, chosen_edition
from reader.cli.screen import error_text, finding_facts, json_text, say
from reader.epub.files import is_folder
from reader.errors import EXIT_FINDINGS, MissingTool, ReaderError, UsageError, each

if TYPE_CHECKING:
    from reader.book.coverage import Report
    from reader.model import Finding

EXAMPLES = """\b
Examples:
  reader check build/suanli-wubian.zh-Hans.epub   is it valid, which readers show its notes?
  reader check build/*.epub annotations           several books and editions, one after the other
  reader check book.epub --system kobo,kindle     only what concerns these
  reader check my-edition                         is the edition's data right, what is covered?
  reader check                                    the edition in this folder
"""


class Checked(Struct, frozen=True, gc=False):
    """What a check of one target came to: lines for people, the same as data, whether something is wrong; or the error that stopped it."""

    target: Path
    lines: tuple[str, ...] = ()
    facts: dict[str, Any] = {}
    failed: bool = False
    error: ReaderError | None = None
    missing: MissingTool | None = None


@click.command(epilog=EXAMPLES)
@click.argument("targets", nargs=-1, metavar="[TARGET]...", type=click.Path(path_type=Path))
@click.option("--system", "systems", metavar="NAMES", help="Only what concerns these reading systems, separated by commas: kobo,kindle.")
@click.option("--all", "everything", is_flag=True, help="Print every finding; otherwise the first few of each kind, and how many more there are.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the report.")
def check(targets: tuple[Path, ...], systems: str | None, everything: bool, as_json: bool) -> None:
    """Check EPUB files (EPUBCheck, our own rules, the reading systems), and editions' folders (their data and what the notes cover).

    Without a TARGET, the edition in the current folder is checked, else the one that ships with the program.
    The exit code is 1 when there is an error; for an edition, also when there is a warning. What cannot be checked stops no other.
    """
    wanted = system_keys(systems)
    if not targets:
        folder, which = chosen_edition(None)
        targets = (folder,)
        if not as_json:
            say(which)
    if wanted and (edition := next((target for target in targets if is_folder(target)), None)):
        raise UsageError("--system is for an EPUB file", where=str(edition), advice="leave it out, or name books alone")
    found = _run_all(targets, partial(_check_one, wanted=wanted, everything=everything))
    checked = _report_json(found, alone=len(targets) == 1) if as_json else _report(found, alone=len(targets) == 1)
    sys.exit(exit_code(checked))


def exit_code(checked: Iterable[Checked]) -> int:
    """What could not be checked counts before what is not installed, and that before findings."""
    checked = tuple(checked)
    errors = (*(one.error for one in checked), *(one.missing for one in checked))
    if error := next(filter(None, errors), None):
        return error.exit_code
    return EXIT_FINDINGS if any(one.failed for one in checked) else 0


def _report(found: Iterable[Checked], *, alone: bool) -> tuple[Checked, ...]:
    """Each report as soon as it is there, and where there are several, a heading and a last line for all; what the exit code needs."""
    checked = []
    for one in found:
        checked.append(one)
        for text in one.lines if alone or one.error else (f"{one.target}:", *one.lines, ""):
            say(text)
        for error in each(one.error) if one.error else ():
            say(f"reader: {error_text(error)}", err=True)
    if missing := next((one.missing for one in checked if one.missing), None):
        say(f"reader: {missing}", err=True)
    if not alone:
        say(total([(bool(one.error), one.failed) for one in checked]))
    return tuple(checked)


def _report_json(found: Iterable[Checked], *, alone: bool) -> tuple[Checked, ...]:
    """One object: the target's own, or for several `targets`, a list of them."""
    checked = tuple(found)
    facts = [{"target": str(one.target), **(_error_facts(one.error) if one.error else one.facts)} for one in checked]
    if not (alone and checked[0].error):
        click.echo(json_text(facts[0] if alone else {"targets": facts}))
    for error in dict.fromkeys(str(error) for one in checked for error in _said(one, alone=alone)):
        say(f"reader: {error}", err=True)
    return checked


def _error_facts(error: ReaderError) -> dict[str, Any]:
    """What stopped a check, as JSON; where it was several slips, all of them."""
    errors = [str(one) for one in each(error)]
    return {"error": errors[0]} | ({"errors": errors} if len(errors) > 1 else {})


def _said(one: Checked, *, alone: bool) -> tuple[ReaderError, ...]:
    if one.missing:
        return (one.missing,)
    return each(one.error) if alone and one.error else ()


def _run_all(targets: tuple[Path, ...], work: partial[Checked]) -> Iterator[Checked]:
    """The targets' checks in their order; several side by side, for most of the time is EPUBCheck's, which is a process of its own."""
    if len(targets) == 1:
        yield work(targets[0])
        return
    with ThreadPoolExecutor(min(len(targets), os.cpu_count() or 1)) as pool:
        yield from pool.map(work, targets)


def _check_one(target: Path, *, wanted: tuple[str, ...], everything: bool) -> Checked:
    try:
        return _check_edition(target, everything=everything) if is_folder(target) else _check_book(target, wanted, everything=everything)
    except ReaderError as error:
        return Checked(target, error=error)


def _check_edition(folder: Path, *, everything: bool) -> Checked:
    with all_slips_of(folder):
        report = report_on(folder)
    lines = (*report.lines, *finding_lines(report.findings, everything=everything), closing(folder, report.findings))
    facts = {**report.facts, "findings": [finding_facts(finding) for finding in report.findings]}
    return Checked(folder, lines, facts, failed=any(finding.level in {"error", "warning"} for finding in report.findings))


def report_on(folder: Path) -> Report:
    """All that can be said of an edition, whatever its essays are."""
    from reader.book.coverage import check_texts, report_of
    from reader.edition import load_edition
    from reader.edition.exceptions import read_exceptions

    edition = load_edition(folder)
    if not edition.epub:
        return check_texts(edition, folder)
    from reader.annotate.overlay import place_in_book

    read_exceptions(folder)
    placed = place_in_book(edition, edition.epub)
    return report_of(edition, placed.notes, placed.findings)


def _check_book(path: Path, wanted: tuple[str, ...], *, everything: bool) -> Checked:
    from reader.check.run import ALL_RULES
    from reader.check.verdict import for_all, for_systems, meant_for, verdicts

    findings, missing = _book_findings(path)
    keys = wanted or meant_for(path.name)
    table = tuple(verdict for verdict in verdicts(findings, ALL_RULES) if not keys or verdict.system.key in keys)
    if keys:
        findings = for_systems(findings, ALL_RULES, keys)
    advice = {rule.code: rule.advice for rule in ALL_RULES}
    note = ("  a .kepub.epub: judged for Kobo alone; --system names others",) if keys and not wanted else ()
    everywhere = for_all(findings, ALL_RULES)
    lines = (*table_lines(table, everywhere), *note, *finding_lines(findings, advice, everything=everything), closing(path, findings))
    rows = [finding_facts(finding) | {"advice": advice.get(finding.code, "")} for finding in findings]
    facts = {"systems": [verdict_facts(verdict) for verdict in table], "everywhere": list(everywhere), "findings": rows}
    return Checked(path, lines, facts, failed=any(finding.level == "error" for finding in findings), missing=missing)


def _book_findings(path: Path) -> tuple[tuple[Finding, ...], MissingTool | None]:
    """What was found, and what EPUBCheck lacks where it could not run."""
    from reader.check.run import check_file

    try:
        return check_file(path, epubcheck=True), None
    except MissingTool as error:
        return check_file(path, epubcheck=False), error


def system_keys(value: str | None) -> tuple[str, ...]:
    """The reading systems named in `--system`."""
    from reader.check.verdict import SYSTEMS

    known = [system.key for system in SYSTEMS]
    named = tuple(part.strip() for part in (value or "").split(",") if part.strip())
    if unknown := [name for name in named if name not in known]:
        raise UsageError(f"--system: there is no system “{unknown[0]}”", advice=f"choose from {', '.join(known)}")
    return named

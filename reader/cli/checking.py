"""`reader check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from reader.cli.checkwords import closing, finding_lines, table_lines, verdict_facts
from reader.cli.chosen import all_slips_of, chosen_edition, tell_read
from reader.cli.library import Library, are_many, library_options
from reader.cli.screen import finding_facts, json_text, say
from reader.cli.several import complain
from reader.cli.shared import NAMED
from reader.epub.files import is_folder
from reader.errors import EXIT_FINDINGS, MissingTool, UsageError

if TYPE_CHECKING:
    from reader.book.coverage import Report
    from reader.model import Finding

EXAMPLES = """\b
Examples:
  reader check build/suanli-wubian.zh-Hans.epub   is it valid, which readers show its notes?
  reader check build/*.epub annotations           several books and editions, one after the other
  reader check book.epub --system kobo,kindle     only what concerns these
  reader check my-edition                         is the edition's data right, what is covered?
  reader check library -o reports                 every EPUB of a folder, with a report on each
  reader check                                    the edition in this folder
"""


class Asked(Struct, frozen=True, gc=False):
    """What is asked for: only what concerns certain systems, every finding, JSON."""

    wanted: tuple[str, ...]
    everything: bool
    as_json: bool


class Checked(Struct, frozen=True, gc=False):
    """What a check of one target came to: lines for people, the same as data, whether something is wrong, what is not installed."""

    target: Path
    lines: tuple[str, ...]
    facts: dict[str, Any]
    failed: bool
    missing: MissingTool | None = None


@click.command(epilog=EXAMPLES)
@click.argument("targets", nargs=-1, metavar="[TARGET]...", type=NAMED)
@click.option("--system", "systems", metavar="NAMES", help="Only what concerns these reading systems, separated by commas: kobo,kindle.")
@click.option("--all", "everything", is_flag=True, help="Print every finding; otherwise the first few of each kind, and how many more there are.")
@click.option("-o", "--output", metavar="FOLDER", help="Write a report (JSON) on each book into this folder.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the report; of several books a line for each, as it is done.")
@library_options
def check(targets: tuple[Path, ...], systems: str | None, everything: bool, output: str | None, as_json: bool, library: Library) -> None:
    """Check EPUB files (EPUBCheck, our own rules, the reading systems), and editions' folders (their data and what the notes cover).

    Without a TARGET, the edition in the current folder is checked, else the one that ships with the program. Of a folder that is no edition, every
    EPUB in it is checked. The exit code is 1 when there is an error; for an edition, also when there is a warning. What cannot be checked stops
    no other.
    """
    asked = Asked(system_keys(systems), everything, as_json)
    if not targets:
        folder, which = chosen_edition(None)
        targets = (folder,)
        if not as_json:
            say(which)
    if asked.wanted and (edition := next(filter(is_edition, targets), None)):
        raise UsageError("--system is for an EPUB file", where=str(edition), advice="leave it out, or name books alone")
    if output and all(map(is_edition, targets)):
        raise UsageError("reports are for books", where=str(targets[0]), advice="leave -o out; --json says all of an edition")
    if output or (are_many(targets, library) and not (len(targets) == 1 and is_edition(targets[0]))):
        from reader.cli.checkmany import check_many

        sys.exit(check_many(tuple(dict.fromkeys(targets)), output, library, asked))
    report(check_edition(targets[0], asked) if is_folder(targets[0]) else check_alone(targets[0], asked), asked)


def is_edition(path: Path) -> bool:
    """Is it an edition's folder?"""
    from reader.edition.load import FILES

    return (path / FILES[0]).is_file()


def report(checked: Checked, asked: Asked) -> None:
    """Say what came of one target; exits where something is wrong."""
    if asked.as_json:
        click.echo(json_text({"target": str(checked.target), **checked.facts}))
    else:
        for text in checked.lines:
            say(text)
    complain(checked.missing)
    if checked.missing or checked.failed:
        sys.exit(checked.missing.exit_code if checked.missing else EXIT_FINDINGS)


def report_on(folder: Path) -> Report:
    """All that can be said of an edition, whatever its essays are."""
    from reader.book.coverage import check_texts, report_of
    from reader.edition import load_edition
    from reader.edition.exceptions import read_exceptions

    edition = load_edition(folder)
    tell_read(edition)
    if not edition.epub:
        return check_texts(edition, folder)
    from reader.annotate.overlay import place_in_book

    read_exceptions(folder)
    placed = place_in_book(edition, edition.epub)
    return report_of(edition, placed.notes, placed.findings)


def check_edition(folder: Path, asked: Asked) -> Checked:
    """An edition's folder; raises what is wrong in its data, all of it at once."""
    with all_slips_of(folder):
        found = report_on(folder)
    lines = (*found.lines, *finding_lines(found.findings, everything=asked.everything), closing(folder, found.findings))
    facts = {**found.facts, "findings": [finding_facts(finding) for finding in found.findings]}
    return Checked(folder, lines, facts, failed=any(finding.level in {"error", "warning"} for finding in found.findings))


def check_alone(path: Path, asked: Asked) -> Checked:
    """A book; raises InputError."""
    findings, missing = findings_in(path)
    return checked_book(path, findings, missing, asked)


def findings_in(source: Path | bytes, *, name: str = "") -> tuple[tuple[Finding, ...], MissingTool | None]:
    """What was found, and what EPUBCheck lacks where it could not run."""
    from reader.check.run import check_file

    try:
        return check_file(source, name=name, epubcheck=True), None
    except MissingTool as error:
        return check_file(source, name=name, epubcheck=False), error


def checked_book(path: Path, findings: tuple[Finding, ...], missing: MissingTool | None, asked: Asked) -> Checked:
    """What the findings in a book come to."""
    from reader.check.run import ALL_RULES
    from reader.check.verdict import for_all, for_systems, meant_for, verdicts

    keys = asked.wanted or meant_for(path.name)
    table = tuple(verdict for verdict in verdicts(findings, ALL_RULES) if not keys or verdict.system.key in keys)
    if keys:
        findings = for_systems(findings, ALL_RULES, keys)
    advice = {rule.code: rule.advice for rule in ALL_RULES}
    note = ("  a .kepub.epub: judged for Kobo alone; --system names others",) if keys and not asked.wanted else ()
    everywhere = for_all(findings, ALL_RULES)
    lines = (*table_lines(table, everywhere), *note, *finding_lines(findings, advice, everything=asked.everything), closing(path, findings))
    rows = [finding_facts(finding) | {"advice": advice.get(finding.code, "")} for finding in findings]
    facts = {"systems": [verdict_facts(verdict) for verdict in table], "everywhere": list(everywhere), "findings": rows}
    return Checked(path, lines, facts, failed=any(finding.level == "error" for finding in findings), missing=missing)


def system_keys(value: str | None) -> tuple[str, ...]:
    """The reading systems named in `--system`."""
    from reader.check.verdict import SYSTEMS

    known = [system.key for system in SYSTEMS]
    named = tuple(part.strip() for part in (value or "").split(",") if part.strip())
    if unknown := [name for name in named if name not in known]:
        raise UsageError(f"--system: there is no system “{unknown[0]}”", advice=f"choose from {', '.join(known)}")
    return named

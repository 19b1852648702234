"""A file → findings: the order of work of `reader check FILE`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from reader.check import integrity, systems
from reader.check.book import open_book
from reader.check.rule import Rule, apply_rules
from reader.epub.container import Container, read_container
from reader.model import Finding

# What EPUBCheck and our own rules both find: wholly the same, and the same where both name the same line.
SAME_KIND: Mapping[str, str] = {
    "OPF-003": "file-unlisted",
    "OPF-086b": "type-deprecated",
    "OPF-087": "type-unknown",
    "OPF-088": "type-unknown",
    "RSC-001": "manifest-file-missing",
}
SAME_PLACE: Mapping[str, tuple[str, ...]] = {
    "RSC-007": ("resource-missing", "link-target-missing", "ncx-target-missing"),
    "RSC-012": ("link-target-missing", "ncx-target-missing"),
}
ALL_RULES: tuple[Rule, ...] = (*integrity.RULES, *systems.RULES)


def check_book(container: Container) -> tuple[Finding, ...]:
    """What our own rules find in a book; raises nothing."""
    return tuple(apply_rules(ALL_RULES, open_book(container)))


def check_file(source: Path | bytes, *, name: str = "", epubcheck: bool = True) -> tuple[Finding, ...]:
    """What our own rules and, if asked for, EPUBCheck find in a file, or in its bytes (`name` is what the file is called).

    Raises InputError (no such file, no open EPUB) and MissingTool (EPUBCheck asked for and not installed).
    """
    own = check_book(read_container(source, name=name))
    if not epubcheck:
        return own
    from reader.check.epubcheck import run_epubcheck

    return (*without_repeated(run_epubcheck(source, name=name), own), *own)


def without_repeated(theirs: tuple[Finding, ...], own: tuple[Finding, ...]) -> Iterator[Finding]:
    """EPUBCheck's findings but for those that our own say again, with what to do: of a kind, or at the same line."""
    codes = {finding.code for finding in own}
    places = {(finding.code, line_at(finding.where)) for finding in own}
    for finding in theirs:
        if SAME_KIND.get(finding.code) in codes or any((code, line_at(finding.where)) in places for code in SAME_PLACE.get(finding.code, ())):
            continue
        yield finding


def line_at(where: str) -> str:
    """`file:line` of a place that may have a column."""
    return ":".join(where.split(":")[:2])

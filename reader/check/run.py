"""A file → findings: the order of work of `reader check FILE`."""

from __future__ import annotations

from pathlib import Path

from reader.check import integrity, systems
from reader.check.book import open_book
from reader.check.rule import Rule, apply_rules
from reader.epub.container import Container, read_container
from reader.model import Finding

ALL_RULES: tuple[Rule, ...] = (*integrity.RULES, *systems.RULES)


def check_book(container: Container) -> tuple[Finding, ...]:
    """What our own rules find in a book; raises nothing."""
    return tuple(apply_rules(ALL_RULES, open_book(container)))


def check_file(path: Path, *, epubcheck: bool = True) -> tuple[Finding, ...]:
    """What our own rules and, if asked for, EPUBCheck find in a file.

    Raises InputError (no such file, no open EPUB) and MissingTool (EPUBCheck asked for and not installed).
    """
    own = check_book(read_container(path))
    if not epubcheck:
        return own
    from reader.check.epubcheck import run_epubcheck

    return (*run_epubcheck(path), *own)

"""A saved web page, read by the version of the extraction that its essay names: what was given out keeps its lines, and so its ids."""

from __future__ import annotations

from pathlib import Path

from reader.edition.sources.first_extraction import extract as extract_first
from reader.edition.sources.webpage import NEWEST, extract
from reader.errors import EditionError
from reader.model import Finding, Source, Span


def read_page(page: str, *, name: str, folder: Path, version: int, where: str) -> Source:
    """The source that a page gives (without its hash). `version` 0: the essay names none, and gets the newest.

    Where the first version would give other lines, that is a warning: an edition from before there was a second one must name the first.
    """
    if version not in range(NEWEST + 1):
        raise EditionError(f"`extract` is {version}", where=where, advice=f"write 1 to {NEWEST}")
    if version == 1:
        text, marks = _first(page, name)
        return Source(name, "", text, marks)
    found = extract(page, name=name, folder=folder)
    unstated = () if version or _same_lines(page, name, found.text) else (_unstated(where),)
    return Source(name, "", found.text, found.marks, found.groups, found.pictures, (*unstated, *found.findings))


def _first(page: str, name: str) -> tuple[str, tuple[Span, ...]]:
    try:
        return extract_first(page, name=name)
    except RecursionError:
        raise EditionError("the page nests hundreds of elements in one another", where=name, advice="read it with extract = 2") from None


def _same_lines(page: str, name: str, text: str) -> bool:
    try:
        return _first(page, name)[0] == text
    except EditionError:  # then no edition can have been made of it
        return True


def _unstated(where: str) -> Finding:
    text = f"the page is read by version {NEWEST} of the extraction, and version 1 gave other lines, and so other ids: write extract = {NEWEST}"
    return Finding("extract-unstated", "warning", where, f"{text} (or extract = 1 to keep the ids of an edition that was given out before)")

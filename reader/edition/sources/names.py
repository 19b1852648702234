"""What a source's lines are called where the text that is read from it is not in lines of its own: Markdown, Word documents.

A line is named for its line in the Markdown (`l12`, and `l12-k9` for a cell that begins in its ninth column), for Word's own id of the
paragraph (`p00ab12cd`), or else for a hash of its text, with its occurrence (`h1b4f0a2c`, `h1b4f0a2c-2`): never for its place among the others.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import accumulate
from pathlib import Path

from msgspec.structs import replace

from reader.edition.sources.walk import NAME
from reader.edition.sources.webpage import extract
from reader.model import Source, Span

MARK = "name"
AGAIN = re.compile(r"(\d+)(?:-l(\d+)c(\d+))?\Z")


def name_element(name: str) -> str:
    """What stands in a page of ours before the text of the line `name`."""
    return f'<span {NAME}="{name}"></span>'


def read_named(page: str, *, name: str, folder: Path | None = None) -> Source:
    """The source that a page with named lines gives (without its hash); raises EditionError when it holds no text."""
    found = extract(page, name=name, folder=folder, named=True)
    lines = found.text.split("\n")
    starts = tuple(accumulate((len(line) + 1 for line in lines), initial=0))
    names = _names(lines, starts, [mark for mark in found.marks if mark.kind == MARK])
    marks = tuple(_by_name(mark, names) for mark in found.marks if mark.kind != MARK)
    groups = tuple(_by_name(group, names) for group in found.groups)
    return Source(name, "", found.text, marks, groups, found.pictures, found.findings, names)


def _names(lines: Sequence[str], starts: Sequence[int], marks: Iterable[Span]) -> tuple[str, ...]:
    given: dict[int, str] = {}
    for mark in marks:
        given.setdefault(bisect_right(starts, mark.start) - 1, mark.ref)
    used: Counter[str] = Counter()
    return tuple([free_name(given.get(row, ""), line, used) for row, line in enumerate(lines)])


def free_name(given: str, line: str, used: Counter[str]) -> str:
    """The name that a line was given if no earlier line has it, else what its text makes."""
    hashed = f"h{sha256(line.encode('utf-8', 'replace')).hexdigest()[:8]}"
    name = f"{given}-{hashed}" if given and used[given] else given or hashed
    used[name] += 1
    return name if used[name] == 1 else f"{name}-{used[name]}"


def _by_name(span: Span, names: Sequence[str]) -> Span:
    """What leads to a note, or holds it, by the name of the note's first line in place of its number."""
    if span.kind == "note":
        number, _, label = span.ref.partition(" ")
        return replace(span, ref=f"{_key(names, number)} {label}".rstrip())
    found = AGAIN.match(span.ref) if span.kind == "own" else None
    if found is None:
        return span
    again = f"-l{_key(names, found[2])}c{found[3]}" if found[2] else ""
    return replace(span, ref=f"{_key(names, found[1])}{again}")


def _key(names: Sequence[str], number: str) -> str:
    return names[int(number) - 1].removeprefix("l").replace("-", "x")

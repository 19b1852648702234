"""The article and its author's notes, in the tree → one text: the article's lines, then the notes', to which points in both lead."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reader.edition.sources.lines import Line, Text, join, make_lines, settle_points
from reader.edition.sources.notetaking import Notes
from reader.edition.sources.notewords import number_of
from reader.edition.sources.walk import Around, Holder, Page, walk
from reader.model import Span

if TYPE_CHECKING:
    from bs4 import Tag


def make_text(roots: Sequence[Tag], notes: Notes, page: Page) -> tuple[Text, frozenset[int]]:
    """The whole text, and which of the notes (by their index) are in it: those to which a point leads.

    The first point to a note is a mark `own` with the number of the note's first line (from 1); a later one has its own line and column behind that.
    """
    body = settle_points(line for root in roots for line in make_lines(walk(root, page, Around()), page.numbers))
    taken = _told(body, notes, page)
    head = _heading(notes, page) if taken else []
    lines = [*body, *head, *(line for _, own in taken for line in own)]
    first = len(body) + len(head) + 1
    starts = dict(zip((at for at, _ in taken), accumulate((len(own) for _, own in taken), initial=first), strict=False))
    return _numbered(join(lines), {str(at): start for at, start in starts.items()}), frozenset(starts)


def _told(body: Iterable[Line], notes: Notes, page: Page) -> list[tuple[int, list[Line]]]:
    """The notes to which the text leads, or another note of these, with their lines; those without words are none."""
    made: dict[int, list[Line]] = {}
    waiting = _led_to(body)
    while waiting:
        at = waiting.pop()
        if at not in made:
            note = notes.taken[at]
            number = number_of(note.label)
            held = Around(holders=(Holder("note", "" if number is None else str(number), next(page.numbers)),))
            made[at] = settle_points(make_lines(walk(note.element, page, held), page.numbers))
            waiting += _led_to(made[at])
    return [(at, made[at]) for at in sorted(made) if made[at]]


def _led_to(lines: Iterable[Line]) -> list[int]:
    return [int(mark.ref) for line in lines for mark in line.marks if mark.kind == "own"]


def _heading(notes: Notes, page: Page) -> list[Line]:
    if notes.heading is None:
        return []
    held = Around(holders=(Holder("notes", "", next(page.numbers)),), line="heading 2")
    return settle_points(replace(line, kind="heading 2") for line in make_lines(walk(notes.heading, page, held), page.numbers))


def _numbered(text: Text, starts: dict[str, int]) -> Text:
    """The text with its notes, and the points that lead to them, named for the notes' first lines; points that lead to none are gone."""
    breaks = [0, *accumulate(len(line) + 1 for line in text.text.split("\n"))]
    seen: set[tuple[str, int]] = set()
    told: set[str] = set()
    marks: list[Span] = []
    for mark in text.marks:
        if mark.kind != "own":
            marks.append(mark)
        elif mark.ref in starts and (mark.ref, mark.start) not in seen:
            seen.add((mark.ref, mark.start))
            line = bisect_right(breaks, mark.start)
            again = f"-l{line}c{mark.start - breaks[line - 1] + 1}" if mark.ref in told else ""
            told.add(mark.ref)
            marks.append(replace(mark, ref=f"{starts[mark.ref]}{again}"))
    named = (f"{bisect_right(breaks, group.start)} {group.ref}".rstrip() if group.kind == "note" else group.ref for group in text.groups)
    return replace(text, marks=tuple(marks), groups=tuple(replace(group, ref=ref) for group, ref in zip(text.groups, named, strict=True)))

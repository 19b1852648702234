"""What the markup of a saved page says, brought into the reading text: which lines stand in what, which stretches are marked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from msgspec import Struct

from reader.model import Block, Span
from reader.repair.offsets import Shifts, to_reading
from reader.repair.structure import Role

# What holds several lines, and what its `ref` says. A `line` is one line of preformatted text; its `ref` is the white space before it.
HOLDERS = {
    "ul": "",
    "ol": "start, type, reversed: what the page says of its numbers",
    "li": "the number that the page gives it",
    "quotation": "",
    "figure": "",
    "table": "rows, columns",
    "cell": "row, column, rowspan, colspan, th or td",
    "pre": "",
    "line": "line breaks and spaces",
    "dl": "",
    "dt": "",
    "dd": "",
    "note": "its first line in the source, the author's number",
    "notes": "",  # the heading above them
}
# Marks of these kinds belong to whole lines; all others (em, sup, picture) to stretches within a line.
LINE_KINDS = ("heading", "item", "quotation", "ordered", "caption")
# What a line is by the innermost of these that holds it.
HELD_KINDS = {"quotation": "quotation", "line": "code", "figure": "paragraph"}
PICTURES = {"picture": "picture", "lost": "lost-picture"}


class Line(Struct, frozen=True, gc=False):
    """A line of the reading text."""

    start: int
    end: int
    text: str


def split_lines(text: str) -> list[Line]:
    """The lines of a reading text that are not empty."""
    texts = text.split("\n")
    starts = accumulate([len(line) + 1 for line in texts], initial=0)
    return [Line(start, start + len(line), line) for start, line in zip(starts, texts, strict=False) if line]


def carry_marks(marks: Sequence[Span], shifts: Shifts, source: str) -> list[Span]:
    """The marks in the offsets of the reading text; those whose text is gone are dropped, and points within what a repair took out."""
    carried: list[Span] = []
    for mark in marks:
        if mark.start == mark.end:
            place = _carry_point(mark.start, shifts)
            start, end = (place, place) if place is not None else (1, 0)
        elif mark.kind in PICTURES and _is_line(mark, source):  # what a repair adds to the words of such a picture is of them
            start, end = to_reading(mark.start, shifts, side="left"), to_reading(mark.end, shifts)
        else:
            start, end = to_reading(mark.start, shifts), to_reading(mark.end, shifts, side="left")
        if start < end or (start == end and mark.start == mark.end):
            carried.append(Span(start, end, mark.kind, mark.ref))
    return carried


def _is_line(mark: Span, source: str) -> bool:
    return source[max(mark.start - 1, 0) : mark.start] in ("", "\n") and source[mark.end : mark.end + 1] in ("", "\n")


def _carry_point(place: int, shifts: Shifts) -> int | None:
    """The place behind the character before it; within what a repair has written anew, as far in it; None within what one has taken out."""
    at = bisect_right(shifts.source_starts, place - 1) - 1
    if at < 0 or place >= shifts.source_ends[at]:
        return to_reading(place, shifts, side="left")
    first, last, new_first, new_last = shifts.source_starts[at], shifts.source_ends[at], shifts.reading_starts[at], shifts.reading_ends[at]
    return new_first + (place - first) * (new_last - new_first) // (last - first) if new_first < new_last else None


def held_lines(lines: Sequence[Line], groups: Sequence[Span]) -> dict[int, tuple[Span, ...]]:
    """By index of the line, what holds it, the outermost first: every group in which at least half of it lies."""
    held: dict[int, tuple[Span, ...]] = {}
    for group, index, start, end in _meetings(lines, groups):
        if 2 * (end - start) >= len(lines[index].text):
            held[index] = (*held.get(index, ()), group)
    return held


def in_notes(block: Block) -> bool:
    """Whether a block stands in a note of the author's own, or is the heading above them."""
    return bool(block.within) and block.within[0].kind in ("note", "notes")


def kind_within(held: Sequence[Span]) -> str:
    """What a line is by what holds it: a note of the author's, or a cell, whatever is in it; else the innermost decides."""
    kinds = [group.kind for group in held]
    for kind in ("note", "cell"):
        if kind in kinds:
            return kind
    kind, item = "paragraph", "item"
    for name in kinds:
        item = {"ul": "item", "ol": "ordered"}.get(name, item)
        kind = item if name == "li" else HELD_KINDS.get(name, kind)
    return kind


def marked_roles(lines: Sequence[Line], marks: Sequence[Span], within: Mapping[int, Sequence[Span]]) -> dict[int, Role]:
    """What the marks, and what holds it, say of each line; of marks the shorter decides (an item in a quotation), if half of the line lies in it."""
    roles = {index: Role(kind_within(held)) for index, held in within.items()}
    line_marks = [mark for mark in marks if mark.kind in LINE_KINDS]
    for mark, index, start, end in _meetings(lines, sorted(line_marks, key=lambda mark: mark.start - mark.end)):
        if 2 * (end - start) >= len(lines[index].text):
            level = (int(mark.ref) if mark.ref.isdigit() else 2) if mark.kind == "heading" else 0
            roles[index] = Role(mark.kind, level)
    for mark, index, start, end in _meetings(lines, [mark for mark in marks if mark.kind in PICTURES]):
        if end - start == len(lines[index].text):
            roles[index] = Role(PICTURES[mark.kind])
    return roles


def inline_spans(lines: Sequence[Line], marks: Sequence[Span]) -> dict[int, tuple[Span, ...]]:
    """The marks of stretches, cut at the ends of lines, in each line's own offsets; a point stands in the line that it ends.

    A picture that is lost and has its line for itself is a kind of block, and no mark.
    """
    found: dict[int, list[Span]] = {}
    for mark, index, start, end in _meetings(lines, [mark for mark in marks if mark.kind not in LINE_KINDS and mark.start < mark.end]):
        if mark.kind == "lost" and end - start == len(lines[index].text):
            continue
        found.setdefault(index, []).append(Span(start, end, mark.kind, mark.ref))
    points = [mark for mark in marks if mark.start == mark.end]
    ends = [line.end for line in lines] if points else []
    for mark in points:
        index = bisect_left(ends, mark.end)
        if index < len(lines) and lines[index].start <= mark.start:
            place = mark.start - lines[index].start
            found.setdefault(index, []).append(Span(place, place, mark.kind, mark.ref))
    return {index: tuple(sorted(spans, key=lambda span: (span.start, -span.end))) for index, spans in found.items()}


def _meetings(lines: Sequence[Line], marks: Sequence[Span]) -> Iterator[tuple[Span, int, int, int]]:
    """Yield (mark, index of the line, start, end in the line) wherever a mark and a line share characters."""
    starts = [line.start for line in lines] if marks else []
    for mark in marks:
        for index in range(max(0, bisect_right(starts, mark.start) - 1), bisect_right(starts, mark.end - 1)):
            line = lines[index]
            start, end = max(mark.start, line.start), min(mark.end, line.end)
            if start < end:
                yield mark, index, start - line.start, end - line.start

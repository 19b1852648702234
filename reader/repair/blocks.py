"""A reading text → its blocks: one for every line that is not empty, with an id that later repairs do not move.

Law: the blocks' texts joined by line feeds are the reading text without its empty lines. Offsets are code points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from msgspec import Struct

from reader.errors import EditionError
from reader.model import Block, Reading, Source, Span, Structure
from reader.repair.offsets import Shifts, make_shifts, surviving, to_reading, to_source
from reader.repair.rule_scrapes import trim_edges
from reader.repair.rule_unseen import drop_controls
from reader.repair.structure import Role, resolve
from reader.unseen import name_of

# A saved page's marks of these kinds belong to whole lines; all others (em, strong) to stretches within a line.
LINE_KINDS = ("heading", "item", "quotation", "ordered")


class Line(Struct, frozen=True, gc=False):
    """A line of the reading text."""

    start: int
    end: int
    text: str


def make_blocks(slug: str, source: Source, reading: Reading, structure: Sequence[Structure] = ()) -> tuple[Block, ...]:
    """Return the blocks of the essay `slug`, in order; what `structure` says of a block wins over a saved page's marks.

    Ids are `<slug>-l<source line>`, for a later block from the same line with `-c<source column>` (both from 1; law 4 of
    `docs/design.md`). EditionError for a control character, where a line begins or ends with white space, and from
    `structure.resolve`.
    """
    _refuse_controls(reading.text, slug)
    _refuse_edges(reading.text, slug)
    lines = _lines(reading.text)
    shifts = make_shifts(reading.hunks)
    marks = _carry(source.marks, shifts)
    roles = {**_marked_roles(lines, marks), **resolve([line.text for line in lines], structure)}
    spans = _inline_spans(lines, marks)
    ids = block_ids(slug, source.text, lines, shifts)
    plain = Role("paragraph")
    return tuple(
        [
            Block(name, role.kind, line.text, spans.get(index, ()), role.level, role.speaker)
            for index, (name, line) in enumerate(zip(ids, lines, strict=True))
            for role in (roles.get(index, plain),)
        ]
    )


def _lines(text: str) -> list[Line]:
    texts = text.split("\n")
    starts = accumulate([len(line) + 1 for line in texts], initial=0)
    return [Line(start, start + len(line), line) for start, line in zip(starts, texts, strict=False) if line]


def _refuse_controls(text: str, slug: str) -> None:
    found = next(iter(drop_controls(text)), None)
    if found:
        start = text.rfind("\n", 0, found.start) + 1
        around = text[max(start, found.start - 10) : found.start], text[found.end : found.end + 10].split("\n")[0]
        words = f"the reading text holds {name_of(text[found.start])}, which no book can hold: “{around[0]}⟦⟧{around[1]}”"
        raise EditionError(words, where=slug, advice="switch the rule `control-character` on for this essay, or shorten the `keep` that holds it")


def _refuse_edges(text: str, slug: str) -> None:
    loose = next(iter(trim_edges(text)), None)
    if loose:
        start = text.rfind("\n", 0, loose.start) + 1
        line = text[start : start + 20].split("\n")[0]
        advice = "switch the rule `edge-space` on for this essay, or shorten the `keep` that holds it"
        raise EditionError(f"a line of the reading text begins or ends with white space: “{line}”", where=slug, advice=advice)


def block_ids(slug: str, source: str, lines: Sequence[Line], shifts: Shifts) -> tuple[str, ...]:
    """Return one id for each of the reading text's `lines`; EditionError when two would be the same.

    A block counts from its first character that no repair has touched, and has the line's own id when no earlier block
    holds a character of that line. A block that a repair has written whole is named for its place, and ends in `-i`.
    """
    starts = tuple(accumulate([len(line) + 1 for line in source.split("\n")], initial=0))  # and the end
    names: list[str] = []
    seen, begun = set[str](), 0  # `begun`: the last source line of which a block holds a character
    for line, ends in zip(lines, surviving([(line.start, line.end) for line in lines], shifts), strict=True):
        place, last = ends or (to_source(line.start, shifts, side="left"), None)
        row = bisect_right(starts, place)
        column = place - starts[row - 1] + 1
        if last is None:
            name = f"{slug}-l{row}-c{column}-i"
        else:
            name = f"{slug}-l{row}-c{column}" if row <= begun else f"{slug}-l{row}"
            begun = max(begun, row if last < starts[row] else bisect_right(starts, last))
        if name in seen:
            advice = "one repair writes two whole lines here: give it back some of the source"
            raise EditionError(f"two blocks would have the id `{name}`", where=slug, advice=advice)
        seen.add(name)
        names.append(name)
    return tuple(names)


def _carry(marks: Sequence[Span], shifts: Shifts) -> list[Span]:
    """Bring a saved page's marks from the source into the reading text; those whose text is gone are dropped."""
    carried = (Span(to_reading(m.start, shifts), to_reading(m.end, shifts, side="left"), m.kind, m.ref) for m in marks)
    return [mark for mark in carried if mark.start < mark.end]


def _marked_roles(lines: Sequence[Line], marks: Sequence[Span]) -> dict[int, Role]:
    """What the marks say of each line that lies at least half within one; the shorter mark decides (an item in a quotation)."""
    roles: dict[int, Role] = {}
    line_marks = [mark for mark in marks if mark.kind in LINE_KINDS]
    for mark, index, start, end in _meetings(lines, sorted(line_marks, key=lambda mark: mark.start - mark.end)):
        if 2 * (end - start) >= len(lines[index].text):
            level = (int(mark.ref) if mark.ref.isdigit() else 2) if mark.kind == "heading" else 0
            roles[index] = Role(mark.kind, level)
    return roles


def _inline_spans(lines: Sequence[Line], marks: Sequence[Span]) -> dict[int, tuple[Span, ...]]:
    """The other marks, cut at the ends of lines, in each line's own offsets."""
    found: dict[int, list[Span]] = {}
    for mark, index, start, end in _meetings(lines, [mark for mark in marks if mark.kind not in LINE_KINDS]):
        found.setdefault(index, []).append(Span(start, end, mark.kind, mark.ref))
    return {index: tuple(sorted(spans, key=lambda span: (span.start, -span.end))) for index, spans in found.items()}


def _meetings(lines: Sequence[Line], marks: Sequence[Span]) -> Iterator[tuple[Span, int, int, int]]:
    """Yield (mark, index of the line, start, end in the line) wherever a mark and a line share characters."""
    starts = [line.start for line in lines]
    for mark in marks:
        for index in range(max(0, bisect_right(starts, mark.start) - 1), bisect_right(starts, mark.end - 1)):
            line = lines[index]
            start, end = max(mark.start, line.start), min(mark.end, line.end)
            if start < end:
                yield mark, index, start - line.start, end - line.start

"""A reading text → its blocks: one for every line that is not empty, with an id that later repairs do not move.

Law: the blocks' texts joined by line feeds are the reading text without its empty lines. Offsets are code points.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from reader.errors import EditionError
from reader.model import Block, Reading, Source, Structure
from reader.repair.marks import Line, carry_marks, held_lines, inline_spans, marked_roles, split_lines
from reader.repair.offsets import Shifts, make_shifts, surviving, to_source
from reader.repair.rule_scrapes import trim_edges
from reader.repair.rule_unseen import drop_controls
from reader.repair.structure import Role, resolve
from reader.unseen import name_of


def make_blocks(slug: str, source: Source, reading: Reading, structure: Sequence[Structure] = ()) -> tuple[Block, ...]:
    """Return the blocks of the essay `slug`, in order; what `structure` says of a block wins over a saved page's marks.

    Ids are `<slug>-l<source line>` (or the name that the source has for the line), for a later block from the same line with
    `-c<source column>` (both from 1; law 4 of `docs/design.md`). EditionError for a control character, where a line begins or ends with
    white space, and from `structure.resolve`.
    """
    _refuse_controls(reading.text, slug)
    _refuse_edges(reading.text, slug)
    lines = split_lines(reading.text)
    shifts = make_shifts(reading.hunks)
    named = resolve([line.text for line in lines], structure)
    marks = carry_marks(source.marks, shifts, source.text)
    within = {index: held for index, held in held_lines(lines, carry_marks(source.groups, shifts, source.text)).items() if index not in named}
    roles = marked_roles(lines, marks, within) | named
    spans = inline_spans(lines, marks)
    ids = block_ids(slug, source, lines, shifts)
    plain = Role("paragraph")
    return tuple(
        [
            Block(name, role.kind, line.text, spans.get(index, ()), role.level, role.speaker, "", within.get(index, ()))
            for index, (name, line) in enumerate(zip(ids, lines, strict=True))
            for role in (roles.get(index, plain),)
        ]
    )


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


def block_ids(slug: str, source: Source, lines: Sequence[Line], shifts: Shifts) -> tuple[str, ...]:
    """Return one id for each of the reading text's `lines`; EditionError when two would be the same.

    A block counts from its first character that no repair has touched, and has the line's own id when no earlier block
    holds a character of that line. A block that a repair has written whole is named for its place, and ends in `-i`.
    """
    starts = tuple(accumulate([len(line) + 1 for line in source.text.split("\n")], initial=0))  # and the end
    called = source.names
    names: list[str] = []
    seen, begun = set[str](), 0  # `begun`: the last source line of which a block holds a character
    for line, ends in zip(lines, surviving([(line.start, line.end) for line in lines], shifts), strict=True):
        place, last = ends or (to_source(line.start, shifts, side="left"), None)
        row = bisect_right(starts, place)
        column = place - starts[row - 1] + 1
        stem = f"{slug}-{called[row - 1]}" if called else f"{slug}-l{row}"
        if last is None:
            name = f"{stem}-c{column}-i"
        else:
            name = f"{stem}-c{column}" if row <= begun else stem
            begun = max(begun, row if last < starts[row] else bisect_right(starts, last))
        if name in seen:
            advice = "one repair writes two whole lines here: give it back some of the source"
            raise EditionError(f"two blocks would have the id `{name}`", where=slug, advice=advice)
        seen.add(name)
        names.append(name)
    return tuple(names)

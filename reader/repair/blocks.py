"""A reading text → its blocks: one for every line that is not empty, with an id that later repairs do not move.

Law: the blocks' texts joined by line feeds are the reading text without its empty lines. Offsets are code points.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.errors import EditionError
from reader.model import Block, Reading, Source, Structure
from reader.repair.marks import Line, carry_marks, held_lines, inline_spans, marked_roles, split_lines
from reader.repair.offsets import Shifts, make_shifts, surviving, to_source
from reader.repair.rule_scrapes import any_loose, trim_edges
from reader.repair.rule_unseen import drop_controls
from reader.repair.structure import Role, resolve
from reader.unseen import name_of


def make_blocks(slug: str, source: Source, reading: Reading, structure: Sequence[Structure] = ()) -> tuple[Block, ...]:
    """Return the blocks of the essay `slug`, in order; what `structure` says of a block wins over a saved page's marks.

    Ids are `<slug>-l<source line>` (or the name that the source has for the line), for a later block from the same line with
    `-c<source column>` (both from 1; law 4 of `docs/design.md`). EditionError for a control character, where a line begins or ends with
    white space, and from `structure.resolve`.
    """
    lines = split_lines(reading.text)
    texts = [line.text for line in lines]
    _refuse_controls(reading.text, texts, slug)
    _refuse_edges(reading.text, texts, slug)
    shifts = make_shifts(reading.hunks)
    named = resolve(texts, structure)
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


def _refuse_controls(text: str, lines: Sequence[str], slug: str) -> None:
    found = None if all(map(str.isprintable, lines)) else next(iter(drop_controls(text)), None)  # nearly all lines are
    if found:
        start = text.rfind("\n", 0, found.start) + 1
        around = text[max(start, found.start - 10) : found.start], text[found.end : found.end + 10].split("\n")[0]
        words = f"the reading text holds {name_of(text[found.start])}, which no book can hold: “{around[0]}⟦⟧{around[1]}”"
        raise EditionError(words, where=slug, advice="switch the rule `control-character` on for this essay, or shorten the `keep` that holds it")


def _refuse_edges(text: str, lines: list[str], slug: str) -> None:
    loose = next(iter(trim_edges(text)), None) if any_loose(lines) else None  # hardly any is
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
    text, called = source.text, source.names
    names: list[str] = []
    row, at = 1, 0  # the source line of the place `at`, which only goes forward
    begun = 0  # the last source line of which a block holds a character
    for line, ends in zip(lines, surviving([(line.start, line.end) for line in lines], shifts), strict=True):
        place, last = ends or (to_source(line.start, shifts, side="left"), None)
        row, at = row + text.count("\n", at, place), place
        name = f"{slug}-{called[row - 1]}" if called else f"{slug}-l{row}"
        if last is None:
            name = f"{name}-c{_column(text, place)}-i"
        else:
            name = f"{name}-c{_column(text, place)}" if row == begun else name
            row, at = row + text.count("\n", at, last), last
            begun = row
        names.append(name)
    if len(set(names)) < len(names):
        _complain_twice(names, slug)
    return tuple(names)


def _complain_twice(names: Sequence[str], slug: str) -> None:
    seen = set[str]()
    for name in names:
        if name in seen:
            advice = "one repair writes two whole lines here: give it back some of the source"
            raise EditionError(f"two blocks would have the id `{name}`", where=slug, advice=advice)
        seen.add(name)


def _column(text: str, place: int) -> int:
    return place - text.rfind("\n", 0, place)

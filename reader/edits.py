"""One change of a text, and carrying out many: what repairs of a source and changes of somebody's markup have in common."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from msgspec import Struct

in_order = attrgetter("start", "end")


class Edit(Struct, frozen=True, gc=False):
    """`text[start:end]`, in code points, becomes `after`. `start == end` inserts."""

    start: int
    end: int
    after: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with `edits` (sorted, disjoint) carried out."""
    parts: list[str] = []
    place = 0
    for edit in edits:
        parts += (text[place : edit.start], edit.after)
        place = edit.end
    parts.append(text[place:])
    return "".join(parts)

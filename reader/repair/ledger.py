"""The ledger's arithmetic: folding one pass of edits after another into disjoint hunks of the source, and taking them back.

All offsets are code points. Every function here is linear in edits and hunks, never in characters (an edition may have
millions of them and hundreds of thousands of edits).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple

from reader.model import Hunk


class Edit(NamedTuple):
    """One change asked for: `text[start:end]` becomes `after`. `start == end` inserts."""

    start: int
    end: int
    after: str


class Piece(NamedTuple):
    """A hunk in the making: like `Hunk`, but without a copy of what stood before."""

    start: int
    end: int
    after: str
    causes: tuple[str, ...]


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return `text` with `edits` (sorted, disjoint) carried out."""
    parts: list[str] = []
    place = 0
    for start, end, after in edits:
        parts += (text[place:start], after)
        place = end
    parts.append(text[place:])
    return "".join(parts)


def fold_edits(pieces: Sequence[Piece], edits: Sequence[Edit], text: str, cause: str) -> list[Piece]:
    """Fold one pass of `edits` on the current `text` into the `pieces` that made that text from the source.

    `edits` are sorted and disjoint. `pieces` and the result are in source code points, sorted, and never touch one another:
    what overlaps or adjoins has become one piece with the causes of all.
    """
    out: list[Piece] = []
    alone = (cause,)
    at = shift = turn = 0  # `shift` is what the pieces before `at` added to the length
    begins = _beginning(pieces, at, shift)
    while turn < len(edits):
        place, end, after = edits[turn]
        if begins < place:
            first = at
            at, shift = _skip_before(pieces, at, shift, place)
            begins = _beginning(pieces, at, shift)
            out += pieces[first:at]
        if end < begins and (turn + 1 == len(edits) or end < edits[turn + 1][0]):
            out.append(Piece(place - shift, end - shift, after, alone))  # as nearly all: nothing touches it
            turn += 1
            continue
        piece, at, shift, turn = _join(pieces, at, shift, edits, turn, text, cause)
        begins = _beginning(pieces, at, shift)
        out.append(piece)
    out += pieces[at:]
    return out


def _beginning(pieces: Sequence[Piece], at: int, shift: int) -> int:
    """Where the piece begins in the current text; behind every text when there is none."""
    return pieces[at].start + shift if at < len(pieces) else sys.maxsize


def _join(pieces: Sequence[Piece], at: int, shift: int, edits: Sequence[Edit], turn: int, text: str, cause: str) -> tuple[Piece, int, int, int]:
    """The next edit with all that overlaps or adjoins it, as one piece; and where pieces, shift and edits go on."""
    place = min(edits[turn].start, _beginning(pieces, at, shift))
    low, high = place - shift, place
    parts: list[str] = []
    causes: list[str] = []
    while True:
        if at < len(pieces) and pieces[at].start + shift <= high:
            start, end, after, why = pieces[at]
            high = max(high, start + shift + len(after))
            causes += why
            shift += len(after) - end + start
            at += 1
        elif turn < len(edits) and edits[turn].start <= high:
            start, end, after = edits[turn]
            parts += (text[place:start], after)
            place, high = end, max(high, end)
            turn += 1
        else:
            break
    parts.append(text[place:high])
    return Piece(low, high - shift, "".join(parts), tuple(dict.fromkeys((*causes, cause)))), at, shift, turn


def _skip_before(pieces: Sequence[Piece], at: int, shift: int, place: int) -> tuple[int, int]:
    """Pass the pieces that end before `place` (current text); return the next one and the shift there."""
    while at < len(pieces):
        start, end, after, _ = pieces[at]
        if start + shift + len(after) >= place:
            break
        shift += len(after) - end + start
        at += 1
    return at, shift


def make_hunks(source: str, pieces: Sequence[Piece]) -> tuple[Hunk, ...]:
    """Return the ledger of `pieces`; those that put back what had stood there are dropped."""
    return tuple(
        [Hunk(start, end, before, after, causes) for start, end, after, causes in pieces if (before := source[start:end]) != after],
    )


def undo(text: str, hunks: Sequence[Hunk]) -> str:
    """Return the source of a reading text: law 1 says, to the last character."""
    parts: list[str] = []
    place = shift = 0
    for hunk in hunks:
        start = hunk.start + shift
        parts += (text[place:start], hunk.before)
        place = start + len(hunk.after)
        shift += len(hunk.after) - len(hunk.before)
    parts.append(text[place:])
    return "".join(parts)

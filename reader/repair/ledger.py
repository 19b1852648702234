"""The ledger's arithmetic: folding one pass of edits after another into disjoint hunks of the source, and taking them back.

All offsets are code points. Every function here is linear in edits and hunks, never in characters (an edition may have
millions of them and hundreds of thousands of edits).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from msgspec import Struct

from reader.edits import Edit
from reader.model import Hunk


class Piece(Struct, frozen=True, gc=False):
    """A hunk in the making: like `Hunk`, but without a copy of what stood before."""

    start: int
    end: int
    after: str
    causes: tuple[str, ...]


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
        edit = edits[turn]
        place = edit.start
        if begins < place:
            first = at
            at, shift = _skip_before(pieces, at, shift, place)
            begins = _beginning(pieces, at, shift)
            out += pieces[first:at]
        if edit.end < begins and (turn + 1 == len(edits) or edit.end < edits[turn + 1].start):
            out.append(Piece(place - shift, edit.end - shift, edit.after, alone))  # as nearly all: nothing touches it
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
            piece = pieces[at]
            high = max(high, piece.start + shift + len(piece.after))
            causes += piece.causes
            shift += len(piece.after) - piece.end + piece.start
            at += 1
        elif turn < len(edits) and edits[turn].start <= high:
            edit = edits[turn]
            parts += (text[place : edit.start], edit.after)
            place, high = edit.end, max(high, edit.end)
            turn += 1
        else:
            break
    parts.append(text[place:high])
    return Piece(low, high - shift, "".join(parts), tuple(dict.fromkeys((*causes, cause)))), at, shift, turn


def _skip_before(pieces: Sequence[Piece], at: int, shift: int, place: int) -> tuple[int, int]:
    """Pass the pieces that end before `place` (current text); return the next one and the shift there."""
    while at < len(pieces):
        piece = pieces[at]
        behind = piece.start + len(piece.after)
        if behind + shift >= place:
            break
        shift += behind - piece.end
        at += 1
    return at, shift


def make_hunks(source: str, pieces: Sequence[Piece]) -> tuple[Hunk, ...]:
    """Return the ledger of `pieces`; those that put back what had stood there are dropped."""
    return tuple(
        [Hunk(p.start, p.end, before, p.after, p.causes) for p in pieces if (before := source[p.start : p.end]) != p.after],
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

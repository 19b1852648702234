"""The ledger's arithmetic: folding one pass of edits after another into disjoint hunks of the source, and taking them back.

All offsets are code points. Every function here is linear in edits and hunks, never in characters (an edition may have
millions of them and hundreds of thousands of edits).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from reader.edits import Edit
from reader.model import Hunk


def fold_edits(hunks: Sequence[Hunk], edits: Sequence[Edit], text: str, source: str, cause: str) -> list[Hunk]:
    """Fold one pass of `edits` on the current `text` into the `hunks` that made that text from the `source`.

    `edits` are sorted and disjoint. `hunks` and the result are in source code points, sorted, and never touch one another:
    what overlaps or adjoins has become one hunk with the causes of all. One may put back what had stood there: see `changed`.
    """
    out: list[Hunk] = []
    alone = (cause,)
    at = shift = turn = 0  # `shift` is what the hunks before `at` added to the length
    begins, count = _beginning(hunks, at, shift), len(edits)
    while turn < count:
        edit = edits[turn]
        start, end = edit.start, edit.end
        while begins < start and (ends := begins + len(hunks[at].after)) < start:
            hunk = hunks[at]
            out.append(hunk)
            at, shift = at + 1, ends - hunk.end
            begins = _beginning(hunks, at, shift)
        if end < begins and (turn + 1 == count or end < edits[turn + 1].start):
            out.append(Hunk(start - shift, end - shift, text[start:end], edit.after, alone))  # as nearly all: nothing touches it
            turn += 1
        else:
            hunk, at, shift, turn = _join(hunks, at, shift, edits, turn, text, source, cause)
            begins = _beginning(hunks, at, shift)
            out.append(hunk)
    out += hunks[at:]
    return out


def _beginning(hunks: Sequence[Hunk], at: int, shift: int) -> int:
    """Where the hunk begins in the current text; behind every text when there is none."""
    return hunks[at].start + shift if at < len(hunks) else sys.maxsize


def _join(hunks: Sequence[Hunk], at: int, shift: int, edits: Sequence[Edit], turn: int, text: str, source: str, cause: str) -> tuple[Hunk, int, int, int]:
    """The next edit with all that overlaps or adjoins it, as one hunk; and where hunks, shift and edits go on."""
    place = min(edits[turn].start, _beginning(hunks, at, shift))
    low, high = place - shift, place
    parts: list[str] = []
    causes: list[str] = []
    while True:
        if at < len(hunks) and hunks[at].start + shift <= high:
            hunk = hunks[at]
            high = max(high, hunk.start + shift + len(hunk.after))
            causes += hunk.causes
            shift += len(hunk.after) - hunk.end + hunk.start
            at += 1
        elif turn < len(edits) and edits[turn].start <= high:
            edit = edits[turn]
            parts += (text[place : edit.start], edit.after)
            place, high = edit.end, max(high, edit.end)
            turn += 1
        else:
            break
    parts.append(text[place:high])
    end = high - shift
    return Hunk(low, end, source[low:end], "".join(parts), tuple(dict.fromkeys((*causes, cause)))), at, shift, turn


def changed(hunks: Sequence[Hunk]) -> tuple[Hunk, ...]:
    """Return the ledger: the `hunks` but those that put back what had stood there."""
    return tuple([hunk for hunk in hunks if hunk.before != hunk.after])


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

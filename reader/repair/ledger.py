"""The ledger's arithmetic: folding one pass of edits after another into disjoint hunks of the source, and taking them back.

All offsets are code points. Every function here is linear in edits and hunks, never in characters (an edition may have
millions of them and hundreds of thousands of edits).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from reader.edits import Edit
from reader.model import Hunk

# Behind every text, so that there is always a next one.
_LAST_HUNK, _LAST_EDIT = Hunk(2 * sys.maxsize, 2 * sys.maxsize, "", "", ()), Edit(sys.maxsize, sys.maxsize, "")


def fold_edits(hunks: Sequence[Hunk], edits: Sequence[Edit], text: str, source: str, cause: str) -> list[Hunk]:
    """Fold one pass of `edits` on the current `text` into the `hunks` that made that text from the `source`.

    `edits` are sorted and disjoint. `hunks` and the result are in source code points, sorted, and never touch one another:
    what overlaps or adjoins has become one hunk with the causes of all. One may put back what had stood there: see `changed`.
    """
    out: list[Hunk] = []
    alone, waiting, coming = (cause,), [*hunks, _LAST_HUNK], [*edits, _LAST_EDIT]
    at = shift = turn = 0  # `shift` is what the hunks before `at` added to the length
    begins = waiting[0].start
    while turn < len(edits):
        edit = coming[turn]
        start, end = edit.start, edit.end
        while begins < start:
            hunk = waiting[at]
            ends = begins + len(hunk.after)
            if ends >= start:
                break
            out.append(hunk)
            at, shift = at + 1, ends - hunk.end
            begins = waiting[at].start + shift
        turn += 1
        if end < begins and end < coming[turn].start:
            out.append(Hunk(start - shift, end - shift, text[start:end], edit.after, alone))  # as nearly all: nothing touches it
        else:
            hunk, at, shift, turn = _join(waiting, at, shift, coming, turn - 1, text, source, cause)
            begins = waiting[at].start + shift
            out.append(hunk)
    out += hunks[at:]
    return out


def _join(hunks: Sequence[Hunk], at: int, shift: int, edits: Sequence[Edit], turn: int, text: str, source: str, cause: str) -> tuple[Hunk, int, int, int]:
    """The next edit with all that overlaps or adjoins it, as one hunk; and where hunks, shift and edits go on."""
    place = min(edits[turn].start, hunks[at].start + shift)
    low, high = place - shift, place
    parts: list[str] = []
    causes: list[str] = []
    while True:
        hunk, edit = hunks[at], edits[turn]
        if hunk.start + shift <= high:
            high = max(high, hunk.start + shift + len(hunk.after))
            causes += hunk.causes
            shift += len(hunk.after) - hunk.end + hunk.start
            at += 1
        elif edit.start <= high:
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

"""Single corrections and kept passages: where they stand in a source, or an error that names the entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from reader.edits import in_order
from reader.errors import EditionError
from reader.model import Correction, Hunk, Keep


class Placed(Struct, frozen=True, gc=False):
    """A correction trimmed of what `before` and `after` share, at its place in the source; `place`: where it begins untrimmed."""

    start: int
    end: int
    number: int
    after: str
    place: int


def by_essay(corrections: Iterable[Correction]) -> dict[str, list[Correction]]:
    """The corrections of each essay that has some, by its slug, in their order."""
    found: dict[str, list[Correction]] = {}
    for entry in corrections:
        found.setdefault(entry.essay, []).append(entry)
    return found


def place_corrections(source: str, corrections: Sequence[Correction]) -> list[Placed]:
    """Return the corrections in the order of their places, in source code points.

    `before` must stand exactly once between `prefix` and `suffix` (law 1); EditionError when it does not, when it changes
    nothing, or when two overlap after trimming.
    """
    placed = sorted((_place(source, correction, index) for index, correction in enumerate(corrections)), key=in_order)
    for one, two in pairwise(placed):
        if two.start < one.end or (one.start, one.end) == (two.start, two.end):
            _complain_overlap(corrections[one.number], corrections[two.number])
    return placed


def _place(source: str, entry: Correction, index: int) -> Placed:
    before, after = entry.before, entry.after
    if before == after:
        raise EditionError(f"the repair of “{_short(before)}” changes nothing", where=entry.where, advice="`before` and `after` must differ")
    wanted = entry.prefix + before + entry.suffix
    if not wanted:
        raise EditionError("a repair has no place", where=entry.where, advice="give `before`, or `prefix` and `suffix` around what is missing")
    found = source.find(wanted)
    if found < 0:
        raise EditionError(f"“{_short(wanted)}” does not stand in the source", where=entry.where, advice=_nearest(wanted, source))
    again = source.find(wanted, found + 1)
    if again >= 0:
        lines = " and ".join(f"line {source.count(chr(10), 0, place) + 1}" for place in (found, again))
        raise EditionError(f"“{_short(wanted)}” stands more than once in the source ({lines})", where=entry.where, advice="add `prefix` or `suffix`")
    start = found + len(entry.prefix)
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    return Placed(start + head, start + len(before) - tail, index, after[head : len(after) - tail], start)


def _shared(one: str, two: str) -> int:
    length = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        length += 1
    return length


def _short(text: str) -> str:
    line = text.replace("\n", "⏎")
    return line if len(line) <= 40 else f"{line[:30]}…{line[-8:]}"


def _name(entry: Correction) -> str:
    words = _short(entry.before or f"{entry.prefix}|{entry.suffix}")
    return f"{entry.where} (“{words}”)" if entry.where else f"the repair of “{words}”"


def _complain_overlap(one: Correction, two: Correction) -> None:
    raise EditionError(f"it overlaps {_name(one)}", where=_name(two), advice="join the two into one repair, or shorten one")


def join_touching(placed: Sequence[Placed], source: str) -> list[Hunk]:
    """Return the corrections as hunks of the ledger: those that adjoin become one, with both indexes as causes."""
    out: list[Hunk] = []
    for one in placed:
        start, end, cause = one.start, one.end, str(one.number)
        if out and out[-1].end == start:
            last = out.pop()
            out.append(Hunk(last.start, end, source[last.start : end], last.after + one.after, (*last.causes, cause)))
        else:
            out.append(Hunk(start, end, source[start:end], one.after, (cause,)))
    return out


def _nearest(wanted: str, source: str) -> str:
    from reader.match.nearest import candidates

    return candidates(wanted, source.split("\n"))


def place_keeps(source: str, keeps: Sequence[Keep]) -> list[tuple[int, int]]:
    """Return every passage of the source that a keep covers, sorted, overlapping ones joined; EditionError when one is not found."""
    found: list[tuple[int, int]] = []
    for keep in keeps:
        place = source.find(keep.text) if keep.text else -1
        if place < 0:
            raise EditionError(f"the kept passage “{_short(keep.text)}” does not stand in the source", where=keep.where, advice=_nearest(keep.text, source))
        while place >= 0:
            found.append((place, place + len(keep.text)))
            place = source.find(keep.text, place + 1)
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def check_keeps(placed: Sequence[Placed], keeps: Sequence[tuple[int, int]], corrections: Sequence[Correction]) -> None:
    """Raise EditionError for the first correction that changes a kept passage."""
    turn = 0
    for one in placed:
        while turn < len(keeps) and keeps[turn][1] <= one.start:
            turn += 1
        if turn < len(keeps) and one.start < keeps[turn][1] and one.end > keeps[turn][0]:
            raise EditionError("the repair changes a kept passage", where=_name(corrections[one.number]), advice="shorten the repair or take back the `keep`")

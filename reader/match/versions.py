"""Which line of a new version of a text is which of the old one: by what stands in it, wherever it stands now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from reader.match.fold import key, keys

# Lines that are looked at on each side of the place where a changed line is expected; how much of it must be the same, of 100.
# What is shorter than a sentence must be more alike.
AROUND, ALIKE, ALIKE_SHORT = 30, 60, 75
SHORT = 6
# How far the ends of a passage may have moved where it has changed.
SPARE = 5


def same_lines(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """For lines of `new` (indexes) those of `old` that they are, each once; empty lines are none.

    First what is the same (folded), then what resembles a line near its place most, in the order of the text.
    """
    before, after = keys([line.strip() for line in old]), keys([line.strip() for line in new])
    found = dict(_equal(before, after))
    taken = set(found.values())
    expected = 0
    for at, line in enumerate(after):
        if at in found:
            expected = found[at] + 1
        elif line:
            near = [place for place in range(max(0, expected - AROUND), min(len(before), expected + AROUND)) if place not in taken]
            best = _nearest(line, [before[place] for place in near])
            if best is not None:
                found[at] = near[best]
                taken.add(near[best])
                expected = near[best] + 1
    return found


def _equal(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Lines that are the same; of those that stand in both more than once, in their order."""
    places: dict[str, list[int]] = defaultdict(list)
    for at in range(len(before) - 1, -1, -1):
        places[before[at]].append(at)
    for at, line in enumerate(after):
        if line and places[line]:
            yield at, places[line].pop()


def _nearest(line: str, lines: Sequence[str]) -> int | None:
    from rapidfuzz import fuzz, process

    best = process.extractOne(line, lines, scorer=fuzz.ratio, score_cutoff=ALIKE if len(line) >= SHORT else ALIKE_SHORT)
    return best[2] if best else None


def resembling(passage: str, line: str, *, alike: float) -> str:
    """What stands in `line` where `passage` stood in an earlier version of it; empty when nothing resembles it by `alike` of 100."""
    from rapidfuzz import fuzz

    wanted, text = key(passage), key(line)
    if len(text) != len(line):  # folded to another length: nothing could be told by offsets
        wanted, text = passage, line
    if len(wanted) >= len(text):
        return line if fuzz.ratio(wanted, text) >= alike else ""
    found = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=alike / 2)
    if not found:
        return ""
    starts = range(max(0, found.dest_start - SPARE), found.dest_start + SPARE)
    ends = range(found.dest_end - SPARE, min(len(text), found.dest_end + SPARE) + 1)
    score, _, start, end = max((fuzz.ratio(wanted, text[start:end]), end - start, start, end) for start in starts for end in ends if start < end)
    return line[start:end].strip() if score >= alike else ""

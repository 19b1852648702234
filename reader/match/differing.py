"""Where two texts differ: the stretches of one in the place of which the other has something else (rapidfuzz lives in this room)."""

from __future__ import annotations


def differing(before: str, after: str) -> list[tuple[int, int, int, int]]:
    """The stretches (start, end in `before`; start, end in `after`), in order; no two adjoin."""
    from rapidfuzz.distance import Levenshtein

    found: list[tuple[int, int, int, int]] = []
    for step in Levenshtein.opcodes(before, after):
        if step.tag == "equal":
            continue
        if found and found[-1][1] == step.src_start and found[-1][3] == step.dest_start:
            start, _, new_start, _ = found.pop()
            found.append((start, step.src_end, new_start, step.dest_end))
        else:
            found.append((step.src_start, step.src_end, step.dest_start, step.dest_end))
    return found


def likeness(wanted: str, passage: str) -> tuple[float, int, int]:
    """How like `wanted` the best stretch of `passage` is (0 to 100), and where that stretch begins and ends."""
    from rapidfuzz import fuzz
    from rapidfuzz.distance import Indel

    fit = fuzz.partial_ratio_alignment(wanted, passage)
    if fit is None or fit.dest_start == fit.dest_end:
        return 0.0, 0, 0
    # The window is as long as `wanted`; what was put in or left out moves its end.
    low, high = max(0, fit.dest_start - len(wanted) // 8), min(len(passage), fit.dest_end + len(wanted) // 8)
    same = [block for block in Indel.opcodes(wanted, passage[low:high]) if block.tag == "equal"]
    start, end = (low + same[0].dest_start, low + same[-1].dest_end) if same else (fit.dest_start, fit.dest_end)
    return fuzz.ratio(wanted, passage[start:end]), start, end

"""The nearest candidates for a string that was not found: what an error shows, so that the editor sees the slip."""

from __future__ import annotations

from collections.abc import Iterable

_SHOWN = 40


def nearest(wanted: str, lines: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
    """Return up to `limit` excerpts (at most about 40 characters each) of the `lines` most like `wanted`, the best first."""
    from rapidfuzz import fuzz, process

    pool = list(dict.fromkeys(line for line in lines if line.strip()))
    found = process.extract(wanted, pool, scorer=fuzz.partial_ratio, limit=limit, score_cutoff=50)
    return tuple(_excerpt(wanted, line) for line, _, _ in found)


def _excerpt(wanted: str, line: str) -> str:
    from rapidfuzz import fuzz

    place = fuzz.partial_ratio_alignment(wanted, line)
    start = place.dest_start if place else 0
    length = max(_SHOWN, len(wanted))
    start = max(0, min(start, len(line) - length))
    return line[start : start + length]


def candidates(wanted: str, lines: Iterable[str]) -> str:
    """Return the nearest candidates as one piece of advice, in words."""
    found = nearest(wanted, lines)
    return "nearest: " + " / ".join(f"“{text}”" for text in found) if found else "nothing like it stands there"

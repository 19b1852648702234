"""Seams: the offsets where a text may be cut without changing its conversion (`docs/design.md`, "The way of the data")."""

from __future__ import annotations

from collections.abc import Callable

# No phrase of OpenCC is longer than 12 characters; its segmentation settles well within twice that.
WINDOW = 24

Convert = Callable[[str], str]


def is_seam(text: str, offset: int, convert: Convert) -> bool:
    """Do the two sides of `offset` (code points) convert alone as they do together? `convert` must keep lengths."""
    head, tail = text[max(offset - WINDOW, 0) : offset], text[offset : offset + WINDOW]
    if not head or not tail:
        return True
    # No phrase holds a line break, so one call converts both sides as if alone.
    apart, together = convert(f"{head}\n{tail}"), convert(head + tail)
    return apart[: len(head)] == together[: len(head)] and apart[len(head) + 1 :] == together[len(head) :]


def widen(text: str, converted: str, start: int, end: int, convert: Convert) -> tuple[int, int]:
    """Return the smallest stretch around `[start, end)` that begins and ends at seams and converts alone as it did in the text.

    `converted` is `convert(text)`, of the same length. The window decides almost always; that the stretch itself agrees is
    asked too, because a chain of overlapping phrases can be longer than any window.
    """
    while True:
        while not is_seam(text, start, convert):
            start -= 1
        while not is_seam(text, end, convert):
            end += 1
        if convert(text[start:end]) == converted[start:end]:
            return start, end
        start, end = max(start - 1, 0), min(end + 1, len(text))

"""A published block's text ↔ what a book has instead: its places when words of a region (软件 → 軟體) make it longer or shorter."""

from __future__ import annotations

from collections.abc import Sequence

# Start in the published block, length there, what the built one has instead.
Change = tuple[int, int, str]


def changed_text(text: str, made: Sequence[Change]) -> str:
    """The published text with the changes: what was built, but for the script."""
    parts: list[str] = []
    at = 0
    for start, length, new in made:
        parts += (text[at:start], new)
        at = start + length
    return "".join((*parts, text[at:]))


def built_offset(offset: int, made: Sequence[Change]) -> int:
    """The place in the built text of one in the published text that lies within no change."""
    return offset + sum(len(new) - length for start, length, new in made if start + length <= offset)


def published_offset(offset: int, made: Sequence[Change]) -> int:
    """The place in the published text of one in the built text; within a change, the change's beginning."""
    shift = 0
    for start, length, new in made:
        if offset < start + shift:
            break
        if offset < start + shift + len(new):
            return start
        shift += len(new) - length
    return offset - shift

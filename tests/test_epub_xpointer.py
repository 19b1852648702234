"""KOReader's positions as they are written, read and written again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.epub.xpointer import XPointer, read_xpointer, written_page, written_step

NUMBERS = st.integers(1, 999_999)
STEPS = st.tuples(st.sampled_from(("body", "p", "text", "svg:g", "h1", "x-y")), st.integers(0, 999_999))


@given(NUMBERS, st.lists(STEPS, max_size=6), st.integers(0, 999_999), st.integers(-1, 999_999_999))
def test_what_is_written_is_read(page: int, steps: list[tuple[str, int]], node: int, offset: int) -> None:
    text = f"/text()[{node}]" if node else ""
    written = f"{written_page(page)}{''.join(map(written_step, steps))}{text}{f'.{offset}' if offset >= 0 else ''}"
    assert read_xpointer(written) == XPointer(page, tuple(steps), node, offset)


def test_numbers_may_be_missing() -> None:
    assert read_xpointer("/body/DocFragment/body/p/text().3") == XPointer(1, (("body", 0), ("p", 0)), 1, 3)


@pytest.mark.parametrize(
    "text",
    [
        *("", "/", "/body", "/body/DocFragment[0]/body", "/body/DocFragment[1234567]", "/body/DocFragment[2]/body/p[0]", "/body/DocFragment[2]/body/p.x"),
        *("/body/DocFragment[2]/body/text()/p", "/body/DocFragment[2]/body/p()", "/body/DocFragment[2]/body/p.1 ", "/body/DocFragment[2]//p", "12%"),
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert read_xpointer(text) is None

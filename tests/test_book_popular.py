"""Which stretches several members have marked: counted here character by character, without edges."""

from __future__ import annotations

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from reader.book.popular import FEWEST, covered

RANGES = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12), st.integers(1, 5)).map(lambda one: (one[0], one[0] + one[1], one[2])), max_size=20)


@given(RANGES)
def test_a_stretch_is_every_character_that_enough_members_have_marked(ranges: list[tuple[int, int, int]]) -> None:
    readers = [len({member for start, end, member in ranges if start <= place < end}) for place in range(45)]
    expected = []
    for enough, places in groupby(range(45), key=lambda place: readers[place] >= FEWEST):
        stretch = list(places)
        if enough:
            expected.append((stretch[0], stretch[-1] + 1, max(readers[place] for place in stretch)))
    assert list(covered(ranges)) == expected


def test_a_member_who_marks_in_two_strokes_cuts_nothing() -> None:
    assert list(covered([(0, 4, 1), (4, 9, 1), (0, 9, 2), (0, 9, 3)])) == [(0, 9, 3)]

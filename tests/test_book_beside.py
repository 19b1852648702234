"""Which places adjoin a stop, told of all at once: the same as looking at each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.book.beside import beside
from reader.book.density import MOVING

TEXTS = st.text(st.sampled_from((*sorted(MOVING), "算", "a", "\n", "！", "\uff81", "\u3081", "𠀀", "😀", "\ud800")) | st.characters(), max_size=60)


@given(TEXTS)
def test_every_place_beside_a_stop_is_told(text: str) -> None:
    expected = [any(char in MOVING for char in text[max(0, place - 1) : place + 1]) for place in range(len(text) + 1)]
    assert list(map(bool, beside(text, MOVING))) == expected


def test_a_text_without_characters_has_one_place() -> None:
    assert beside("", MOVING) == b"\0"

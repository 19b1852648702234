"""What counts as Chinese, and what nobody sees: quick ways of asking, and the plain ones."""

from __future__ import annotations

import re
import sys

from hypothesis import given
from hypothesis import strategies as st

from reader.han import AT_SIGHT, has_han, is_han
from reader.unseen import CONTROLS, FORMATS_BEYOND, LINE_ENDS, SELECTORS_BEYOND, UNSEEN, holds_unseen, is_unseen, spelled, unprintable


@given(st.text("aé“字㐀々𠀀豈", max_size=3), st.integers(AT_SIGHT - 3, AT_SIGHT + 3), st.sampled_from("aé"))
def test_a_text_is_chinese_when_one_character_is(text: str, length: int, filling: str) -> None:
    for whole in (text, filling * length + text, text + filling * length):
        assert has_han(whole) is any(map(is_han, whole))


def test_an_unseen_character_is_one_of_its_class() -> None:
    unseen = re.compile(f"[{UNSEEN}{FORMATS_BEYOND}{SELECTORS_BEYOND}]")
    everything = [chr(point) for point in range(sys.maxunicode + 1)]
    assert [char for char in everything if is_unseen(char)] == [char for char in everything if unseen.match(char)]


def test_a_text_holds_what_nobody_sees_if_one_character_is_so() -> None:
    unseen = re.compile(f"[{UNSEEN}{SELECTORS_BEYOND}]")
    everything = [chr(point) for point in range(sys.maxunicode + 1) if not 0xD800 <= point < 0xE000]
    assert [char for char in everything if holds_unseen(f"头{char}\U00020000发")] == [char for char in everything if unseen.match(char)]
    assert holds_unseen("头\U00020000\u00ad发")


def test_what_no_text_may_hold_is_one_of_its_class() -> None:
    unfit, hidden = re.compile(f"[{CONTROLS}{LINE_ENDS}]"), re.compile(f"[{UNSEEN}{FORMATS_BEYOND}{SELECTORS_BEYOND}{LINE_ENDS}{CONTROLS}]")
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    assert [char for char in everything if unprintable(f"a{char}b")] == unfit.findall(everything)
    assert [char for char in everything if spelled(char) != char] == hidden.findall(everything)

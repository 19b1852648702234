"""What single characters tell of many texts, without a look at each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.script.among import AT_ONE_LOOK
from reader.script.detect import has_simplified, has_traditional, simplified_only, traditional_only
from reader.script.japanese import is_japanese, shows_japanese
from reader.script.quotes import CORNER
from reader.script.signs import Signs, japanese_among, look, signs_among

NOTHING = Signs()
TEXTS = st.lists(st.text(st.sampled_from("甲国國の働後A·—ｱ1「")), max_size=AT_ONE_LOOK + 5)
SIGNS = [char for char in map(chr, range(0x3000, 0x10000)) if not "\ud800" <= char <= "\udfff" and shows_japanese(char)]


def test_what_shows_japanese_is_found_among_many_texts() -> None:
    plain = ["这是一个“简体”的、“中文”的段落——约翰·史密斯（John）说了ABC。"] * (2 * AT_ONE_LOOK)
    assert signs_among(plain) == NOTHING
    for char in SIGNS:
        assert 3 in signs_among([*plain[:3], f"A甲{char}", *plain[:3]]).japanese
    others = "".join(char for char in map(chr, range(0x30000)) if not (shows_japanese(char) or char in traditional_only() or char in CORNER))
    assert signs_among([others]) == NOTHING


def test_what_is_odd_is_found_among_many_traditional_texts() -> None:
    plain = ["這是一個「繁體」的、「中文」的段落——約翰·史密斯（John）說了ABC。"] * AT_ONE_LOOK
    everything = frozenset(range(len(plain)))
    assert signs_among(plain) == Signs(everything, frozenset(), frozenset(), everything)
    for char in SIGNS:
        assert signs_among([*plain[:3], f"國{char}", *plain[:3]]).japanese == {3}
    for char in simplified_only():
        assert signs_among([*plain[:3], f"國{char}", *plain[:3]]).mixed == {3}
    others = "".join(char for char in map(chr, range(0x30000)) if not (shows_japanese(char) or char in simplified_only() or char in CORNER))
    assert signs_among([others]) == Signs(frozenset({0}), frozenset(), frozenset(), frozenset())


@given(TEXTS)
def test_the_texts_with_either_are_those_that_have_it_one_by_one(texts: list[str]) -> None:
    signs, each = signs_among(texts), list(enumerate(texts))
    assert signs.traditional == {at for at, text in each if has_traditional(text)}
    assert signs.mixed == {at for at, text in each if has_traditional(text) and has_simplified(text)}
    assert signs.japanese == {at for at, text in each if shows_japanese(text)} - signs.mixed
    assert signs.corners == {at for at, text in each if "「" in text}
    assert japanese_among(look(texts)) == {at for at, text in each if is_japanese(text)}


@given(TEXTS, TEXTS, st.booleans())
def test_what_was_seen_is_as_good_as_looking(before: list[str], more: list[str], again: bool) -> None:
    texts = [*more, *before, *more[::-1]] if again else more
    assert signs_among(texts, look(before)) == signs_among(texts)

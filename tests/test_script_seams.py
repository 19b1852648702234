"""Seams at sight: what `seams.py` says of a cut without converting must be what converting says."""

from __future__ import annotations

import pytest
from chinese import texts
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc_data import CONFIGS, converter, keys, tool
from sizes import examples

from reader.script.seams import is_free, is_plain_cut, widen, widen_each

needs_tool = pytest.mark.skipif(tool() is None, reason="this OpenCC wheel has no opencc_dict")


@needs_tool
def test_no_phrase_of_opencc_holds_a_free_character() -> None:
    held = {char for key in keys() if len(key) > 1 for char in key}
    assert not sorted(char for char in held if is_free(char))


def test_latin_and_punctuation_are_free_and_chinese_is_not() -> None:
    assert all(map(is_free, "aZ5 ,.“”…—　、。，：？！「」《》（）\n"))
    assert not any(map(is_free, "的國〇豈𠀀·-S"))


@settings(deadline=None, max_examples=examples(300))
@given(texts(), st.sampled_from(CONFIGS))
def test_a_text_cut_at_sight_converts_as_it_does_whole(text: str, config: str) -> None:
    convert = converter(config)
    whole = convert(text)
    for offset in range(len(text) + 1):
        if is_plain_cut(text, offset):
            assert convert(text[:offset]) + convert(text[offset:]) == whole


def test_between_two_tied_characters_is_no_cut_at_sight() -> None:
    tied = frozenset({"，著", "著有"})
    assert is_plain_cut("他，著有", 2)
    assert not is_plain_cut("他，著有", 2, tied=tied)
    assert is_plain_cut("他，著有", 1, tied=tied)


@settings(deadline=None, max_examples=examples(200))
@given(texts(), st.data(), st.sampled_from(CONFIGS))
def test_a_widened_span_holds_the_asked_one_and_converts_alone(text: str, data: st.DataObject, config: str) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    convert = converter(config)
    whole = convert(text)
    first, last = widen(text, whole, start, end, convert)
    assert first <= start <= end <= last
    assert convert(text[first:last]) == whole[first:last]


@settings(deadline=None, max_examples=examples(100))
@given(st.lists(st.tuples(texts(), st.integers(0, 50), st.integers(0, 50)), max_size=5), st.sampled_from(CONFIGS))
def test_many_spans_are_widened_as_each_alone_in_one_call_where_none_must_grow(some: list[tuple[str, int, int]], config: str) -> None:
    convert, calls = converter(config), list[str]()
    places = [(text, convert(text), min(start, len(text)), min(start + length, len(text))) for text, start, length in some]

    def count(text: str) -> str:
        calls.append(text)
        return convert(text)

    found = widen_each(places, count)
    assert found == [widen(*place, convert) for place in places]
    assert len(calls) == 1 or found != [(start, end) for _, _, start, end in places]

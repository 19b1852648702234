"""The ways from one script to another: what they promise of lengths, for whatever a stranger's text may hold."""

from __future__ import annotations

import sys

import pytest
from chinese import texts
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.model import Script
from reader.script.convert import convert
from reader.script.seams import widen
from reader.script.ways import walk

SAME_LENGTH = ("s2tw", "s2hk", "tw2s", "hk2s", "t2tw", "t2hk", "hk2t", "tw2hk")
SCRIPTS: tuple[Script, ...] = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
SURROGATES = range(0xD800, 0xE000)  # no text holds half a pair
TOGETHER = 4096


@pytest.mark.parametrize("config", SAME_LENGTH)
def test_every_code_point_there_is_stays_one(config: str) -> None:
    numbers = [number for number in range(sys.maxunicode + 1) if number not in SURROGATES]
    for first in range(0, len(numbers), TOGETHER):
        text = "\n".join(map(chr, numbers[first : first + TOGETHER]))
        assert len(walk(text, (config,))) == len(text)


@settings(deadline=None)
@given(st.lists(texts(most=4), max_size=4), st.sampled_from(SCRIPTS), st.booleans())
def test_a_null_parts_a_text_and_nothing_is_lost_behind_it(parts: list[str], target: Script, words: bool) -> None:
    steps = ("s2twp",) if words else ("s2tw",)
    assert walk("\0".join(parts), steps) == "\0".join(walk(part, steps) for part in parts)
    whole = convert("\0".join(parts), target=target, origin="zh-Hans", words=words)
    assert whole.count("\0") == max(len(parts) - 1, 0)
    assert words or len(whole) == len("\0".join(parts))


def test_a_span_is_widened_to_the_ends_of_the_text_at_most() -> None:
    assert widen("头发头发", "這不是它", 1, 3, lambda text: text) == (0, 4)


def test_taiwan_has_the_words_of_its_ministry_and_hong_kong_its_own() -> None:
    assert walk("发布公布，布置布局", ("s2tw",)) == "發布公布，佈置佈局"
    assert walk("发布公布，布置布局", ("s2hk",)) == "發佈公佈，佈置佈局"
    assert walk("發佈", ("t2tw",)) == "發佈"  # as its author wrote it

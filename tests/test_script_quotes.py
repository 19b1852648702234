"""Quotation marks: the quick way gives what weighing every mark gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.model import Script
from reader.script.quotes import map_quotes, map_quotes_each, weigh_marks
from tests.sizes import examples


@settings(max_examples=examples(500))
@given(st.text(alphabet="“”‘’“”字a5 。", max_size=24))
def test_simple_pairs_are_decided_as_if_weighed(text: str) -> None:
    assert map_quotes(text, target="zh-Hant-TW") == weigh_marks(text)


@settings(max_examples=examples(100))
@given(st.lists(st.text(alphabet="“”‘’「」『』字a。\n", max_size=6), max_size=80), st.sampled_from([None, "zh-Hans", "zh-Hant-TW"]))
def test_many_texts_get_the_marks_that_each_gets(texts: list[str], target: Script | None) -> None:
    assert map_quotes_each(texts, target=target) == [map_quotes(text, target=target) for text in texts]


def test_an_english_quotation_keeps_its_marks() -> None:
    assert map_quotes("他说“算力”。 He said “go” twice.", target="zh-Hant-TW") == "他说「算力」。 He said “go” twice."


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("他身高5’10”。", "他身高5’10”。"),
        ("他身高5’10”，“真高！”她说。", "他身高5’10”，「真高！」她说。"),
        ("“他身高5’10”，”她说。", "「他身高5’10”，」她说。"),
        ("“买了19”显示器和17”笔记本”", "「买了19”显示器和17”笔记本」"),
        ("19”的显示器", "19”的显示器"),
        ("“一共有10”，“另外20”", "「一共有10」，「另外20」"),
        ("“她说‘有5’”", "「她说『有5』」"),
        ("“引‘外“内共5””", "「引『外「内共5」」"),
        ("他说：“我身高6’", "他说：「我身高6’"),
    ],
)
def test_feet_and_inches_are_no_quotation(text: str, after: str) -> None:
    assert map_quotes(text, target="zh-Hant-TW") == after

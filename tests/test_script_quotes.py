"""Quotation marks: the quick way gives what weighing every mark gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.script.quotes import map_quotes, weigh_marks
from tests.sizes import examples


@settings(max_examples=examples(500))
@given(st.text(alphabet="“”‘’“”字a5 。", max_size=24))
def test_simple_pairs_are_decided_as_if_weighed(text: str) -> None:
    assert map_quotes(text, target="zh-Hant-TW") == weigh_marks(text)


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

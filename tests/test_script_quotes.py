"""Quotation marks: the quick way gives what weighing every mark gives."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.script.quotes import map_quotes, weigh_marks


@settings(max_examples=500)
@given(st.text(alphabet="“”‘’“”字a 。", max_size=24))
def test_simple_pairs_are_decided_as_if_weighed(text: str) -> None:
    assert map_quotes(text, target="zh-Hant-TW") == weigh_marks(text)


def test_an_english_quotation_keeps_its_marks() -> None:
    assert map_quotes("他说“算力”。 He said “go” twice.", target="zh-Hant-TW") == "他说「算力」。 He said “go” twice."

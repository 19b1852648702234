"""Notes: how a quotation is shortened for the link that leads to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.book.excerpts import excerpt
from reader.book.labels import as_of
from reader.book.words import CHINESE


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("国内人工智能的问题是卡在算力上", "国内人工智能的问题是卡在算力上"),
        ("算力就是一切，模型不是，语料也不是，这些都早已经解决了", "算力就是一切，模型不是……"),
        ("他认为中美AI的差距主要在“确定技术方向”上，中国的优势是学习能力很快", "他认为中美AI的差距主要在‘确定……’"),
        ("直到2017年，谷歌的一篇论文《Attention is all you need》才打开局面", "直到2017年，谷歌的一篇论文《……》"),
        ("为了训练这个模型微软专门给OpenAI配了许多显卡", "为了训练这个模型微软专门给……"),
        ("今天的人工智能算法和整个生态系统已经彻底英伟达化了", "今天的人工智能算法和整个生态系统……"),
    ],
)
def test_a_link_quotes_the_beginning(text: str, shown: str) -> None:
    assert excerpt(text, tag="zh-Hans") == shown


@given(st.text(alphabet="字句，。“”‘’《》（）aB1", max_size=60))
def test_an_excerpt_never_holds_outer_quotation_marks_and_closes_what_it_cuts(text: str) -> None:
    shown = excerpt(text, tag="zh-Hans")
    assert not set(shown) & set("“”")
    assert len(shown) <= 40
    if shown.endswith(("……’", "……》", "……）")):
        assert "……" in shown[:-1]


@pytest.mark.parametrize(("day", "words"), [("", ""), ("2025", "（截至2025年）"), ("2025-07", "（截至2025年7月）"), ("2025-07-15", "（截至2025年7月）")])
def test_what_moves_is_dated(day: str, words: str) -> None:
    assert as_of(day, CHINESE) == words

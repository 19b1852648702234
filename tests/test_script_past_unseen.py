"""What nobody sees cuts no word: a text converts as without it, and it stays where it stood."""

from __future__ import annotations

import pytest
from chinese import texts
from hypothesis import given, settings
from hypothesis import strategies as st
from sizes import examples

from reader.model import Block, Script, Span
from reader.script.convert import convert, convert_block
from reader.unseen import cutting, holds_unseen, is_unseen

SCRIPTS: tuple[Script, ...] = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
UNSEEN_ONES = "\u00ad\u200b\u200d\u2060\ufeff\ufe0f\U000e0100"


@st.composite
def hiding(draw: st.DrawFn) -> str:
    """A text with characters that nobody sees in it."""
    text = draw(texts(most=5))
    for place in sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)), reverse=True):
        text = text[:place] + draw(st.sampled_from(UNSEEN_ONES)) + text[place:]
    return text


@settings(max_examples=examples(300))
@given(hiding(), st.sampled_from(SCRIPTS), st.sampled_from(SCRIPTS), st.booleans())
def test_a_text_converts_as_without_what_nobody_sees(text: str, target: Script, origin: Script, words: bool) -> None:
    done = convert(text, target=target, origin=origin, words=words)
    bare = cutting().sub("", text)
    assert cutting().sub("", done) == convert(bare, target=target, origin=origin, words=words)
    assert cutting().findall(done) == cutting().findall(text)
    if not words:
        assert [holds_unseen(char) for char in done] == [holds_unseen(char) for char in text]


@settings(max_examples=examples(200))
@given(st.data(), hiding(), st.sampled_from(SCRIPTS), st.booleans())
def test_marks_stay_within_the_text(data: st.DataObject, text: str, target: Script, words: bool) -> None:
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    block = convert_block(Block("a", "paragraph", text, (Span(start, end, "em"),)), target=target, origin="zh-Hans", words=words)
    assert block.text == convert(text, target=target, origin="zh-Hans", words=words)
    (span,) = block.spans
    if not words:
        assert span.start <= start <= end <= span.end
    assert 0 <= span.start <= span.end <= len(block.text)


@pytest.mark.parametrize(
    ("text", "words", "after"),
    [
        ("理\u200b发，理\u00ad发", False, "理\u200b髮，理\u00ad髮"),
        ("网上游\u2060戏", False, "網上遊\u2060戲"),
        ("程\u200b序员与软\u00ad件\ufeff", True, "程式\u200b設計師與軟\u00ad體\ufeff"),
        ("“理\u200b发‘\u200b’”", False, "「理\u200b髮『\u200b』」"),
    ],
)
def test_what_nobody_sees_stays_where_it_stood(text: str, words: bool, after: str) -> None:
    assert convert(text, target="zh-Hant-TW", origin="zh-Hans", words=words) == after


def test_only_the_rarest_of_what_nobody_sees_is_not_read_past() -> None:
    unseen = {chr(code) for code in range(0x110000) if is_unseen(chr(code))}
    rare = {char for char in unseen if not holds_unseen(char)}
    assert {"\u00ad", "\u200b", "\u2060", "\ufeff", "\ufe0f", "\U000e0100"} <= unseen - rare
    assert all(char > "\uffff" for char in rare)
    assert not holds_unseen("a 发\u3000\n\u2014")

"""Japanese is told from Chinese, and no conversion touches it."""

from __future__ import annotations

import pytest

from reader.model import Block, Script
from reader.script.choices import examine
from reader.script.convert import convert, convert_block
from reader.script.japanese import is_japanese

SCRIPTS: tuple[Script, ...] = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
JAPANESE = ("日本の国会と大学は、体の芸当を広く図る。", "人工知能の研究開発動向", "ノルウェイの森", "対応する", "習近平（シー・チンピン）について")
CHINESE = ("日本国会", "优の良品", "他们说“の”相当于“的”", "“の”这个字在日语里相当于我们说的“的”", "约翰·史密斯", "")


@pytest.mark.parametrize("text", JAPANESE)
def test_japanese_is_told_and_keeps_its_characters(text: str) -> None:
    assert is_japanese(text)
    for target in SCRIPTS:
        assert convert(text, target=target, origin="zh-Hans") == text
        for block in (Block("a", "paragraph", text), Block("a", "paragraph", text, lang="zh-Hans")):
            changed = convert_block(block, target=target, origin="zh-Hant-TW", words=True)
            assert (changed.text, changed.lang) == (text, "ja")
            assert examine(block, target=target, origin="zh-Hans").left == "Japanese"


@pytest.mark.parametrize("text", CHINESE)
def test_chinese_with_a_kana_is_chinese(text: str) -> None:
    assert not is_japanese(text)

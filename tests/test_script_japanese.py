"""Japanese is told from Chinese, and no conversion touches it."""

from __future__ import annotations

import sys

import pytest
from opencc_data import converter

from reader.model import Block, Script
from reader.script.choices import examine
from reader.script.convert import convert, convert_block
from reader.script.japanese import KANA_RANGES, has_kana, is_japanese, japans_own, may_be_japanese

SCRIPTS: tuple[Script, ...] = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
JAPANESE = (
    "日本の国会と大学は、体の芸当を広く図る。",
    "人工知能の研究開発動向",
    "ノルウェイの森",
    "対応する",
    "経済産業省",
    "東京大学",
    "第1章　自然言語処理",
    "習近平（シー・チンピン）について",
)
CHINESE = (
    "日本国会",
    "优の良品",
    "他们说“の”相当于“的”",
    "“の”这个字在日语里相当于我们说的“的”",
    "约翰·史密斯",
    "",
    "台湾大學",
    "歷史学",
    "网络",
    "頭髮",
    "实驗",
    "云計算",
    "参考文献",
    "黑泽明",
    "他說学校",
    "経済學",
    "程式設計師网上",
    "網絡与电脑",
)


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


def own() -> str:
    return "".join(sorted(japans_own()))


def test_japans_own_characters_are_in_its_standard_and_in_none_of_china() -> None:
    assert own().encode("shift_jis")
    for char in own():
        for codec in ("gb2312", "big5"):
            with pytest.raises(UnicodeEncodeError):
                char.encode(codec)


@pytest.mark.parametrize("config", ["s2tw", "s2hk", "t2tw", "t2hk", "tw2s", "hk2s", "tw2t", "hk2t"])
def test_no_conversion_between_chinese_scripts_writes_one_of_them(config: str) -> None:
    others = "".join(chr(code) for code in range(0x3400, 0xA000) if chr(code) not in own())
    assert japans_own().isdisjoint(converter(config)(others))


def test_what_could_be_japanese_is_looked_at() -> None:
    assert all(may_be_japanese(f"这本书{text}") for text in JAPANESE)
    assert not may_be_japanese("这本书讲理发的历史。")
    assert not may_be_japanese("這本書講理髮的歷史。")


def test_a_long_text_without_kana_is_not_asked_about() -> None:
    assert not is_japanese("東京大学" * 11)


def test_kana_are_what_stands_in_their_ranges() -> None:
    everything = map(chr, range(sys.maxunicode + 1))
    assert [char for char in everything if has_kana(char)] == [chr(code) for first, last in KANA_RANGES for code in range(ord(first), ord(last) + 1)]

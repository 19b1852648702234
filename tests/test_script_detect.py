"""Which script a text is written in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc_data import converter, keys, tool
from sizes import examples

from reader.script.detect import Evidence, detect, detect_each, has_simplified, has_traditional, simplified_only, traditional_only, writing_of


@pytest.mark.parametrize(
    ("text", "writing", "mixed"),
    [
        ("国内人工智能的问题是卡在算力上。", "zh-Hans", False),
        ("一度成為全世界第一家市值突破4萬億美元的公司", "zh-Hant", False),
        ("乾隆著名的瞭望台", "zh-Hant", False),
        ("皇后只占一里", "zh-Hans", False),
        ("这是一个瓶頸", "zh-Hans", True),
        ("這是一個瓶颈", "zh-Hant", True),
    ],
)
def test_the_majority_decides_and_both_is_said(text: str, writing: str, mixed: bool) -> None:
    default = "zh-Hant-TW" if writing == "zh-Hant" else "zh-Hans"
    assert detect(text, default=default) == Evidence(writing, mixed)  # type: ignore[arg-type]


@settings(deadline=None, max_examples=examples(150))
@given(st.lists(st.text("国里發乾ABの時发", max_size=5), max_size=5))
def test_many_texts_are_weighed_as_each_is(texts: list[str]) -> None:
    assert detect_each(texts) == [detect(text) for text in texts]


def test_what_tells_nothing_follows_the_default() -> None:
    assert detect("皇后只占一里", default="zh-Hant-HK").writing == "zh-Hant"
    assert detect("皇后只占一里").writing == ""
    assert detect("GH200", default="zh-Hans").writing == "zh-Hans"


def test_a_draw_follows_the_default() -> None:
    assert detect("发發", default="zh-Hant-TW") == Evidence("zh-Hant", mixed=True)
    assert detect("发發", default="zh-Hans") == Evidence("zh-Hans", mixed=True)


def test_characters_count_each_time_they_stand() -> None:
    assert detect("發發發国时", default="zh-Hans").writing == "zh-Hant"


@pytest.mark.parametrize(
    ("tag", "writing"),
    [
        ("zh-Hans", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh_HK", "zh-Hant"),
        ("zh-Hant", "zh-Hant"),
        ("zh-Hans-HK", "zh-Hans"),
        ("zh-hant-tw", "zh-Hant"),
        ("en", ""),
        ("ja", ""),
        ("", ""),
    ],
)
def test_a_language_tag_names_a_writing(tag: str, writing: str) -> None:
    assert writing_of(tag) == writing


@pytest.mark.parametrize("char", "乾藉瞭徵夥於着著里台群床秘只才占后昇祕")
def test_characters_of_both_scripts_tell_nothing(char: str) -> None:
    assert char not in simplified_only() | traditional_only()


def test_no_character_is_of_both_scripts_only() -> None:
    assert not simplified_only() & traditional_only()


def test_every_traditional_character_is_seen_in_whatever_text() -> None:
    assert [char for char in traditional_only() if not has_traditional(f"周鸿祎——{char}·é")] == []
    assert [char for char in traditional_only() if not has_traditional(char)] == []


def test_every_simplified_character_is_seen_in_whatever_text() -> None:
    assert [char for char in simplified_only() if not has_simplified(f"周鴻禕——{char}·é着")] == []
    assert [char for char in simplified_only() if not has_simplified(char)] == []


def test_no_other_character_passes_for_a_traditional_one() -> None:
    others = "".join(char for char in map(chr, range(0x30000)) if char not in traditional_only())
    assert not has_traditional(others)


def test_no_other_character_passes_for_a_simplified_one() -> None:
    others = "".join(char for char in map(chr, range(0x30000)) if char not in simplified_only())
    assert not has_simplified(others)


@pytest.mark.skipif(tool() is None, reason="this OpenCC wheel cannot unpack its dictionaries")
@pytest.mark.parametrize("config", ["s2tw", "s2hk"])
def test_no_conversion_to_traditional_writes_a_simplified_character(config: str) -> None:
    assert not simplified_only() & set(converter(config)("\n".join(keys())))


@pytest.mark.skipif(tool() is None, reason="this OpenCC wheel cannot unpack its dictionaries")
def test_the_shipped_table_is_what_the_pinned_opencc_gives() -> None:
    from generate_script_table import TARGET, module

    assert TARGET.read_text(encoding="utf-8") == module()

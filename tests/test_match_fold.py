"""The shadow on which terms and quotations are compared (law: `fold(convert(x)) == fold(x)`)."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from chinese import texts
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc_data import CONFIGS, converter, tool
from sizes import examples

from reader.match.alike_table import ALIKE, BEYOND
from reader.match.fold import LONG, SAMPLE, fold, fold_each, key, keys, shadow
from reader.match.fold_table import LARGER, PAIRS

UNICODE = int(unicodedata.unidata_version.split(".")[0])
# Classes of more than three characters, read one by one. A new one (a new OpenCC) must be read before it is added.
LARGE = (
    "么幺麼麽 仑侖崙𪨧 划㓰劃画畫畵 历厤曆歷 台枱檯臺颱 哩裏裡里 啮嚙齧𫜩 坛墰壇壜罈罎 复復複覆 尽侭儘盡 岁嵗歲𡻕 干乾幹榦 并並併幷 "
    "弥㳽彌瀰 当噹當𪠽 录彔錄録 径徑迳逕 恶噁惡𫫇 戚慼鏚𬭭 捣搗擣𢭏 摆䙓擺襬 曲麯麴麹 毁毀燬譭 汇匯彙滙 沈沉渖瀋 炼煉鍊鏈链𫔀 线綫線缐 "
    "腭顎颚齶 苏囌甦蘇 蒙懞濛矇 谫謭譾𫍿 采埰寀採 钟鈡鍾鐘锺 镢䦆鐝钁 闲閑閒𫔮 雕彫琱鵰𫛲 面麪麫麵麺 颖穎頴颕 鲇鮎鯰鲶"
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("头发", "頭髮"),
        ("着", "著"),
        ("瞭解", "了解"),
        ("反覆", "反复"),
        ("甚麼", "甚么"),
        ("裡面", "裏麵"),
        ("NVLink", "NVlink"),
        ("“入关学”", "「入關學」"),
        ("‘里’", "『裡』"),
        ("\uf9d8", "律"),
        ("⼈工智能", "人工智能"),
        ("ＮＶＬｉｎｋ", "NVLink"),
        ("ＧＰＴ－３．５＋", "gpt-3.5+"),
    ],
)
def test_script_case_and_quotation_marks_fold_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("芯片", "晶片"), ("“", "‘"), ("“", "”"), ("「", "『"), ("，", ","), ("’", "'"), ("土", "士"), ("！", "!"), ("（", "("), ("\u3000", " "), ("ㄅ", "b")],
)
def test_what_is_not_the_same_stays_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@settings(deadline=None, max_examples=examples(150))
@given(texts())
def test_no_conversion_changes_the_shadow(text: str) -> None:
    shadow = fold(text)
    for config in CONFIGS:
        assert fold(converter(config)(text)) == shadow, config


@pytest.mark.parametrize("text", ["人\u200b工智能", "人工\u00ad智能", "\ufeff人工智能\u2060", "人工智\u200d\u200c能", "人\U000e0101工智\ufe00能"])
def test_what_nobody_sees_is_not_in_the_key(text: str) -> None:
    assert key(text) == "人工智能"
    assert keys(["AI", text, ""]) == ["ai", "人工智能", ""]


@given(st.text("算A\u200b\u00ad\U000e0101", max_size=40))
def test_a_shadow_knows_where_each_of_its_characters_stands(text: str) -> None:
    found = shadow(text)
    seen = [at for at, char in enumerate(text) if char in "算A"]
    assert [found.start(place) for place in range(len(found.text))] == seen
    assert [found.end(place + 1) for place in range(len(found.text))] == [at + 1 for at in seen]


def test_every_code_point_keeps_its_length_and_folds_once() -> None:
    everything = "".join(chr(point) for point in range(sys.maxunicode + 1) if not 0xD800 <= point <= 0xDFFF)
    shadow = fold(everything)
    assert len(shadow) == len(everything)
    assert fold(shadow) == shadow


def test_a_long_text_folds_as_its_characters_do() -> None:
    everything = "".join(chr(point) for point in range(sys.maxunicode + 1))
    simplified = everything.encode("gb2312", "ignore").decode("gb2312") * 2
    for text in (everything, everything[:0x10000], simplified + everything):
        assert fold(text) == "".join(fold(text[start : start + LONG - 1]) for start in range(0, len(text), LONG - 1))


def test_a_text_folds_as_each_character_does() -> None:
    everything = "".join(chr(point) for point in range(sys.maxunicode + 1))
    assert fold(everything) == "".join(map(fold, everything))


@given(st.lists(texts() | st.text(), min_size=1), st.sampled_from(["的", "的？?“”A", "麼的", "的𠮷"]))
def test_any_long_text_folds_as_its_parts_do(parts: list[str], filler: str) -> None:
    text = (filler * SAMPLE).join(parts) + filler * LONG
    assert fold(text) == (fold(filler) * SAMPLE).join(map(fold, parts)) + fold(filler) * LONG


@given(st.lists(texts()))
def test_many_texts_fold_as_each_does(many: list[str]) -> None:
    assert fold_each(many) == [fold(text) for text in many]


def test_large_classes_are_the_ones_that_were_read() -> None:
    classes = {word[0]: word for word in f"{PAIRS}{LARGER}".split()}
    for first, char in BEYOND.split():
        if unicodedata.is_normalized("NFC", char):
            classes[first] = classes.get(first, first) + char
    assert {word for word in classes.values() if len(word) > 3} == set(LARGE.split())


def test_pairs_are_read_by_their_places() -> None:
    for pairs in (PAIRS, ALIKE, BEYOND):
        assert list(zip(pairs[::3], pairs[1::3], pairs[2::3], strict=True)) == [(*word, " ") for word in pairs.split()]


def test_no_character_stands_in_two_classes() -> None:
    others = [char for word in f"{PAIRS}{LARGER}{ALIKE}{BEYOND}".split() for char in word[1:]]
    assert len(others) == len(set(others))
    assert not {word[0] for word in f"{PAIRS}{LARGER}{ALIKE}{BEYOND}".split()} & set(others)


def test_the_tables_part_where_an_array_ends() -> None:
    assert {char > "\uffff" for word in f"{PAIRS}{LARGER}{ALIKE}".split() for char in word[1:]} == {False}
    assert {char > "\uffff" for char in BEYOND[1::3]} == {True}


@pytest.mark.skipif(tool() is None, reason="this OpenCC wheel cannot unpack its dictionaries")
@pytest.mark.skipif(UNICODE > 15, reason="this Python knows capitals that Unicode had not yet when the table was made")
def test_the_shipped_tables_are_what_the_pinned_opencc_gives() -> None:
    from generate_fold_table import TARGET, modules

    assert {name: (TARGET / name).read_text(encoding="utf-8") for name in modules()} == modules()

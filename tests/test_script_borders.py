"""Where words end: `word-borders.tsv` and `families.tsv` of `tests/cases/script/`, the data behind it, and that a decision reads no further than it says."""

from __future__ import annotations

from importlib.util import find_spec
from itertools import product
from pathlib import Path

import generate_lexicon
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc_data import tool
from sizes import examples

from reader.script.borders import REACH, _spelled, borders, knows_words
from reader.script.convert import convert, make_plan, render
from reader.script.detect import Evidence, Writing
from reader.script.exceptions import Exceptions
from reader.script.hard_phrases import _known, begin_hard_phrases, hard_phrases, phrases_of
from reader.script.lexicon import UNKNOWN, Spelling, cost, words_of
from reader.script.seams import WINDOW, is_seam
from reader.script.ways import walk
from reader.script.weigh import word_ends

CASES = Path(__file__).parent / "cases" / "script"
TO_TAIWAN = ("s2tw",)
REGIONAL = frozenset((Path(generate_lexicon.TARGET) / "regional.txt").read_text(encoding="utf-8").split())


def cases() -> list[list[str]]:
    lines = [line for name in ("word-borders", "families") for line in (CASES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()]
    return [line.split("\t") for line in lines if not line.startswith("#")]


@pytest.mark.parametrize(("direction", "source", "expected"), cases())
def test_words_decide_which_counterpart_a_character_has(direction: str, source: str, expected: str) -> None:
    origin, target = direction.split(">")
    assert convert(source, target=target, origin=origin) in expected.split("|")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("少数组织反对。", "少數組織反對。"),
        ("这个数组很长。", "這個陣列很長。"),
        ("蝗虫聚集成群。", "蝗蟲聚集成群。"),
        ("改变量子态。", "改變量子態。"),
        ("一个变量。", "一個變數。"),
        ("他的士气很高。", "他的士氣很高。"),
        ("公司内存在问题。", "公司內存在問題。"),
        ("这台机器内存很大。", "這臺機器記憶體很大。|這台機器記憶體很大。"),
        ("尸身已被抛出阵外。", "屍身已被拋出陣外。"),
        ("抛出异常。", "丟擲異常。|拋出異常。"),
        ("通过操作符号来研究。", "通過操作符號來研究。"),
        ("重载操作符。", "過載運算子。"),
        ("那部分缩进去了。", "那部分縮進去了。"),
        ("光标点在哪里？", "游標點在哪裡？"),
    ],
)
def test_words_decide_where_a_regional_word_stands(source: str, expected: str) -> None:
    assert convert(source, target="zh-Hant-TW", origin="zh-Hans", words=True) in expected.split("|")


def test_a_text_is_cut_where_words_end() -> None:
    assert borders("皮肤发炎", walk("皮肤发炎", TO_TAIWAN), TO_TAIWAN) == [2]
    assert borders("头发很长", walk("头发很长", TO_TAIWAN), TO_TAIWAN) == []


def test_the_cheapest_words_are_taken() -> None:
    assert sorted(word_ends("皮肤发炎", ())) == [0, 2, 4]
    assert sorted(word_ends("", ())) == [0]
    assert sorted(word_ends("㐀㐁", ())) == [0, 1, 2]


def test_between_regions_nothing_hangs_on_words() -> None:
    assert not knows_words(("t2tw",))
    assert not knows_words(())
    assert knows_words(("tw2s",))


# Characters of hard phrases and of words that run into them, a few marks, and what nobody knows.
WORDS = st.sampled_from(
    ["皮肤", "发炎", "还是", "只有", "只", "头发", "发展", "里面", "面包", "三十", "里", "钟", "现金", "金发", "，", "a", "㐀", "·", "了", "如何"]
)
TEXTS = st.lists(WORDS, max_size=24).map("".join)


@settings(deadline=None, max_examples=examples(300))
@given(TEXTS, TEXTS, TEXTS)
def test_a_decision_reads_no_further_than_its_reach(left: str, text: str, right: str) -> None:
    """What stands behind a mark, or further away than the reach and a phrase's length, changes no cut."""
    plan = make_plan(Evidence("zh-Hans"), target="zh-Hant-TW", origin="zh-Hans", exceptions=Exceptions())
    alone = render(text, plan)
    assert render(f"{left}。{text}。{right}", plan)[len(left) + 1 :][: len(text)] == alone
    assert REACH * 2 <= WINDOW


@settings(deadline=None, max_examples=examples(300))
@given(TEXTS, st.data())
def test_a_seam_is_a_seam_in_the_whole_text(text: str, data: st.DataObject) -> None:
    plan = make_plan(Evidence("zh-Hans"), target="zh-Hant-TW", origin="zh-Hans")
    offset = data.draw(st.integers(0, len(text)))
    if is_seam(text, offset, lambda piece: render(piece, plan)):
        apart = render(text[:offset], plan) + render(text[offset:], plan)
        near = slice(max(offset - REACH, 0), offset + REACH)
        assert apart[near] == render(text, plan)[near]


def listed() -> dict[str, int]:
    """Every word of the list, and what it costs."""
    found = dict[str, int]()
    for line in (Path(generate_lexicon.TARGET) / "words.txt").read_text(encoding="utf-8").splitlines():
        first, single, *longer = line.split(" ")
        rows = [("", single), *zip(longer[::2], longer[1::2], strict=True)]
        assert len(rows) == generate_lexicon.LONGEST
        for size, (tails, numbers) in enumerate(rows):
            words = [first + tails[at : at + size] for at in range(0, len(tails), size)] if size else [first] * bool(numbers)
            assert list(bytes.fromhex(numbers)) == sorted(bytes.fromhex(numbers)), "the commonest first"
            found |= dict(zip(words, bytes.fromhex(numbers), strict=True))
    return found


LISTED = listed()


def test_the_costs_are_whole_numbers() -> None:
    lines = (Path(generate_lexicon.TARGET) / "words.txt").read_text(encoding="utf-8").splitlines()
    assert [line[0] for line in lines] == sorted({line[0] for line in lines})
    assert max(LISTED.values()) <= UNKNOWN
    assert all(cost(word, words_of(word[0])) == paid for word, paid in LISTED.items())


LIKE_WORDS = st.one_of(st.sampled_from(sorted(LISTED)), st.text("一国家民主不了瞭着著干乾 \n", min_size=1, max_size=4))
SPELLINGS = st.sampled_from([(), (("么", "幺"), ("乾", "干"), ("了", "瞭"), ("著", "着"), ("家", "国"))])


@settings(max_examples=examples(300))
@given(LIKE_WORDS, SPELLINGS)
def test_a_word_costs_what_the_commonest_of_its_spelling_does(word: str, spelling: Spelling) -> None:
    read = dict(spelling)
    alike = [[char for char in (one, *read) if read.get(char, char) == one] for one in word]
    words = {"".join(some) for some in product(*alike)}
    assert cost(word, words_of(word[0], spelling)) == min((LISTED[one] for one in words if one in LISTED), default=None)


@pytest.mark.parametrize("writing", ["zh-Hans", "zh-Hant"])
def test_every_hard_phrase_is_found_with_what_it_holds(writing: Writing) -> None:
    phrases = phrases_of(writing)
    assert len(phrases) == len(set(phrases)) > 400
    assert all(len(phrase) > 1 and "\n" not in phrase for phrase in phrases)
    known = set(phrases)
    for phrase in phrases:
        parts = [(start, end) for start in range(len(phrase)) for end in range(len(phrase), start, -1) if phrase[start:end] in known]
        assert hard_phrases(f"。{phrase}\n", writing) == [(start + 1, end + 1) for start, end in parts]


PHRASES = st.lists(st.sampled_from([*phrases_of("zh-Hans")[::7], "数组", "内存", "。", "\n", "U盘", "𫫇"]), max_size=12)


@settings(max_examples=examples(300))
@given(PHRASES.map("".join), st.data())
def test_hard_phrases_are_found_wherever_a_text_is_cut(text: str, data: st.DataObject) -> None:
    text = text[data.draw(st.integers(0, 3)) :]
    places = [(start, end) for start in range(len(text)) for end in range(min(len(text), start + 16), start, -1)]
    known = frozenset(phrases_of("zh-Hans"))
    assert hard_phrases(text, "zh-Hans") == [(start, end) for start, end in places if text[start:end] in known]
    words = known | REGIONAL
    assert hard_phrases(text, "zh-Hans", regional=True) == [(start, end) for start, end in places if text[start:end] in words]


def test_phrases_that_a_second_thread_has_begun_are_made_once() -> None:
    _known.cache_clear()
    begin_hard_phrases("zh-Hans")
    begin_hard_phrases("zh-Hans")
    assert hard_phrases("头发", "zh-Hans") == [(0, 2)]
    assert _known.cache_info().misses == 1


@pytest.mark.skipif(tool() is None or find_spec("jieba") is None, reason="the data are made from OpenCC's dictionaries and jieba's")
def test_the_data_are_what_their_generator_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generate_lexicon, "TARGET", tmp_path)
    generate_lexicon.write(generate_lexicon.jieba_words())
    for path in Path(generate_lexicon.__file__).parents[1].glob("reader/script/data/*.txt"):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), f"{path.name}: run tests/generate_lexicon.py"


@given(st.text("甲么幺麽了瞭"))
def test_a_spelling_changes_each_character_once(text: str) -> None:
    spelling = (("么", "幺"), ("了", "瞭"), ("麽", "么"))
    assert _spelled(text, spelling) == text.translate({ord(old): new for old, new in spelling})

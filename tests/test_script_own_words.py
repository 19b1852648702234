"""Listed words: they hold over everything, and outside them a text converts as it does without the list."""

from __future__ import annotations

import re
import sys

import pytest
from chinese import LATIN, texts
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sizes import examples

from reader.model import Block, Script, Span
from reader.script.batch import convert_all
from reader.script.choices import examine
from reader.script.convert import convert, convert_block
from reader.script.detect import detect
from reader.script.exceptions import Exceptions, with_own
from reader.script.japanese import is_japanese
from reader.script.own_words import LISTS, OwnWord, OwnWords, absent, clashes, find, finder, unsettled

SCRIPTS: tuple[Script, ...] = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
WORDS = ("程序员", "人工智能", "软件", "内存", "程式設計師", "軟體", "U盘", "头", "发", "后", "只", "头发", "一只", "网上", "皇后", *LATIN)


def scripts() -> st.SearchStrategy[Script]:
    return st.sampled_from(SCRIPTS)


def listed(*pairs: tuple[str, str]) -> Exceptions:
    return with_own(OwnWords(tuple(OwnWord(source, result) for source, result in pairs)))


def tw(text: str, *pairs: tuple[str, str], words: bool = False) -> str:
    return convert(text, target="zh-Hant-TW", origin="zh-Hans", exceptions=listed(*pairs), words=words)


@st.composite
def lists(draw: st.DrawFn) -> tuple[tuple[str, str], ...]:
    """A few words, each with what it becomes: itself, as many characters, or more or fewer."""
    some = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4, unique=True))
    return tuple((word, draw(st.one_of(st.just(word), st.just("甲乙丙丁"[: len(word)]), st.sampled_from(("子丑寅卯", "辰", "R&D"))))) for word in some)


def wordy() -> st.SearchStrategy[str]:
    return st.lists(st.one_of(st.sampled_from(WORDS), texts(most=2)), max_size=8).map("".join)


@pytest.mark.parametrize(
    ("text", "pairs", "result"),
    [
        ("网上游戏", (("游戏", "電玩"),), "網上電玩"),
        ("皇后在后面", (("皇后", "皇后"), ("后", "后")), "皇后在后面"),
        ("头发长头", (("头", "头"), ("头发", "秀髮")), "秀髮長头"),
        ("他是程序员。", (("程序员", "寫程式的人"),), "他是寫程式的人。"),
        ("AI和OpenAI，AI2", (("AI", "人工智慧"),), "人工智慧和OpenAI，AI2"),
        ("用AI写", (("AI", "人工智慧"),), "用人工智慧寫"),
        ("头\u200b发，程\u00ad序员\u200b", (("头发", "头发"), ("程序员", "工程師")), "头\u200b发，工\u00ad程師\u200b"),
        ("这是“软件”", (("软件", "“軟體”"),), "這是「“軟體”」"),
    ],
)
def test_what_stands_left_becomes_what_stands_right(text: str, pairs: tuple[tuple[str, str], ...], result: str) -> None:
    assert tw(text, *pairs) == result


def test_a_listed_word_is_stronger_than_regional_words_and_cuts_their_phrase() -> None:
    assert tw("程序员用软件", ("软件", "软件"), words=True) == "程式設計師用软件"
    assert tw("程序员", ("程", "程"), words=True) == "程序員"


@settings(deadline=None, max_examples=examples(200))
@given(wordy(), lists(), scripts(), scripts())
def test_outside_the_listed_words_the_conversion_is_what_it_was(text: str, pairs: tuple[tuple[str, str], ...], target: Script, origin: Script) -> None:
    assume(not is_japanese(text))
    exceptions = listed(*pairs)
    usual, expected, done = convert(text, target=target, origin=origin), "", 0
    for start, end, result in find(text, finder(exceptions.own, target=target)):
        expected, done = expected + usual[done:start] + result, end
    assert convert(text, target=target, origin=origin, exceptions=exceptions) == expected + usual[done:]


@settings(deadline=None, max_examples=examples(200))
@given(st.lists(wordy(), min_size=2, max_size=4), st.sampled_from(WORDS), st.sampled_from(("辰", "子丑寅卯", "甲乙")), scripts())
def test_so_it_is_where_regional_words_change_lengths(between: list[str], word: str, result: str, target: Script) -> None:
    """The listed word stands between stops, which no phrase crosses."""
    around = [re.sub(f"{word}|[“”‘’]", "", text) for text in between]
    assume(not any(word in text for text in around))
    before, stand_in = f"。{word}。".join(around), "。甲。".join(around)
    assume(detect(before) == detect(stand_in) and stand_in.count("。甲。") == len(around) - 1)
    assume(not is_japanese(before) and not is_japanese(stand_in))
    usual = convert(stand_in, target=target, origin="zh-Hans", words=True)
    changed = convert(before, target=target, origin="zh-Hans", exceptions=listed((word, result)), words=True)
    assert changed == usual.replace("。甲。", f"。{result}。")


@settings(deadline=None, max_examples=examples(200))
@given(st.lists(texts(most=3), max_size=4), st.lists(st.sampled_from(WORDS), min_size=1, unique=True), scripts(), scripts(), st.booleans())
def test_using_a_settled_list_twice_is_using_it_once(some: list[str], chosen: list[str], target: Script, origin: Script, words: bool) -> None:
    exceptions = listed(*((word, ("甲乙", "子丑寅卯", "R&D", "辰")[at % 4]) for at, word in enumerate(chosen)))
    assert not list(unsettled(exceptions.own))
    # A curly mark is Chinese or not by the words beside it.
    unlike = {*"“”‘’", *"".join(chosen)}
    # Nor may a text become a word of the list: 頭發 is none, and is 头发 once it is converted.
    around = [text for text in some if not any(unlike & set(convert(text, target=target, origin=one)) for one in SCRIPTS) and not unlike & set(text)]
    once = convert("，".join((*around, *chosen)), target=target, origin=origin, exceptions=exceptions, words=words)
    assert convert(once, target=target, origin=target, exceptions=exceptions) == once


@settings(deadline=None, max_examples=examples(150))
@given(st.lists(wordy(), max_size=6), lists(), scripts(), scripts(), st.booleans())
def test_many_texts_and_blocks_convert_as_each_alone(
    several: list[str], pairs: tuple[tuple[str, str], ...], target: Script, origin: Script, words: bool
) -> None:
    exceptions, several = listed(*pairs), [text for text in several if not is_japanese(text)]
    alone = [convert(text, target=target, origin=origin, exceptions=exceptions, words=words) for text in several]
    together = convert_all([(text, detect(text)) for text in several], target=target, origin=origin, exceptions=exceptions, words=words)
    marked = [Block("a", "p", text, (Span(len(text) // 3, len(text) // 2, "em"),)) for text in several]
    assert together == alone
    assert [convert_block(block, target=target, origin=origin, exceptions=exceptions, words=words).text for block in marked] == alone


def test_what_is_kept_has_no_listed_words() -> None:
    block = Block("a", "p", "软件和软件", (Span(0, 2, "code"), Span(2, 4, "em")))
    changed = convert_block(block, target="zh-Hant-TW", origin="zh-Hans", exceptions=listed(("软件", "軟體系統"), ("件和", "甲")))
    assert changed.text == "软件和軟體系統"
    assert changed.spans == (Span(0, 2, "code"), Span(2, 7, "em"))


def test_a_span_goes_round_the_words_in_which_it_ends_and_a_mark_keeps_its_place() -> None:
    block = Block("a", "p", "在钟山下", (Span(2, 4, "em"), Span(2, 4, "nb"), Span(2, 2, "anchor")))
    changed = convert_block(block, target="zh-Hant-TW", origin="zh-Hans", exceptions=listed(("钟山", "鍾山")))
    assert (changed.text, changed.spans) == ("在鍾山下", (Span(1, 4, "em"), Span(2, 4, "nb"), Span(2, 2, "anchor")))


def test_the_receipt_names_them_first_and_decides_nothing_in_them() -> None:
    found = examine(Block("a", "p", "这头发，发，AI"), target="zh-Hant-TW", origin="zh-Hans", exceptions=listed(("头发", "头发"), ("AI", "人工智慧")))
    told = [(choice.kind, choice.before, choice.after) for choice in found.choices]
    assert told == [("own", "头发", "头发"), ("own", "AI", "人工智慧"), ("usual", "发", "發")]
    assert examine(Block("a", "p", "AI"), target="zh-Hans", origin="zh-Hans", exceptions=listed(("AI", "智能"))).left == ""


def test_two_entries_that_disagree_are_found_where_both_can_hold() -> None:
    words = [
        OwnWord("后", "后"),
        OwnWord("后", "後", "zh-Hans", "zh-Hant-TW"),
        OwnWord("发", "發", "zh-Hans", "zh-Hant-TW"),
        OwnWord("发", "髮", "zh-Hans", "zh-Hant-HK"),
    ]
    assert [(one.result, other.result) for one, other in clashes(OwnWords(tuple(words)))] == [("后", "後")]


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        ((("程序", "程式"), ("程式", "程序")), ["程序", "程式"]),
        ((("台", "臺"), ("台湾", "台灣")), ["臺灣"]),
        ((("台积", "台积电"),), ["台积电电"]),
        ((("台", "臺"), ("台湾", "台湾")), []),
        ((("台", "臺"), ("台湾", "台灣"), ("台灣", "台灣")), []),
        ((("软件", "軟體"), ("软件系统", "軟體系統")), []),
    ],
)
def test_a_result_that_the_list_would_change_again_is_found(pairs: tuple[tuple[str, str], ...], found: list[str]) -> None:
    assert list(dict.fromkeys(again for _, again in unsettled(listed(*pairs).own))) == found


def test_the_words_that_stand_nowhere_are_found() -> None:
    own = listed(("头发", "秀髮"), ("头", "头"), ("后", "后")).own
    assert absent(finder(own, target="zh-Hans"), ["他的头发", "前面"]) == ["后"]


def test_what_was_made_of_a_list_goes_when_others_come() -> None:
    first = OwnWords((OwnWord("头发", "頭毛"),))
    at_first = sys.getrefcount(first)
    assert convert("头发", target="zh-Hant-TW", origin="zh-Hans", exceptions=with_own(first)) == "頭毛"
    assert sys.getrefcount(first) > at_first
    for number in range(2 * LISTS):
        assert tw("头发", ("头发", f"毛{number}")) == f"毛{number}"
    assert sys.getrefcount(first) == at_first

"""Receipts: each decision of a conversion is named once, with its reason."""

from __future__ import annotations

import pytest
from chinese import texts
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc_data import tool
from sizes import examples

from reader.han import has_han
from reader.model import Block, Script, Span
from reader.script.choices import examine, examine_all
from reader.script.convert import convert, make_plan, render
from reader.script.detect import detect
from reader.script.exceptions import Exceptions, ScriptException, with_own
from reader.script.own_words import NO_WORDS
from reader.script.receipt import summarise

SCRIPTS: tuple[Script, ...] = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")


def decided(text: str, *, target: Script = "zh-Hant-TW", origin: Script = "zh-Hans", words: bool = False, **more: object) -> list[tuple[str, str, str]]:
    found = examine(Block("a", "paragraph", text, **more), target=target, origin=origin, exceptions=MINE, words=words)  # type: ignore[arg-type]
    return [(choice.kind, choice.before, choice.after) for choice in found.choices]


MINE = Exceptions((ScriptException("余某人", "zh-Hans", "zh-Hant-TW", "余某人", "余某人"),))


def test_a_phrase_is_named_whole() -> None:
    assert decided("他的头发很长") == [("phrase", "头发", "頭髮")]


def test_a_character_that_no_phrase_decides_gets_the_usual_one() -> None:
    found = examine(Block("a", "paragraph", "这家开发者。"), target="zh-Hant-TW", origin="zh-Hans")
    choice = next(choice for choice in found.choices if choice.before == "发")
    assert (choice.kind, choice.after, choice.options, choice.place, choice.context) == ("usual", "發", "發髮", "开发者", "这家开⟦发⟧者。")


def test_what_has_one_counterpart_is_trivial() -> None:
    assert decided("这们说") == []


def test_an_exception_is_named_as_such() -> None:
    assert ("exception", "余某人", "余某人") in decided("这位余某人说")


def test_quotation_marks_and_apostrophes_are_told_apart() -> None:
    assert decided("这是“it’s”吗") == [("quotation", "“", "「"), ("mark-kept", "’", "’"), ("quotation", "”", "」")]


def test_marks_that_stay_by_wish_are_no_choice() -> None:
    found = examine(Block("a", "p", "这是“发”吗"), target="zh-Hant-TW", origin="zh-Hans", exceptions=with_own(NO_WORDS, quotes=False))
    assert [choice.before for choice in found.choices] == ["发"]


def test_a_character_of_the_other_script_is_a_stray() -> None:
    assert ("stray", "们", "們") in decided("這個時候他们說話", origin="zh-Hant-TW")


def test_regional_words_are_named() -> None:
    assert ("word", "程序员", "程式設計師") in decided("这位程序员说", words=True)


def test_what_is_protected_was_not_decided() -> None:
    assert decided("这头发，发", spans=(Span(1, 3, "wording"),)) == [("usual", "发", "發")]


@pytest.mark.parametrize(
    ("text", "lang", "target", "origin", "left"),
    [
        ("什么程序", "", "zh-Hans", "zh-Hans", "already so"),
        ("國語", "ja", "zh-Hans", "zh-Hant-TW", "language ja"),
        ("AI 2024", "", "zh-Hans", "zh-Hant-TW", "no Chinese"),
        ("头发", "", "zh-Hant-TW", "zh-Hans", ""),
    ],
)
def test_it_says_why_a_text_is_left_alone(text: str, lang: str, target: Script, origin: Script, left: str) -> None:
    assert examine(Block("a", "paragraph", text, lang=lang), target=target, origin=origin).left == left


def test_without_a_target_it_only_says_what_a_text_is_written_in() -> None:
    found = examine(Block("a", "paragraph", "这个時候们"), target=None, origin="zh-Hans")
    assert (found.writing, found.mixed, found.choices) == ("zh-Hans", True, ())


def test_a_stray_that_only_its_phrase_keeps_is_in_the_receipt() -> None:
    found = examine(Block("a", "paragraph", "㐷㐷純喫茶"), target="zh-Hant-TW", origin="zh-Hans")
    assert [(choice.kind, choice.before, choice.after) for choice in found.choices] == [("phrase", "純喫茶", "純喫茶")]


@settings(deadline=None, max_examples=examples(150))
@given(texts(most=10), st.sampled_from(SCRIPTS), st.sampled_from(SCRIPTS))
def test_whatever_the_characters_alone_do_not_explain_is_in_the_receipt(text: str, target: Script, origin: Script) -> None:
    found = examine(Block("a", "paragraph", text), target=target, origin=origin)
    result = convert(text, target=target, origin=origin)
    if found.left:
        assert result == text or not has_han(text)
        return
    plan = make_plan(detect(text, default=origin), target=target, origin=origin, exceptions=Exceptions())
    named = "".join(choice.before for choice in found.choices)
    assert {old for old, new in zip(text, result, strict=True) if new != render(old, plan)} <= set(named)
    assert all(choice.before in text for choice in found.choices)


def test_equal_decisions_are_counted() -> None:
    blocks = [Block("a", "paragraph", text) for text in ("他的头发", "她的头发", "发展", "开发")]
    part = summarise("a", "甲", [examine(block, target="zh-Hant-TW", origin="zh-Hans") for block in blocks])
    assert (part.texts, part.script, part.left) == (4, "zh-Hans", ())
    phrase, usual = part.groups
    assert (phrase.before, phrase.count, phrase.context) == ("头发", 2, "他的⟦头发⟧")
    assert (usual.before, usual.count, usual.places) == ("发", 2, (("发展", 1), ("开发", 1)))


@pytest.mark.skipif(tool() is None, reason="this OpenCC wheel cannot unpack its dictionaries")
def test_the_shipped_table_is_what_the_pinned_opencc_gives() -> None:
    from generate_choice_table import TARGET, module

    assert TARGET.read_text(encoding="utf-8") == module()


@settings(deadline=None, max_examples=examples(60))
@given(st.lists(texts(most=12), max_size=5), st.sampled_from(SCRIPTS), st.sampled_from(SCRIPTS), st.booleans())
def test_many_are_examined_as_each_is(some: list[str], target: Script, origin: Script, words: bool) -> None:
    blocks = [Block("a", "paragraph", text) for text in some]
    each = [examine(block, target=target, origin=origin, words=words) for block in blocks]
    assert examine_all(blocks, target=target, origin=origin, words=words) == each

"""Conversion: `tests/cases/script/sentences.txt`, the five essays' known traps, and the laws (`docs/design.md`, law 5)."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from chinese import texts
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc_data import converter, entries, tool
from sizes import examples

from reader.match.fold import fold
from reader.model import Block, Script, Span
from reader.script.batch import convert_all
from reader.script.convert import convert, convert_block, convert_blocks, make_plan, render
from reader.script.detect import Evidence, detect, simplified_only, traditional_only
from reader.script.exceptions import Exceptions, ScriptException, our_exceptions, with_own
from reader.script.japanese import is_japanese
from reader.script.own_words import NO_WORDS
from reader.script.plan import Plan
from reader.script.quotes import map_quotes
from reader.script.render import REMEMBERED, render_all, render_once, render_pairs

CASES = Path(__file__).parent / "cases" / "script" / "sentences.txt"
SCRIPTS: tuple[Script, ...] = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
PLAIN = Exceptions()


def cases() -> list[list[str]]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert len(lines) % 3 == 0, "a case is three lines"
    return [lines[start : start + 3] for start in range(0, len(lines), 3)]


def scripts() -> st.SearchStrategy[Script]:
    return st.sampled_from(SCRIPTS)


@pytest.mark.parametrize(("ways", "text", "expected"), cases())
def test_a_sentence_becomes_what_its_case_says(ways: str, text: str, expected: str) -> None:
    origin, target = ways.split(" > ")
    assert convert(text, target=target, origin=origin) == expected  # type: ignore[arg-type]


@settings(deadline=None, max_examples=examples(200))
@given(texts(), scripts(), scripts())
def test_conversion_keeps_length_and_shadow(text: str, target: Script, origin: Script) -> None:
    result = convert(text, target=target, origin=origin)
    assert len(result) == len(text)
    assert fold(result) == fold(text)


@settings(deadline=None, max_examples=examples(150))
@given(texts(), scripts(), scripts())
def test_kept_quotation_marks_change_nothing_else(text: str, target: Script, origin: Script) -> None:
    kept = convert(text, target=target, origin=origin, exceptions=with_own(NO_WORDS, quotes=False))
    usual = convert(text, target=target, origin=origin)
    assert [new for new, old in zip(kept, text, strict=True) if old in "“”‘’「」『』"] == [old for old in text if old in "“”‘’「」『』"]
    assert all(one == other for one, other, old in zip(kept, usual, text, strict=True) if old not in "“”‘’「」『』")


@settings(deadline=None, max_examples=examples(200))
@given(texts(), scripts(), scripts())
def test_converting_twice_is_converting_once(text: str, target: Script, origin: Script) -> None:
    once = convert(text, target=target, origin=origin)
    assert convert(once, target=target, origin=target) == once


@settings(deadline=None)
@given(texts(), scripts())
def test_simplified_text_stays_as_it_is(text: str, origin: Script) -> None:
    text = "".join(char for char in text if char not in traditional_only() and char not in "「」『』") + "这"
    assert convert(text, target="zh-Hans", origin=origin) == text


@settings(deadline=None, max_examples=examples(150))
@given(texts(), st.sampled_from(["s2tw", "s2hk"]))
def test_text_of_the_asked_script_and_region_stays_as_it_is(text: str, config: str) -> None:
    region: Script = "zh-Hant-TW" if config == "s2tw" else "zh-Hant-HK"
    standard = converter(config)("".join(char for char in text if char not in "“”‘’"))
    assert convert(standard, target=region, origin=region, exceptions=PLAIN) == standard


@settings(deadline=None, max_examples=examples(150))
@given(texts(), scripts(), scripts())
def test_no_character_of_the_wrong_script_is_left(text: str, target: Script, origin: Script) -> None:
    if is_japanese(text):  # 当 with 緬: so Japan writes; it stays as it is
        return
    wrong = traditional_only() if target == "zh-Hans" else simplified_only()
    left = (set(convert(text, target=target, origin=origin)) & wrong) - kept_in_phrases(target)
    # Not OpenCC's to convert: it knows a character only in a phrase.
    assert not {char for char in left if converter("tw2s" if target == "zh-Hans" else "s2tw")(char) not in wrong}


@cache
def kept_in_phrases(target: Script) -> frozenset[str]:
    """What OpenCC (八濛山) or we (并州) keep in some word, though it is the other script's anywhere else."""
    ours = [entry.result for entry in our_exceptions().entries if entry.target == target]
    opencc = [values[0] for _, values in entries("TSPhrases" if target == "zh-Hans" else "STPhrases")] if tool() else []
    return frozenset("".join([*ours, *opencc]))


def spans(length: int) -> st.SearchStrategy[list[Span]]:
    ends = st.tuples(st.integers(0, length), st.integers(0, length)).map(sorted)
    return st.lists(ends.map(lambda pair: Span(pair[0], pair[1], "em")), max_size=4)


@settings(deadline=None, max_examples=examples(150))
@given(st.data(), texts(most=10), scripts(), scripts())
def test_a_carried_span_covers_the_conversion_of_its_own_text(data: st.DataObject, text: str, target: Script, origin: Script) -> None:
    marks = tuple(data.draw(spans(len(text))))
    result = convert_block(Block("a", "paragraph", text, marks), target=target, origin=origin)
    plan = make_plan(detect(text, default=origin), target=target, origin=origin)
    whole = render(text, plan)
    for before, after in zip(marks, result.spans, strict=True):
        if before.start == before.end:
            assert after == before
        else:
            assert (after.start <= before.start) & (before.end <= after.end)
            assert render(text[after.start : after.end], plan) == whole[after.start : after.end]


@settings(deadline=None, max_examples=examples(150))
@given(st.data(), texts(most=10), scripts(), scripts())
def test_marks_never_change_the_words(data: st.DataObject, text: str, target: Script, origin: Script) -> None:
    marks = data.draw(spans(len(text)))
    moved = [Span(max(mark.start - 1, 0), max(mark.end - 1, 0), mark.kind) for mark in marks]
    expected = convert(text, target=target, origin=origin)
    for chosen in (marks, moved):
        assert convert_block(Block("a", "paragraph", text, tuple(chosen)), target=target, origin=origin).text == expected


@settings(deadline=None, max_examples=examples(150))
@given(st.data(), texts(most=10), scripts(), scripts(), st.sampled_from(["code", "wording", "lang"]))
def test_protected_text_stays_as_it_is(data: st.DataObject, text: str, target: Script, origin: Script, kind: str) -> None:
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    block = Block("a", "paragraph", text, (Span(start, end, kind, "en"),))
    result = convert_block(block, target=target, origin=origin)
    assert result.text[start:end] == text[start:end]
    assert result.spans == block.spans


def test_a_span_within_a_phrase_is_widened_to_the_phrase() -> None:
    block = Block("a", "paragraph", "他的头发很长", (Span(3, 4, "em"), Span(4, 6, "em"), Span(3, 3, "anchor", "x")))
    result = convert_block(block, target="zh-Hant-TW", origin="zh-Hans")
    assert result.text == "他的頭髮很長"
    assert [(span.start, span.end) for span in result.spans] == [(2, 4), (4, 6), (3, 3)]


def test_a_chain_of_phrases_longer_than_the_window_is_seen_through() -> None:
    text = "上签" * 40  # 上签|上签|… → 上籤, but from any odd offset on 签上|签上|… → 簽上; no words of any text
    whole = converter("s2tw")(text)
    result = convert_block(Block("a", "paragraph", text, (Span(41, 45, "em"),)), target="zh-Hant-TW", origin="zh-Hans", exceptions=PLAIN)
    start, end = result.spans[0].start, result.spans[0].end
    assert converter("s2tw")(text[41:45]) != whole[41:45]
    assert converter("s2tw")(text[start:end]) == whole[start:end]
    assert (start, end) == (40, 46)


def test_the_protected_text_does_not_tell_the_script() -> None:
    block = Block("a", "paragraph", "傳傳里面", (Span(0, 2, "wording"),))
    assert convert_block(block, target="zh-Hant-TW", origin="zh-Hans").text == "傳傳裡面"


def test_a_chinese_lang_span_is_converted() -> None:
    block = Block("a", "paragraph", "他說頭髮很长", (Span(1, 4, "lang", "zh-Hant"),))
    assert convert_block(block, target="zh-Hans", origin="zh-Hans").text == "他说头发很长"


def test_a_block_in_another_language_is_left_alone() -> None:
    block = Block("a", "quotation", "「学」は国語の“言葉”", lang="ja")
    assert convert_block(block, target="zh-Hant-TW", origin="zh-Hans") is block


def test_a_block_with_a_script_of_its_own_is_converted_from_it() -> None:
    block = Block("a", "quotation", "里面着", lang="zh-Hant-HK")
    result = convert_block(block, target="zh-Hant-TW", origin="zh-Hans")
    assert (result.text, result.lang) == ("里面著", "")


def test_the_speaker_is_converted_and_identity_is_kept() -> None:
    block = Block("maojie-l165", "speech", "往好处想", speaker="嵩县", level=2)
    result = convert_block(block, target="zh-Hant-TW", origin="zh-Hans")
    assert result == Block("maojie-l165", "speech", "往好處想", speaker="嵩縣", level=2)


@pytest.mark.parametrize("number", range(len(our_exceptions().entries)))
def test_an_exception_changes_only_how_characters_are_written(number: int) -> None:
    entry = our_exceptions().entries[number]
    assert fold(entry.source) == fold(entry.result)
    assert entry.source in entry.example


def made(text: str, plan: Plan) -> str:
    return "".join(after for _, after in render_pairs(text, plan, ()))


def test_every_exception_is_still_needed() -> None:
    """Without it its example goes wrong: by OpenCC, with the region's words or without, or by a shorter exception that it keeps from doing harm."""
    entries = our_exceptions().entries
    needless = {entry.source for entry in entries}
    for entry in entries:
        evidence, origin = Evidence(entry.writing), "zh-Hans" if entry.writing == "zh-Hans" else "zh-Hant-TW"
        others = Exceptions(tuple(other for other in entries if (other.source, other.target) != (entry.source, entry.target)))
        ours = made(entry.example, make_plan(evidence, target=entry.target, origin=origin))  # type: ignore[arg-type]
        assert entry.result in ours, entry
        for words in (False, True)[: 1 + (not entry.loose)]:
            with_it = make_plan(evidence, target=entry.target, origin=origin, words=words)  # type: ignore[arg-type]
            without = make_plan(evidence, target=entry.target, origin=origin, words=words, exceptions=others)  # type: ignore[arg-type]
            if made(entry.example, with_it) != made(entry.example, without):
                needless.discard(entry.source)
    assert not needless


def test_an_exception_is_a_seam_on_both_sides() -> None:
    mine = Exceptions((*our_exceptions().entries, ScriptException("头", "zh-Hans", "zh-Hant-TW", "头", "头发")))
    assert convert("这头发", target="zh-Hant-TW", origin="zh-Hans", exceptions=mine) == "這头發"


def test_the_longer_exception_holds() -> None:
    entries = (ScriptException("发", "zh-Hans", "zh-Hant-TW", "发", "发"), ScriptException("发展", "zh-Hans", "zh-Hant-TW", "髮展", "发展"))
    for order in (entries, entries[::-1]):
        assert convert("发展，发", target="zh-Hant-TW", origin="zh-Hans", exceptions=Exceptions(order)) == "髮展，发"


def test_an_exception_that_changes_the_length_is_refused() -> None:
    with pytest.raises(ValueError, match="length"):
        ScriptException("芯片", "zh-Hans", "zh-Hant-TW", "半導體晶片", "芯片")


def test_simplified_text_to_simplified_never_loads_opencc() -> None:
    call = "convert('这是“中国”的算力', target='zh-Hans', origin='zh-Hans')"
    code = f"import sys; from reader.script.convert import convert; {call}; sys.exit('opencc' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[1]).returncode == 0


@settings(deadline=None, max_examples=examples(150))
@given(st.lists(texts(most=6), max_size=8), scripts(), scripts(), st.booleans())
def test_many_texts_at_once_convert_as_each_alone(several: list[str], target: Script, origin: Script, words: bool) -> None:
    several = [text for text in several if not is_japanese(text)]  # who weighs texts has left these out
    weighed = [(text, detect(text)) for text in several]
    together = convert_all(weighed, target=target, origin=origin, exceptions=our_exceptions(), words=words)
    assert together == [convert(text, target=target, origin=origin, words=words) for text in several]


@settings(deadline=None)
@given(st.lists(texts(most=8), max_size=6), scripts(), scripts())
def test_blocks_convert_together_as_each_does_alone(together: list[str], target: Script, origin: Script) -> None:
    blocks = [Block(f"b{at}", "paragraph", text, (Span(0, len(text) // 2, "em"),)) for at, text in enumerate(together)]
    alone = [convert_block(block, target=target, origin=origin) for block in blocks]
    assert convert_blocks(blocks, target=target, origin=origin) == alone
    assert [block.text for block in alone] == [convert(text, target=target, origin=origin) for text in together]


@settings(deadline=None, max_examples=examples(50))
@given(st.lists(texts(), max_size=5), st.lists(texts(), max_size=5), st.sampled_from([0, 2, REMEMBERED]))
def test_a_text_that_comes_again_becomes_what_it_became(once: list[str], again: list[str], remembered: int) -> None:
    plan = make_plan(Evidence("zh-Hans"), target="zh-Hant-TW", origin="zh-Hans")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.script.render.REMEMBERED", remembered)
        for several in (once, [*again, *once, *again]):
            assert render_once(several, plan) == [(done, map_quotes(done, target=plan.marks)) for done in render_all(several, plan)]

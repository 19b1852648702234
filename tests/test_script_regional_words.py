"""Regional words: pieces, carried spans, and the laws of conversion as far as they hold where lengths change."""

from __future__ import annotations

from functools import partial
from itertools import chain, pairwise

import pytest
from chinese import texts
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from opencc_data import converter, entries, tool
from sizes import examples

from reader.model import Block, Script, Span
from reader.script.convert import convert, convert_block
from reader.script.detect import simplified_only, traditional_only
from reader.script.exceptions import Exceptions
from reader.script.regional_words import Stretch, align, align_each, carry, convert_each, marks
from reader.script.renamed import renamed
from reader.script.ways import walk, without_words

CONFIGS = ("s2twp", "s2hkp", "tw2sp", "hk2sp")
SCRIPTS: tuple[Script, ...] = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
WORDS = ("程序员", "人工智能", "软件", "芯片", "内存", "算法", "程式設計師", "人工智慧", "軟體", "記憶體", "智", "能", "，", "“")


def wordy() -> st.SearchStrategy[str]:
    return st.lists(st.one_of(st.sampled_from(WORDS), texts(most=2)), max_size=8).map("".join)


@pytest.mark.skipif(tool() is None, reason="this OpenCC wheel cannot unpack its dictionaries")
@pytest.mark.parametrize("name", ["TWPhrases", "TWPhrasesRev", "HKPhrases", "HKPhrasesRev", "STPhrases", "TSPhrases", "STPhrases_GeneratedFromRegionalPhrases"])
def test_no_phrase_reaches_across_a_mark(name: str) -> None:
    assert [key for key, _ in entries(name) if marks().search(key)] == []


@settings(deadline=None, max_examples=examples(150))
@given(st.data(), wordy(), st.sampled_from(CONFIGS))
def test_the_pieces_are_the_text_and_its_conversion(data: st.DataObject, text: str, config: str) -> None:
    edges = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=5)))
    pairs = list(align(text, converter(config), edges))
    assert "".join(before for before, _ in pairs) == text
    assert "".join(after for _, after in pairs) == converter(config)(text)
    assert all(before and converter(config)(before) == after for before, after in pairs)


@settings(deadline=None, max_examples=examples(100))
@given(st.data(), st.lists(wordy(), max_size=3), st.sampled_from(CONFIGS))
def test_many_are_aligned_as_each_is(data: st.DataObject, texts: list[str], config: str) -> None:
    steps = (config,)
    edges = [sorted(data.draw(st.sets(st.integers(1, len(text) - 1), max_size=4))) if len(text) > 1 else [] for text in texts]
    known = [walk(text, steps) if data.draw(st.booleans()) else None for text in texts]
    found = align_each([Stretch(text, result, steps, inside) for text, result, inside in zip(texts, known, edges, strict=True)])
    for text, inside, pairs in zip(texts, edges, found, strict=True):
        assert [pair for pair in pairs if pair[0]] == list(align(text, partial(walk, steps=steps), inside))
        assert "".join(after for _, after in pairs) == walk(text, steps)


@settings(deadline=None, max_examples=examples(150))
@given(wordy(), st.sampled_from(CONFIGS))
def test_no_word_gets_another_name_where_none_is_looked_for_and_all_others_do_alone(text: str, config: str) -> None:
    assume(config.endswith("2sp") or traditional_only().isdisjoint(text))
    done, parts = 0, list[str]()
    for start, end in [*renamed(text, (config,)), (len(text), len(text))]:
        parts += (walk(text[done:start], without_words((config,))), walk(text[start:end], (config,)))
        assert parts[-2] == walk(text[done:start], (config,))
        done = end
    assert "".join(parts) == walk(text, (config,))


@pytest.mark.skipif(tool() is None, reason="this OpenCC wheel cannot unpack its dictionaries")
@pytest.mark.parametrize("config", CONFIGS)
def test_every_phrase_in_which_a_word_gets_another_name_is_looked_at(config: str) -> None:
    names = ("STPhrases", "TWPhrases", "HKPhrases") if config.startswith("s2") else ("TSPhrases", "TWPhrasesRev", "HKPhrasesRev", "TWPhrases", "STPhrases")
    turned = converter("t2s") if config.startswith("s2") else converter("s2t")
    keys = [turned(key) for name in names for key, _ in entries(name)]
    keys += [one + other for one, other in zip(keys, reversed(keys), strict=True)]
    keys = [key for key in keys if config.endswith("2sp") or traditional_only().isdisjoint(key)]
    text = "，".join(keys)
    places = list(renamed(text, (config,)))
    named = convert_each([text[start:end] for start, end in places], partial(walk, steps=(config,)))
    others = [text[end:start] for (_, end), (start, _) in pairwise([(0, 0), *places, (len(text), len(text))])]
    usual = convert_each(others, partial(walk, steps=without_words((config,))))
    found = "".join(chain.from_iterable(zip(usual, [*named, ""], strict=True)))
    assert [*zip(keys, found.split("，"), strict=True)] == [*zip(keys, walk(text, (config,)).split("，"), strict=True)]


@settings(deadline=None, max_examples=examples(150))
@given(st.data(), wordy(), st.sampled_from(CONFIGS))
def test_a_carried_span_covers_the_conversion_of_its_own_text(data: st.DataObject, text: str, config: str) -> None:
    assume(text)
    start, end = sorted((data.draw(st.integers(0, len(text) - 1)), data.draw(st.integers(1, len(text)))))
    assume(start < end)
    pairs = list(align(text, converter(config), [start, end]))
    span = carry([Span(start, end, "em")], pairs)[0]
    whole = converter(config)(text)
    edges = [0]
    for before, _ in pairs:
        edges.append(edges[-1] + len(before))
    wide = text[max(edge for edge in edges if edge <= start) : min(edge for edge in edges if edge >= end)]
    pieces = [after for before, after in align(wide, converter(config), [])]
    assert text[start:end] in wide
    assert "".join(pieces) == whole[span.start : span.end]


@settings(deadline=None, max_examples=examples(100))
@given(wordy(), st.sampled_from(SCRIPTS), st.sampled_from(SCRIPTS))
def test_converting_twice_is_converting_once(text: str, target: Script, origin: Script) -> None:
    once = convert(text, target=target, origin=origin, words=True)
    assert convert(once, target=target, origin=target, words=True) == once


@settings(deadline=None, max_examples=examples(100))
@given(wordy(), st.sampled_from(("zh-Hant-TW", "zh-Hant-HK")))
def test_words_change_only_where_the_script_does(text: str, target: Script) -> None:
    text = "".join(char for char in text if char not in simplified_only()) + "這"
    assert convert(text, target=target, origin=target, words=True) == convert(text, target=target, origin=target)


@settings(deadline=None, max_examples=examples(100))
@given(st.data(), wordy(), st.sampled_from(SCRIPTS), st.sampled_from(SCRIPTS))
def test_marks_and_points_never_change_the_words(data: st.DataObject, text: str, target: Script, origin: Script) -> None:
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    spans = tuple(Span(start, end, data.draw(st.sampled_from(["em", "marker", "anchor", "piece"]))) for start, end in data.draw(st.lists(ends, max_size=4)))
    result = convert_block(Block("a", "paragraph", text, spans), target=target, origin=origin, words=True)
    assert result.text == convert(text, target=target, origin=origin, words=True)
    assert all(0 <= span.start <= span.end <= len(result.text) for span in result.spans)


def test_a_marker_stands_behind_its_word_and_an_anchor_before_it() -> None:
    block = Block("a", "paragraph", "那位程序员说", (Span(3, 3, "marker"), Span(4, 4, "anchor"), Span(2, 5, "term"), Span(5, 5, "marker"), Span(3, 4, "em")))
    result = convert_block(block, target="zh-Hant-TW", origin="zh-Hans", words=True)
    assert result.text == "那位程式設計師說"
    assert [(span.start, span.end) for span in result.spans] == [(7, 7), (2, 2), (2, 7), (7, 7), (2, 7)]


def test_protected_text_stays_and_moves_along() -> None:
    block = Block("a", "paragraph", "软件“程序员”软件", (Span(2, 7, "wording"), Span(7, 9, "em")))
    result = convert_block(block, target="zh-Hant-TW", origin="zh-Hans", words=True)
    assert result.text == "軟體“程序员”軟體"
    assert [(span.start, span.end) for span in result.spans] == [(2, 7), (7, 9)]


@settings(deadline=None, max_examples=examples(150))
@given(st.data(), st.text("「」『』“”茶水人里。A", max_size=12))
def test_where_nothing_changes_no_span_grows(data: st.DataObject, text: str) -> None:
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    spans = tuple(Span(start, end, data.draw(st.sampled_from(["em", "passage", "marker"]))) for start, end in data.draw(st.lists(ends, max_size=4)))
    result = convert_block(Block("a", "paragraph", text, spans), target="zh-Hans", origin="zh-Hans", words=True)
    assert result.spans == spans


def test_an_exception_holds_against_a_regional_word() -> None:
    from reader.script.exceptions import ScriptException

    mine = Exceptions((ScriptException("研究对象", "zh-Hans", "zh-Hant-TW", "研究對象", "研究对象"),))
    plain = convert("研究对象", target="zh-Hant-TW", origin="zh-Hans", exceptions=Exceptions(), words=True)
    assert plain != "研究對象"
    assert convert("研究对象是软件", target="zh-Hant-TW", origin="zh-Hans", exceptions=mine, words=True) == "研究對象是軟體"


def test_quotation_marks_follow_the_script_whatever_the_lengths() -> None:
    turned = partial(convert, target="zh-Hant-TW", origin="zh-Hans", words=True)
    assert turned("“程序员”说“it’s”") == "「程式設計師」說「it’s」"

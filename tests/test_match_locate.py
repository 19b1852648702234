"""A quotation stands in exactly one place, or the error shows what was meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import EditionError, QuoteAmbiguous, QuoteNotFound
from reader.match.fold import fold, shadow
from reader.match.locate import locate

TEXT = (
    "美国AI务虚，中国AI务实？我对这个观点不敢苟同。\n"
    "而中国的相对落后，主要是历史上“缺课”太多，“补课”的影响太大造成的，对游戏监管较严的影响被高估了。\n"
    "但若是据此得出结论：美国AI务虚，中国AI务实，笔者就很难苟同了。"
)


def place(exact: str, **context: str) -> str:
    start, end = locate(shadow(TEXT), exact, text=TEXT, **context)
    return TEXT[start:end]


def test_a_quotation_is_found_where_it_stands() -> None:
    assert place("对游戏监管较严的影响被高估了") == "对游戏监管较严的影响被高估了"


def test_script_case_and_quotation_marks_do_not_matter() -> None:
    assert place("主要是歷史上「缺課」太多") == "主要是历史上“缺课”太多"
    assert place("中国ai务实？") == "中国AI务实？"


def test_context_chooses_between_two_places() -> None:
    assert locate(shadow(TEXT), "美国AI务虚", prefix="結論：") == (TEXT.index("结论") + 3, TEXT.index("结论") + 9)
    assert locate(shadow(TEXT), "中国AI务实", suffix="？") == (7, 13)


def test_context_is_not_part_of_the_place() -> None:
    assert place("补课", prefix="太多，“", suffix="”的") == "补课"


def test_white_space_counts() -> None:
    with pytest.raises(QuoteNotFound):
        place("美国 AI 务虚")


def test_standing_twice_is_an_error_that_shows_both_places() -> None:
    with pytest.raises(QuoteAmbiguous, match="twice") as caught:
        place("美国AI务虚")
    assert caught.value.candidates == ("美国AI务虚，中国AI务实？…", "…是据此得出结论：美国AI务虚，中国AI务实，…")


def test_overlapping_itself_is_standing_twice() -> None:
    with pytest.raises(QuoteAmbiguous):
        locate(shadow("一哈哈哈一"), "哈哈")


def test_more_than_three_places_show_three() -> None:
    with pytest.raises(QuoteAmbiguous, match="more than three times") as caught:
        locate(shadow("算力。" * 9), "算力")
    assert len(caught.value.candidates) == 3


def test_a_misremembered_quotation_shows_the_right_one_first() -> None:
    with pytest.raises(QuoteNotFound, match="影响被高估") as caught:
        place("对游戏的监管很严的影响被高估")
    assert "对游戏监管较严的影响被高估了" in caught.value.candidates[0]


def test_candidates_come_from_the_text_not_from_its_shadow() -> None:
    text = "從AlphaGo的震撼，再到如今的ChatGPT，每一次高峰都伴隨著巨大的期望"
    with pytest.raises(QuoteNotFound) as caught:
        locate(shadow(text), "每一次高潮都伴隨著巨大的失望", text=text)
    assert "高峰都伴隨著巨大的期望" in caught.value.candidates[0]


def test_at_most_three_candidates_and_no_two_overlap() -> None:
    text = "".join(f"第{n}，美国的算力限制在客观上形成了倒逼机制。" for n in range(9))
    with pytest.raises(QuoteNotFound) as caught:
        locate(shadow(text), "美国的算力限制形成了一种倒逼机制", text=text)
    assert len(caught.value.candidates) == 3


def test_right_words_in_wrong_context_show_where_they_stand() -> None:
    with pytest.raises(QuoteNotFound, match="correct its prefix or suffix") as caught:
        place("补课", prefix="缺课")
    assert "补课" in caught.value.candidates[0]


def test_nothing_alike_is_said_plainly() -> None:
    with pytest.raises(QuoteNotFound, match="nothing resembles it") as caught:
        place("zzzzqqqq")
    assert caught.value.candidates == ()


def test_errors_are_edition_errors_on_one_line() -> None:
    with pytest.raises(EditionError) as caught:
        place("我对这个观点不敢苟同。 而中国的相对落后")
    assert "\n" not in str(caught.value)


def test_an_empty_quotation_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        locate(shadow("算力"), "")


def test_an_empty_text_holds_nothing() -> None:
    with pytest.raises(QuoteNotFound):
        locate(shadow(""), "算力")


@settings(deadline=None)
@given(st.text("算力务虚AI“」", max_size=40), st.data())
def test_any_passage_is_found_or_stands_elsewhere_too(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    exact = text[start:end]
    if not exact:
        return
    folded, needle = fold(text), fold(exact)
    if sum(folded.startswith(needle, at) for at in range(len(folded))) == 1:
        assert locate(shadow(text), exact) == (start, end)
    else:
        with pytest.raises(QuoteAmbiguous):
            locate(shadow(text), exact)


UNSEEN = "\u200b\u00ad\ufeff\u2060\u200d\ufe0f\U000e0100"


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("算力务虚AI“」"), st.text(UNSEEN, max_size=2)), max_size=30), st.text(UNSEEN, max_size=2), st.data())
def test_what_nobody_sees_changes_no_place(pieces: list[tuple[str, str]], lead: str, data: st.DataObject) -> None:
    bare, text = "".join(char for char, _ in pieces), lead + "".join(map("".join, pieces))
    start = data.draw(st.integers(0, len(bare)))
    exact = bare[start : data.draw(st.integers(start, len(bare)))]
    quoted = "\u00ad".join(exact)
    try:
        place = locate(shadow(bare), exact) if exact else None
    except QuoteAmbiguous:
        with pytest.raises(QuoteAmbiguous):
            locate(shadow(text), quoted)
        return
    if place:
        first, last = locate(shadow(text), quoted)
        assert shadow(text[first:last]).text == shadow(exact).text
        assert shadow(text[:first]).text == shadow(bare[: place[0]]).text
        assert not {text[first], text[last - 1]} & set(UNSEEN)


def test_a_quotation_of_nothing_that_can_be_seen_is_not_found() -> None:
    with pytest.raises(QuoteNotFound, match="can be seen"):
        locate(shadow("算\u200b力"), "\u200b")

"""Page stops: about every 300 characters, at sentences, the same in every script."""

from __future__ import annotations

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reader.book.pagelist import PAGE, page_stops, sentence_end
from reader.model import Block, Essay, Source
from tests.editions import ASKED, SHIPPED, built, entries

SENTENCES = st.lists(st.integers(1, 400).map(lambda length: "字" * length + "。"), min_size=1, max_size=6).map("".join)


def essay(*texts: str) -> Essay:
    blocks = tuple(Block(f"a-l{at}", "paragraph", text) for at, text in enumerate(texts, 1))
    return Essay("a", "题", "题", "unknown", "zh-Hans", Source("", "", ""), blocks=blocks)


@given(st.lists(SENTENCES, min_size=1, max_size=8))
def test_stops_stand_at_the_first_sentence_after_300_characters(texts: list[str]) -> None:
    one = essay(*texts)
    starts = [sum(len(block.text) for block in one.blocks[: stop.block]) + stop.offset for stop in page_stops((one,))]
    whole = "".join(texts)
    assert starts[0] == 0
    assert all(whole[start - 1] == "。" for start in starts[1:])
    assert all(following - start >= PAGE for start, following in itertools.pairwise(starts))
    for start, following in zip(starts, [*starts[1:], len(whole)], strict=True):
        assert following - start < PAGE or "。" not in whole[start + PAGE - 1 : following - 1]


@given(st.text("字。”", min_size=1), st.data())
def test_a_sentence_ends_behind_its_last_mark(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(1, len(text)))
    ends = [place for place in range(start, len(text)) if text[place - 1] in "。”" and text[place] not in "。”"]
    assert sentence_end(text, start) == (ends[0] if ends else len(text))


def test_numbers_run_through_the_book_and_every_essay_begins_a_page() -> None:
    two = replace(essay("字。"), slug="b")
    assert [(stop.number, stop.essay) for stop in page_stops((essay("字。"), two))] == [(1, "a"), (2, "b")]


def test_a_stop_keeps_its_name_when_another_paragraph_is_added() -> None:
    before = {stop.id for stop in page_stops((essay("字" * 299 + "。", "后" * 20),))}
    assert before == {"a-l1-p0", "a-l2-p0"}


def test_the_page_list_is_the_same_in_every_script() -> None:
    lists = []
    for asked in ASKED:
        nav = entries(built(SHIPPED, asked).data)["EPUB/nav.xhtml"].decode()
        lists.append(re.findall(r'<a href="([^"]+-p\d+)">(\d+)</a>', nav))
    assert lists[0] == lists[1] == lists[2] == lists[3]
    assert len(lists[0]) > 50


def test_a_sentence_ends_however_far_away() -> None:
    for length in (PAGE - 1, PAGE, PAGE + 1, 3 * PAGE):
        text = "字" * length + "。”" + "字" * PAGE
        assert sentence_end(text, 1) == length + 2
        assert sentence_end("字" * length, 1) == length

"""The site's pages as the service reads them back: the reading text, and in every script the same places."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from reader.book.compose import read_essays
from reader.club.webtext import PageText, WebBlock, page_text
from reader.edition import load_edition
from reader.marks.desk import lay_out
from reader.marks.found import Found
from reader.marks.placing import marks_from
from reader.serve.making import Selection, kept_mark, make_mark
from reader.serve.state import State
from reader.serve.texts import Essay, Stretch, essay_of, essays_of, find
from tests.editions import CLUB, SHIPPED
from tests.served import NOW, member
from tests.test_club_web import site as web_site

TEXTS = ("as-published", "zh-Hans", "zh-Hant-TW", "zh-Hant-HK")


@pytest.mark.parametrize("folder", [CLUB, SHIPPED], ids=["club", "shipped"])
def test_a_page_read_back_is_the_reading_text_block_for_block(folder: Path) -> None:
    files = web_site(folder)
    for essay in read_essays(load_edition(folder)).essays:
        page = page_text(files[f"read/x/as-published/{essay.slug}.html"])
        assert [(block.id, block.text) for block in page.blocks] == [(block.id, block.text) for block in essay.blocks]
        others = [page_text(files[f"read/x/{text}/{essay.slug}.html"]) for text in TEXTS[1:]]
        assert all([block.id for block in other.blocks] == [block.id for block in page.blocks] for other in others)
    assert page_text(files["read/x/as-published/glossary.html"]).blocks == ()


@pytest.fixture
def essays(state: State) -> dict[str, Essay]:
    """The first essay of the small edition, in every text."""
    (build,) = state.files.editions.values()
    slug = next(essays_of(state, build)).slug
    found = {text: essay_of(state, build.edition, text, slug) for text in TEXTS}
    return {text: essay for text, essay in found.items() if essay}


def test_only_essays_of_the_site_are_found(state: State) -> None:
    (build,) = state.files.editions.values()
    assert [essay.slug for essay in essays_of(state, build)] == [essay.slug for essay in load_edition(CLUB).essays]
    slug = next(essays_of(state, build)).slug
    for book, text, name in (("..", "zh-Hans", slug), (build.edition, "..", slug), (build.edition, "zh-Hans", "../zh-Hans/" + slug), (build.edition, "", slug)):
        assert essay_of(state, book, text, name) is None
    assert essay_of(state, build.edition, "zh-Hans", "glossary") is None


def test_words_selected_in_any_script_make_the_same_mark(state: State, essays: dict[str, Essay]) -> None:
    assert set(essays) == set(TEXTS)
    invited = member(state)
    published = essays["as-published"]
    block = max(published.blocks, key=lambda one: len(one.text))
    made = []
    for essay in essays.values():
        text = next(one.text for one in essay.blocks if one.id == block.id)
        selected = Selection(block.id, text[3:20], text[:3], text[20:30], 3)
        made.append(make_mark(invited.member, published, (), selected, note="记", share="me", now=NOW))
    assert made[0]
    assert set(made) == {made[0]}
    mark = made[0].mark
    assert (mark.exact, mark.prefix, made[0].block, made[0].last) == (block.text[3:20], block.text[:3], block.id, block.id)
    for essay in essays.values():
        assert find(essay, mark.exact, block=block.id, prefix=mark.prefix, suffix=mark.suffix) == Stretch(block.id, 3, block.id, 20)


def test_a_selection_over_two_paragraphs_and_a_whole_paragraph(state: State, essays: dict[str, Essay]) -> None:
    ali, published = member(state).member, essays["as-published"]
    first, second = published.blocks[-2:]
    over = make_mark(ali, published, (), Selection(first.id, f"{first.text[-5:]}\n\n{second.text[:4]}"), note="", share="me", now=NOW)
    assert over
    assert (over.mark.exact, over.block, over.last) == (f"{first.text[-5:]}\n{second.text[:4]}", first.id, second.id)
    whole = make_mark(ali, published, (), Selection(first.id), note="", share="me", now=NOW)
    assert whole
    assert whole.mark.exact == first.text


@pytest.mark.parametrize("selected", [Selection("nowhere", "茶"), Selection("", ""), Selection("?", "这句话不在书里")])
def test_words_that_do_not_stand_there_make_no_mark(state: State, essays: dict[str, Essay], selected: Selection) -> None:
    published = essays["as-published"]
    if selected.block == "?":
        selected = replace(selected, block=published.blocks[1].id)
    assert make_mark(member(state).member, published, (), selected, note="", share="me", now=NOW) is None


def test_a_mark_has_the_same_id_from_the_page_and_from_a_device(state: State) -> None:
    """However often its words stand in the book, and in whatever script the device quotes them."""
    ali = member(state).member
    (build,) = state.files.editions.values()
    essays, desk = list(essays_of(state, build)), lay_out(CLUB)
    tried = 0
    for essay in essays:
        for block in essay.blocks:
            quote, after = block.text[:6], block.text[6:26]
            (device,) = marks_from([Found(quote, suffix=after, href=f"{essay.slug}.xhtml", position=block.id)], desk, member=ali.name)
            here = make_mark(ali, essay, essays, Selection(block.id, quote, "", after, 0), note="", share="me", now=NOW)
            assert here
            if device.state == "new":
                tried += 1
                assert (device.id, device.exact, device.prefix, device.suffix) == (here.mark.id, here.mark.exact, here.mark.prefix, here.mark.suffix)
                assert kept_mark(device, essay) == replace(here, mark=device)
    assert tried >= 10
    assert kept_mark(replace(device, exact="这句话不在书里"), essay) is None
    assert kept_mark(device, None) is None


def an_essay(*texts: str) -> Essay:
    return Essay("", "x", "as-published", "e", PageText("zh", "", "", tuple(WebBlock(f"e-l{number}", text) for number, text in enumerate(texts))))


@given(st.lists(st.text("茶水器1〔〕 ", max_size=8), min_size=1, max_size=5), st.data())
def test_words_are_found_in_the_paragraph_that_is_named_wherever_else_they_stand(texts: list[str], data: st.DataObject) -> None:
    essay = an_essay(*texts)
    seen = [place for place, char in enumerate(essay.whole) if char in "茶水器"]
    assume(seen)
    first = data.draw(st.sampled_from(seen))
    last = data.draw(st.sampled_from([place for place in seen if place >= first]))
    stretch = essay.stretch(first, last + 1)
    assert find(essay, essay.whole[first : last + 1], block=stretch.block, start=stretch.start) == stretch


def test_a_word_that_stands_oftener_than_is_looked_at_is_found_in_its_own_paragraph() -> None:
    essay = an_essay("茶水" * 100, "喝茶水")
    assert find(essay, "茶水", block="e-l1") == Stretch("e-l1", 1, "e-l1", 3)


def test_a_quotation_may_begin_in_a_paragraph_that_is_a_number_alone() -> None:
    assert find(an_essay("他说", "1984", "他说"), "1984\n他说", block="e-l1") == Stretch("e-l1", 0, "e-l2", 2)

"""The glossary's page: every heading and entry once, whatever the headwords are."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from test_edition_pinyin import cases

from reader.book.matter.glossary import glossary_page
from reader.edition import load_edition
from reader.edition.pinyin import sort_key
from reader.model import Edition, Term
from tests.editions import ROOT, built, entries

ONESORT = ROOT / "tests" / "cases" / "editions" / "onesort"
HEADWORDS = st.sampled_from([head for head, _, _ in cases()]) | st.text(min_size=1, max_size=4)
SORTS = st.just("") | st.sampled_from(["cha guan", "Chá guǎn", "CHA", "  ", "1 a", "gi-latin", "（a）", "latin", "other"]) | st.text(max_size=3)


def headings(terms: list[Term]) -> list[tuple[str, str]]:
    """(id, words) of the page's headings in order."""
    edition = Edition("e", "题", "zh-Hans", "1", "2026-01-31", "", terms=tuple(terms))
    page = "".join(part if isinstance(part, str) else f"{part.text}" for part in glossary_page(edition, "zh-Hans", {}).body)
    return re.findall(r'<h2 id="([^"]*)">([^<]*)</h2>', page)


@given(st.lists(st.tuples(HEADWORDS, SORTS), max_size=12))
def test_headings_have_ids_of_their_own_whatever_the_headwords(entries: list[tuple[str, str]]) -> None:
    terms = [Term(f"t{at}", head, (head,), "", sort=sort or sort_key(head, "zh-Hans")) for at, (head, sort) in enumerate(entries)]
    ids = [name for name, _ in headings(terms)]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch("gi-(latin|other|[a-z])", name) for name in ids)
    assert bool(ids) == bool(terms)


def test_each_case_stands_under_its_heading() -> None:
    for head, heading, key in cases():
        assert [name for name, _ in headings([Term("t", head, (head,), "", sort=key)])] == [f"gi-{heading}"], head


def test_capitals_and_tones_make_no_second_heading() -> None:
    terms = [Term(f"t{at}", "茶馆", (), "", sort=sort) for at, sort in enumerate(["Cha guan", "ba", "cha guan", "chá guǎn", "Ba"])]
    assert headings(terms) == [("gi-b", "B"), ("gi-c", "C")]


def test_an_edition_that_sorts_one_term_and_not_the_other_has_a_sound_glossary() -> None:
    assert [term.sort for term in load_edition(ONESORT).terms] == ["cha guan", "xian ren"]
    page = entries(built(ONESORT, None).data)["EPUB/glossary.xhtml"].decode()
    assert re.findall(r"<h2[^>]*>([^<]*)</h2>", page) == ["拉丁字母与数字", "X"]

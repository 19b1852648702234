"""A member's own marks, so many on a page, and the ways between the pages; what is taken away is always the whole."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reader import mark
from reader.serve import marklist, mymarks
from reader.serve.marklist import MOST, Part, part_of
from reader.serve.marks import add_marks, count_marks, marks_of, some_marks, unsettled_marks
from reader.serve.state import State
from tests.marked import kept, members, memory
from tests.served import member
from tests.test_serve_marking import entered
from tests.test_serve_view import marked


@given(st.integers(0, 5 * MOST), st.integers(-3, 10))
def test_every_mark_is_on_one_page(marks: int, asked_for: int) -> None:
    part = part_of(marks, asked_for)
    assert 1 <= part.number <= part.pages
    assert (part.pages - 1) * MOST < max(marks, 1) <= part.pages * MOST
    assert part.number == asked_for or not 1 <= asked_for <= part.pages


def test_pages_together_are_all_marks_in_their_order() -> None:
    store = memory()
    ali, ben = members(store, ["阿里", "阿本"])
    for who in (ali, ben):
        add_marks(store, who, [kept(who, chr(0x4E00 + number) * 2) for number in range(7)])
    pages = [some_marks(store, ali, skip=skip, most=3) for skip in (0, 3, 6, 9)]
    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert [one for page in pages for one in page] == marks_of(store, ali)
    assert sum(count_marks(store, ali).values()) == 7


def test_what_wants_a_look_is_what_moved_and_what_has_no_place() -> None:
    store = memory()
    (ali,) = members(store, ["阿里"])
    states: tuple[mark.State, ...] = ("new", "moved", "orphan", "accepted", "declined")
    made = [kept(ali, chr(0x4E00 + number) * 2) for number in range(5)]
    add_marks(store, ali, [replace(one, mark=replace(one.mark, state=state)) for one, state in zip(made, states, strict=True)])
    assert [one.mark.state for one in unsettled_marks(store, ali)] == [one.mark.state for one in marks_of(store, ali) if one.mark.state in {"moved", "orphan"}]
    assert len(unsettled_marks(store, ali)) == 2


@pytest.mark.parametrize(("asked_for", "number"), [("", 1), ("1", 1), ("2", 2), ("3", 3), ("4", 3), ("0", 1), ("x", 1), ("²", 1), ("9" * 100, 1)])
def test_a_page_leads_to_the_ones_beside_it_and_takes_away_everything(state: State, monkeypatch: pytest.MonkeyPatch, asked_for: str, number: int) -> None:
    monkeypatch.setattr(marklist, "MOST", 2)
    monkeypatch.setattr(mymarks, "MOST", 2)
    invited = member(state)
    for start in range(5):
        marked(state, invited, 6, start, start + 2)
    page = entered(state, invited).get("/me/marks", params={"page": asked_for}, headers={"accept-language": "en"})
    assert f"Page {number} of 3" in page.text
    assert page.text.count("<q>") == (2 if number < 3 else 1)
    assert sorted(set(re.findall(r'href="/me/marks\?page=(\d+)"', page.text))) == [str(one) for one in (number - 1, number + 1) if 1 <= one <= 3]
    assert 'href="/me/export.json"' in page.text
    assert f"/me/marks?page={number}&amp;lang=zh-Hans" in page.text or number == 1


def test_a_short_list_is_one_page_without_ways(state: State) -> None:
    invited = member(state)
    marked(state, invited, 6, 0, 2)
    page = entered(state, invited).get("/me/marks", headers={"accept-language": "en"})
    assert ("Page 1" in page.text, part_of(1, 1)) == (False, Part(1, 1))


def test_the_page_of_arrivals_says_which_file_it_is_on_which_device(state: State) -> None:
    page = entered(state, member(state)).get("/me/arrived", headers={"accept-language": "en"})
    assert "documents/My Clippings.txt" in page.text
    assert "manual" not in page.text

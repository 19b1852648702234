"""How many have marked a passage: what a reader sees of it is what the marks up to his place say, and is reckoned behind an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.book.popular import FEWEST, SHORTEST, covered
from reader.club.webtext import PageText, WebBlock
from reader.serve import tally
from reader.serve.seeing import Counted
from reader.serve.state import State
from reader.serve.store import UnavailableError
from reader.serve.tally import passages_of, reckon, told
from reader.serve.texts import Essay
from tests.served import member
from tests.test_serve_marking import SLUG, TOLD, entered, selection, sent

TEXTS = ("甲乙丙丁戊己庚辛", "子丑寅卯辰巳午未", "天地玄黄宇宙洪荒")
HAN = Essay("", "x", "as-published", "e", PageText("zh", "", "", tuple(WebBlock(f"e-l{number}", text) for number, text in enumerate(TEXTS))))
MARKS = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 25), st.integers(1, 14)), max_size=25)


def counted(marks: list[tuple[int, int, int]]) -> list[Counted]:
    """Marks of members, each from a place of the essay on."""
    found = []
    for who, start, length in marks:
        exact = HAN.whole[start : start + length].strip("\n")
        if exact:
            low = HAN.whole.index(exact)
            found.append(Counted(who, HAN.at(low), HAN.at(low + len(exact) - 1), exact, "", ""))
    return found


@given(MARKS, st.sampled_from(["", "e-l0", "e-l1", "e-l2", "gone"]))
def test_what_is_told_is_what_the_marks_say_that_end_where_somebody_has_read(marks: list[tuple[int, int, int]], reached: str) -> None:
    rows = counted(marks)
    read = HAN.order[: HAN.order.index(reached) + 1] if reached in HAN.order else ()
    known = [row for row in rows if row.last in read]
    whole = told(reckon(HAN, rows), HAN, reached)
    assert whole == told(reckon(HAN, known), HAN, reached)
    # In other words than the program's: character by character.
    readers = [len({row.member for row in known if 0 <= at - HAN.whole.index(row.exact) < len(row.exact)}) for at in range(len(HAN.whole))]
    shown = {at: one.readers for one in whole for at in range(*HAN.span(one))}
    assert all(readers[at] >= FEWEST for at in shown)
    assert all(max(readers[at] for at in range(*HAN.span(one))) == one.readers for one in whole)
    ranges = [(low, low + len(row.exact), row.member) for row in known for low in [HAN.whole.index(row.exact)]]
    assert [(*HAN.span(one), one.readers) for one in whole] == [one for one in covered(ranges) if one[1] - one[0] >= SHORTEST]


def test_counts_are_up_to_date_when_a_mark_has_been_answered(state: State) -> None:
    people = [entered(state, member(state, name, handle)) for name, handle in (("阿里", "a-li"), ("阿本", "a-ben"), ("阿菜", "a-cai"))]

    def seen() -> list[int]:
        return [passage["readers"] for passage in people[0].get(TOLD).json()["view"]["passages"]]

    assert sent(people[0], "/me/furthest", block=f"{SLUG}-l7") == 200
    for number, one in enumerate(people):
        assert seen() == []
        assert sent(one, "/me/marks", **selection(state, 4, 0, 6 + number), share="me") == 200
    assert seen() == [3]
    (mark,) = people[1].get(TOLD).json()["view"]["marks"]
    assert sent(people[1], f"/me/marks/{mark['id']}/delete") == 200
    assert seen() == []


def test_no_answer_waits_for_a_tally_that_is_known(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "counted_marks", lambda *_: [])
    passages_of(state.tallies, state.store, HAN, "e-l1")
    monkeypatch.setattr(tally, "counted_marks", lambda *_: pytest.fail("asked for marks"))
    assert passages_of(state.tallies, state.store, HAN, "e-l2") == []


def test_a_tally_that_another_process_may_have_outdated_is_renewed_behind_whatever_is_asked(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    ali = entered(state, member(state))
    assert ali.get(TOLD).status_code == 200
    renewed = []
    monkeypatch.setattr(tally, "counted_marks", lambda *_: renewed.append(1) or [])
    ali.get("/opds")
    assert renewed == []
    state.tallies.renewed -= tally.OLDEST + 1
    ali.get("/opds")
    ali.get("/opds")
    assert renewed == [1]


def test_a_database_that_is_busy_behind_an_answer_spoils_no_answer(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    ali = entered(state, member(state))
    assert ali.get(TOLD).status_code == 200

    asked_for = []

    def busy(*_: object) -> None:
        asked_for.append(1)
        raise UnavailableError("busy", where="x")

    monkeypatch.setattr(tally, "counted_marks", busy)
    state.tallies.renewed -= tally.OLDEST + 1
    assert [ali.get("/opds").status_code for _ in range(3)] == [200, 200, 200]
    assert asked_for == [1]

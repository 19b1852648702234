"""Members' marks in the database: one from two ways, what a person did stays done, what was deleted stays away."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reader.mark import Mark
from reader.serve.furthest import furthest, say_furthest
from reader.serve.marks import (
    Kept,
    add_marks,
    change_note,
    decide,
    delete_mark,
    delete_marks,
    marks_for_the_book,
    marks_of,
    put_mark,
    share_mark,
)
from reader.serve.members import all_members, remove_member
from reader.serve.replies import add_reply, delete_reply, replies_of, replies_to
from reader.serve.schema import STEPS
from reader.serve.sqlite import NAME
from reader.serve.store import asking, close_store, open_store
from tests.marked import BLOCKS, EDITION, ESSAY, kept, members, memory


def test_importing_again_changes_nothing() -> None:
    store = memory()
    (ali,) = members(store, ["阿里"])
    marks = [kept(ali, "算力", note="记"), kept(ali, "芯片", block=BLOCKS[2])]
    assert add_marks(store, ali, marks).new == tuple(one.mark.id for one in marks)
    before = marks_of(store, ali)
    assert add_marks(store, ali, marks) == add_marks(store, ali, [])
    assert marks_of(store, ali) == before
    assert {one.mark.exact for one in before} == {"算力", "芯片"}


def test_a_second_account_of_a_mark_brings_the_longer_note_and_the_place_of_one_that_had_none() -> None:
    store = memory()
    (ali,) = members(store, ["阿里"])
    placed = kept(ali, "算力", note="记")
    orphan = Kept(replace(placed.mark, state="orphan", reason="gone", essay="", nearest=("maojie: …算力…",)), EDITION)
    add_marks(store, ali, [orphan])
    assert add_marks(store, ali, [Kept(replace(placed.mark, note="记得更长"), EDITION, placed.block, placed.last)]).changed == (placed.mark.id,)
    (one,) = marks_of(store, ali)
    assert (one.mark.state, one.mark.note, one.block, one.mark.reason) == ("new", "记得更长", BLOCKS[0], "")
    assert not add_marks(store, ali, [orphan]).changed


def test_what_a_person_wrote_is_not_written_over_by_a_device() -> None:
    store = memory()
    (ali,) = members(store, ["阿里"])
    mark = kept(ali, "算力", note="记")
    add_marks(store, ali, [mark])
    change_note(store, ali, mark.mark.id, "改")
    assert not add_marks(store, ali, [replace(mark, mark=replace(mark.mark, note="设备上更长的记"))]).changed
    assert [one.mark.note for one in marks_of(store, ali)] == ["改"]


def test_words_that_a_device_adds_to_a_shared_mark_are_shared_with_nobody() -> None:
    store = memory()
    (ali,) = members(store, ["阿里"])
    mark = kept(ali, "算力")
    add_marks(store, ali, [mark])
    share_mark(store, ali, mark.mark.id, "club")
    add_marks(store, ali, [replace(mark, mark=replace(mark.mark, note="只给自己"))])
    assert [(one.mark.share, one.mark.note) for one in marks_of(store, ali)] == [("me", "只给自己")]


def test_what_was_deleted_comes_back_from_no_device_but_from_its_member() -> None:
    store = memory()
    (ali,) = members(store, ["阿里"])
    mark = kept(ali, "算力", note="记")
    add_marks(store, ali, [mark, kept(ali, "芯片")])
    delete_mark(store, ali, mark.mark.id)
    assert add_marks(store, ali, [mark]).kept_away == (mark.mark.id,)
    assert put_mark(store, ali, mark)
    assert len(marks_of(store, ali)) == 2
    delete_marks(store, ali)
    assert len(add_marks(store, ali, [mark, kept(ali, "芯片")]).kept_away) == 2
    assert not marks_of(store, ali)


def test_a_mark_made_again_without_a_note_keeps_the_one_it_has() -> None:
    store = memory()
    (ali,) = members(store, ["阿里"])
    put_mark(store, ali, kept(ali, "算力", note="记"))
    put_mark(store, ali, kept(ali, "算力", share="club"))
    assert [(one.mark.note, one.mark.share) for one in marks_of(store, ali)] == [("记", "club")]


def test_nobody_touches_the_marks_of_another() -> None:
    store = memory()
    ali, ben = members(store, ["阿里", "阿本"])
    mark = kept(ali, "算力", note="记")
    add_marks(store, ali, [mark])
    change_note(store, ben, mark.mark.id, "改")
    share_mark(store, ben, mark.mark.id, "book")
    delete_mark(store, ben, mark.mark.id)
    delete_marks(store, ben)
    assert marks_of(store, ali) == [mark]
    assert marks_of(store, ben) == []


def test_consent_to_print_is_given_for_the_words_that_were_there_and_can_be_taken_back() -> None:
    store = memory()
    (ali,) = members(store, ["阿里"])
    mark = kept(ali, "算力", note="记", share="book")
    add_marks(store, ali, [mark, kept(ali, "芯片", share="club", note="给朋友")])
    assert [one.mark.exact for one in marks_for_the_book(store, EDITION)] == ["算力"]
    decide(store, mark.mark.id, "accepted")
    assert [one.mark.state for one in marks_for_the_book(store, EDITION)] == ["accepted"]
    change_note(store, ali, mark.mark.id, "另外的话")
    assert [one.mark.state for one in marks_for_the_book(store, EDITION)] == ["new"]
    decide(store, mark.mark.id, "accepted")
    share_mark(store, ali, mark.mark.id, "club")
    assert not marks_for_the_book(store, EDITION)
    decide(store, mark.mark.id, "accepted")
    assert {one.mark.state for one in marks_of(store, ali)} == {"new"}


def test_a_mark_without_a_place_is_shared_with_nobody() -> None:
    store = memory()
    (ali,) = members(store, ["阿里"])
    orphan = Kept(Mark("x", "阿里", "", "哪里", state="orphan"), EDITION)
    add_marks(store, ali, [orphan])
    share_mark(store, ali, "x", "club")
    assert marks_of(store, ali) == [orphan]


def test_answers_stay_with_their_mark_and_can_be_taken_back_by_whoever_gave_or_got_them() -> None:
    store = memory()
    ali, ben, cai = members(store, ["阿里", "阿本", "阿菜"])
    mark = kept(ali, "算力", share="club")
    add_marks(store, ali, [mark])
    for who, text in ((ben, "不对"), (ben, "不对"), (cai, " "), (cai, "对")):
        add_reply(store, who, mark.mark.id, text, now=5)
    given = replies_to(store, [mark.mark.id])[mark.mark.id]
    assert sorted((one.member, one.text, one.made) for one in given) == [("阿本", "不对", 5), ("阿菜", "对", 5)]
    names = {one.member: one.id for one in given}
    delete_reply(store, cai, names["阿本"])
    assert len(replies_of(store, ben)) == 1
    delete_reply(store, ali, names["阿本"])
    delete_reply(store, cai, names["阿菜"])
    assert not replies_to(store, [mark.mark.id])
    add_reply(store, ben, mark.mark.id, "还在", now=6)
    delete_mark(store, ali, mark.mark.id)
    assert not replies_of(store, ben)


def test_whoever_leaves_takes_everything_along() -> None:
    store = memory()
    ali, ben = members(store, ["阿里", "阿本"])
    mine, others = kept(ali, "算力", share="club"), kept(ben, "芯片", share="club")
    add_marks(store, ali, [mine])
    add_marks(store, ben, [others])
    add_reply(store, ali, others.mark.id, "答", now=1)
    say_furthest(store, ali, EDITION, ESSAY, BLOCKS[1])
    remove_member(store, ali)
    with asking(store) as connection:
        for table in ("mark", "deleted_mark", "reply", "furthest"):
            assert not connection.execute(f"SELECT 1 FROM {table} WHERE member = ?", (ali.id,)).fetchall()
    assert marks_of(store, ben) == [others]


def test_how_far_somebody_has_read_is_as_he_says_forward_and_back() -> None:
    store = memory()
    ali, ben = members(store, ["阿里", "阿本"])
    for block in (BLOCKS[4], BLOCKS[1]):
        say_furthest(store, ali, EDITION, ESSAY, block)
        assert furthest(store, ali, EDITION) == {ESSAY: block}
    assert furthest(store, ben, EDITION) == {}
    say_furthest(store, ali, EDITION, ESSAY, "")
    assert furthest(store, ali, EDITION) == {}


@pytest.mark.sqlite
def test_a_database_of_the_first_version_gets_the_new_tables_and_keeps_its_members(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / NAME)) as connection:
        connection.executescript(f"{STEPS[0]} INSERT INTO member VALUES (1, 'a-li', '阿里', 0); PRAGMA user_version = 1;")
    store = open_store(tmp_path)
    (ali,) = all_members(store)
    add_marks(store, ali, [kept(ali, "算力")])
    with asking(store) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(STEPS),)
    assert len(marks_of(store, ali)) == 1
    close_store(store)


@given(st.lists(st.tuples(st.sampled_from("甲乙丙丁"), st.sampled_from(["", "记", "记得"]), st.booleans()), max_size=8))
def test_however_often_and_in_what_portions_marks_arrive_they_are_the_same_ones(accounts: list[tuple[str, str, bool]]) -> None:
    once, often = memory(), memory()
    (ali,), (same,) = members(once, ["阿里"]), members(often, ["阿里"])
    marks = [kept(ali, words, note=note) if placed else _orphan(kept(ali, words, note=note)) for words, note, placed in accounts]
    add_marks(once, ali, marks)
    for mark in marks:
        add_marks(often, same, [mark])
        add_marks(often, same, [mark])
    add_marks(often, same, marks)
    assert marks_of(once, ali) == marks_of(often, same)
    assert len(marks_of(once, ali)) == len({words for words, _, _ in accounts})


def _orphan(one: Kept) -> Kept:
    return Kept(replace(one.mark, essay="", state="orphan", reason="gone"), EDITION)

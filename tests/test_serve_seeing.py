"""The spoiler rule as a law: what is shown, and that what is hidden leaves no trace."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.mark import SHARES, Share
from reader.serve.clubfile import Club, Meeting, held
from reader.serve.furthest import furthest, say_furthest
from reader.serve.marks import Kept, add_marks
from reader.serve.replies import add_reply, replies_to
from reader.serve.seeing import seen_marks, sight
from reader.serve.store import Store
from tests.marked import BLOCKS, EDITION, ESSAY, kept, members, memory

NAMES = ("阿里", "阿本", "阿菜", "阿丁")
NOW = 1_800_000_000
Row = tuple[int, int, int, str, bool]


def _meeting(essay: str, until: str, end: int) -> Meeting:
    return Meeting("", EDITION, essay, datetime.fromtimestamp(end, UTC) - timedelta(minutes=1), 1, until, "")


ROWS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.integers(0, 5), st.sampled_from(SHARES), st.booleans()), max_size=12)
FURTHEST = st.integers(-1, 5)
MEETINGS = st.lists(st.builds(Meeting, st.sampled_from([ESSAY, "wushi"]), st.sampled_from(["", "gone", *BLOCKS]), st.integers(NOW - 2, NOW + 2)), max_size=3)


def _mark(store_members: Sequence[Any], row: Row, number: int) -> Kept:
    who, start, end, share, _ = row
    first, last = sorted((start, end))
    return kept(store_members[who], f"词{'甲乙丙丁戊己庚辛壬癸子丑'[number]}", block=BLOCKS[first], last=BLOCKS[last], share=share, note="记")


def _world(rows: Sequence[Row | None], reach: int) -> tuple[Store, list[Any]]:
    """A group's marks with an answer to some; None is a mark that nobody made."""
    store = memory()
    people = members(store, NAMES)
    for number, row in enumerate(rows):
        if row:
            mark = _mark(people, row, number)
            add_marks(store, people[row[0]], [mark])
            if row[4]:
                add_reply(store, people[(row[0] + 1) % 4], mark.mark.id, "答", now=number)
    if reach >= 0:
        say_furthest(store, people[0], EDITION, ESSAY, BLOCKS[reach])
    return store, people


def _shown(store: Store, people: Sequence[Any], meetings: Sequence[Meeting]) -> Any:
    seen = _sight(store, people, meetings)
    marks = seen_marks(store, people[0], EDITION, ESSAY, seen)
    return marks, replies_to(store, [one.mark.id for one in marks])


def _sight(store: Store, people: Sequence[Any], meetings: Sequence[Meeting]) -> frozenset[str]:
    met = held(Club(meetings=tuple(meetings)), EDITION, ESSAY, now=NOW)
    return sight(BLOCKS, furthest(store, people[0], EDITION).get(ESSAY, ""), [meeting.until for meeting in met])


def _may_see(row: Row, reach: int, meetings: Sequence[Meeting]) -> bool:
    """The rule in other words than the program's."""
    if row[0] == 0:
        return True
    met = max((_number(meeting) for meeting in meetings if meeting.essay == ESSAY and meeting.end.timestamp() <= NOW), default=-1)
    return row[3] in {"club", "book"} and max(row[1], row[2]) <= max(reach, met)


def _number(meeting: Meeting) -> int:
    return 5 if not meeting.until else BLOCKS.index(meeting.until) if meeting.until in BLOCKS else -1


@given(ROWS, FURTHEST, MEETINGS)
def test_a_member_sees_what_is_shared_up_to_where_he_has_read_or_the_group_has_met(rows: list[Row], reach: int, meetings: list[Meeting]) -> None:
    store, people = _world(rows, reach)
    seen = _sight(store, people, meetings)
    shown = {one.mark.id for one in seen_marks(store, people[0], EDITION, ESSAY, seen)}
    assert shown == {_mark(people, row, number).mark.id for number, row in enumerate(rows) if _may_see(row, reach, meetings)}


@given(ROWS, FURTHEST, MEETINGS)
def test_what_is_hidden_leaves_no_trace(rows: list[Row], reach: int, meetings: list[Meeting]) -> None:
    without = [row if _may_see(row, reach, meetings) else None for row in rows]
    assert _shown(*_world(rows, reach), meetings) == _shown(*_world(without, reach), meetings)


@pytest.mark.sqlite
@pytest.mark.parametrize("share", SHARES)
def test_the_database_goes_no_step_further_for_what_is_hidden(share: Share) -> None:
    steps = {count: _steps(*_world_of_hidden(count, share), []) for count in (10, 300)}
    assert steps[10] == steps[300]


def _world_of_hidden(count: int, share: Share) -> tuple[Store, list[Any]]:
    """A few marks that are to be seen, and so many further on."""
    store, people = _world([(0, 0, 0, "me", False), (1, 1, 1, "club", True), (2, 0, 1, "me", False)], 1)
    hidden = (chr(0x4E00 + number) * 3 for number in range(count))
    add_marks(store, people[1], [kept(people[1], words, block=BLOCKS[2], last=BLOCKS[2 + number % 4], share=share) for number, words in enumerate(hidden)])
    return store, people


def _steps(store: Store, people: Sequence[Any], meetings: Sequence[Meeting]) -> int:
    """How many instructions SQLite carries out for what is shown."""
    steps = [0]

    def count() -> None:
        steps[0] += 1

    store.connection.set_progress_handler(count, 1)
    _shown(store, people, meetings)
    store.connection.set_progress_handler(None, 1)
    return steps[0]


def test_who_has_said_nothing_of_his_reading_sees_nothing_before_the_meeting() -> None:
    store, people = _world([(1, 0, 0, "club", False)], -1)
    assert _shown(store, people, [])[0] == []
    assert _shown(store, people, [_meeting(ESSAY, "", NOW + 1)])[0] == []
    assert len(_shown(store, people, [_meeting(ESSAY, "", NOW)])[0]) == 1


def test_other_editions_and_essays_are_other_texts() -> None:
    store, people = _world([(1, 0, 0, "club", False)], 5)
    seen = _sight(store, people, [])
    assert seen_marks(store, people[0], "another", ESSAY, seen) == []
    assert seen_marks(store, people[0], EDITION, "wushi", seen) == []

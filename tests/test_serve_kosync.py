"""KOReader's protocol, spoken as its client and Readest's speak it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from reader.serve import kosync
from reader.serve.limits import BURST
from reader.serve.progress import read_push
from reader.serve.state import State
from reader.serve.store import changing, close_store
from tests.served import NOW, asked, key, member, state_at


def book(state: State, name: str) -> str:
    return next(file.book.koreader for file in state.files.by_hash.values() if file.book.file.endswith(name))


def place(document: str, progress: str, **others: Any) -> dict[str, Any]:
    return {"document": document, "progress": progress, "percentage": 0.25, "device": "Kobo_libra", "device_id": "A1", **others}


def test_a_place_comes_back_as_it_was_sent(state: State) -> None:
    client, headers = asked(state), key(member(state))
    assert client.get("/users/auth", headers=headers).json() == {"authorized": "OK"}
    sent = place("0123456789abcdef0123456789abcdef", "/body/DocFragment[3]/body/p[2]/text().0")
    assert client.put("/syncs/progress", json=sent, headers=headers).json() == {"document": sent["document"], "timestamp": NOW}
    assert client.get(f"/syncs/progress/{sent['document']}", headers=headers).json() == sent | {"timestamp": NOW}
    assert client.get("/syncs/progress/other", headers=headers).json() == {}


def test_a_place_in_one_book_is_offered_in_another_at_the_same_paragraph(state: State) -> None:
    client, headers = asked(state), key(member(state))
    mine, other = book(state, ".zh-Hans.epub"), book(state, ".zh-Hant-TW.kepub.epub")
    one, two = state.files.find(mine), state.files.find(other)
    assert one
    assert two
    name = list(one.pointers)[len(one.pointers) // 2]
    client.put("/syncs/progress", json=place(mine, f"{one.pointers[name]}/text().5"), headers=headers)
    answer = client.get(f"/syncs/progress/{other}", headers=headers).json()
    assert (answer["document"], answer["progress"], answer["percentage"]) == (other, f"{two.pointers[name]}.0", 0.25)
    client.put("/syncs/progress", json=place(other, f"{two.pointers[name]}.0", device_id="B2"), headers=headers)
    assert client.get(f"/syncs/progress/{other}", headers=headers).json()["device_id"] == "B2"


def test_the_books_name_is_as_good_as_its_hash(state: State) -> None:
    client, headers = asked(state), key(member(state))
    file = state.files.find(book(state, ".zh-Hans.epub"))
    assert file
    pointer = f"{list(file.pointers.values())[3]}.0"
    client.put("/syncs/progress", json=place(file.book.koreader, pointer), headers=headers)
    assert client.get(f"/syncs/progress/{file.book.koreader_name}", headers=headers).json()["progress"] == pointer


def test_nobody_sees_anothers_place(state: State) -> None:
    client, mine, other = asked(state), key(member(state)), key(member(state, "小王", "xiao-wang"))
    client.put("/syncs/progress", json=place("d" * 32, "1"), headers=mine)
    assert client.get(f"/syncs/progress/{'d' * 32}", headers=other).json() == {}


def test_the_code_serves_in_the_path_and_in_basic_authorization(state: State) -> None:
    client, invited = asked(state), member(state)
    assert client.get(f"/k/{invited.device}/users/auth").status_code == 200
    assert client.get("/users/auth", auth=(invited.member.handle, invited.device)).status_code == 200
    assert client.get("/users/auth", auth=("somebody", invited.device)).status_code == 401
    assert client.get(f"/k/{invited.device}/me").status_code == 404


@pytest.mark.parametrize("headers", [{}, {"x-auth-user": "a-li", "x-auth-key": "0" * 32}, {"authorization": "Basic !!"}, {"authorization": "Bearer x"}])
def test_a_wrong_code_is_told_so(state: State, headers: dict[str, str]) -> None:
    member(state)
    answer = asked(state).get("/users/auth", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, 2001)


def test_nobody_registers(state: State) -> None:
    answer = asked(state).post("/users/create", json={"username": "a", "password": "b"})
    assert (answer.status_code, answer.json()["code"]) == (402, 2005)


def test_whoever_guesses_is_held_up_and_whoever_knows_is_not(state: State) -> None:
    client, headers = asked(state), key(member(state))
    codes = [client.get("/users/auth", headers={"x-auth-user": "a-li", "x-auth-key": str(number)}).status_code for number in range(BURST + 5)]
    assert codes == [401] * BURST + [429] * 5
    assert [client.get("/users/auth", headers=headers).status_code for _ in range(30)] == [200] * 30


@pytest.mark.sqlite
@pytest.mark.parametrize(("message", "status"), [("database or disk is full", 507), ("database is locked", 503), ("attempt to write a readonly database", 503)])
def test_a_passing_fault_is_no_401(state: State, monkeypatch: pytest.MonkeyPatch, message: str, status: int) -> None:
    def fail(*_: object, **__: object) -> int:
        with changing(state.store):
            raise sqlite3.OperationalError(message)

    monkeypatch.setattr(kosync, "keep", fail)
    assert asked(state).put("/syncs/progress", json=place("d", "1"), headers=key(member(state))).status_code == status


def test_a_clock_that_jumps_back_takes_no_place_with_it(site: Path, tmp_path: Path) -> None:
    times = iter([NOW, NOW, NOW, NOW - 5000, NOW - 5000])
    state = state_at(site, tmp_path / "data", now=lambda: next(times))
    client, headers = asked(state), key(member(state))
    stamps = [client.put("/syncs/progress", json=place("d", str(number)), headers=headers).json()["timestamp"] for number in range(4)]
    assert stamps == sorted(stamps)
    assert client.get("/syncs/progress/d", headers=headers).json()["progress"] == "3"
    close_store(state.store)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda some: st.lists(some, max_size=3) | st.dictionaries(st.text(max_size=9), some, max_size=3),
    max_leaves=8,
)
FIELDS = st.fixed_dictionaries({}, optional=dict.fromkeys(("document", "progress", "percentage", "device", "device_id"), JSON))


@settings(deadline=None)
@given(JSON | FIELDS)
def test_any_json_is_a_push_or_none(value: Any) -> None:
    push = read_push(value)
    assert push is None or (push.document and 0 <= push.percentage <= 1)


def test_a_body_without_end_is_cut_off(state: State) -> None:
    client: TestClient = asked(state)
    headers = key(member(state))
    assert client.put("/syncs/progress", content=b"[" * 100_000, headers=headers).status_code == 413
    assert client.put("/syncs/progress", content=b"[" * 20_000, headers=headers).status_code == 403
    assert client.put("/syncs/progress", content=b"", headers=headers).status_code == 403

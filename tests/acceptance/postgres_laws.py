"""What the service promises of PostgreSQL besides what it promises of any database. `python -m tests.acceptance.postgres` runs it."""

from __future__ import annotations

import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from itertools import product
from pathlib import Path
from string import ascii_lowercase

import httpx2 as httpx
import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import UsageError
from reader.serve import kosync, marks, postgres_opening, schema
from reader.serve.access import by_code
from reader.serve.arrivals import take_in
from reader.serve.backup import back_up, restore
from reader.serve.furthest import say_furthest
from reader.serve.marks import add_marks, delete_mark, marks_of, put_mark
from reader.serve.members import MOST_DEVICES, add_device, all_members, devices_of, invite
from reader.serve.postgres_opening import VERSION
from reader.serve.replies import add_reply
from reader.serve.schema import STEPS
from reader.serve.state import State
from reader.serve.store import Store, UnavailableError, asking, changing, close_store, open_store
from tests.acceptance.postgres import server
from tests.commands import SECONDS, run, run_process, until
from tests.databases import SERVER, database_of, fresh_store
from tests.marked import BLOCKS, EDITION, ESSAY, kept, members
from tests.served import asked, key, member
from tests.service import code_of, pulled, push, serving


def tables(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but the version's, in an order of their own."""
    names = [text.split()[2] for text in schema.statements_after(0, where="") if text.split()[:2] == ["CREATE", "TABLE"]]
    with asking(store) as connection:
        return {name: sorted(map(tuple, connection.execute(f"SELECT * FROM {name}").fetchall())) for name in names if name != "browser"}


def test_a_server_that_crashes_is_a_passing_fault_and_loses_nothing(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, told = tmp_path / "data", list[str]()
    with server() as own:
        monkeypatch.setattr("tests.service.kept_at", lambda folder: ("--data", str(folder), "--database", own.address()))
        auth = code_of(data)
        with serving(site, data) as (process, address), httpx.Client(auth=auth, timeout=SECONDS) as client:
            for turn in range(2):
                for number in range(20):
                    told.append(f"d{turn}-{number}")
                    assert push(client, address, told[-1]) == 200
                own.crash()
                assert push(client, address, "nowhere") == 503
                assert client.get(f"{address}users/auth").status_code == 503
                assert client.get(f"{address}healthcheck").status_code == 200
                own.start()
                assert [document for document in told if not pulled(client, address, document)] == []
            assert push(client, address, "after") == 200
            assert pulled(client, address, "nowhere") == ""
            process.terminate()
            assert process.wait(SECONDS) == 0
            assert process.stdout
            assert "Traceback" not in process.stdout.read()


def test_a_server_that_answers_no_more_is_waited_for_by_few_and_holds_no_end_up(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "data"
    with server() as own:
        monkeypatch.setattr("tests.service.kept_at", lambda folder: ("--data", str(folder), "--database", own.address()))
        auth = code_of(data)
        with serving(site, data) as (process, address), httpx.Client(auth=auth, timeout=SECONDS) as client, ThreadPoolExecutor(2) as pool:
            assert push(client, address, "before") == 200
            own.signal(signal.SIGSTOP)
            try:
                asked = [pool.submit(push, client, address, "meanwhile") for _ in range(2)]
                # One waits for the server, the other not for him.
                assert next(as_completed(asked)).result() == 503
            finally:
                own.signal(signal.SIGCONT)
            assert sorted(one.result() for one in asked) == [200, 503]
            own.signal(signal.SIGSTOP)
            try:
                asked = [pool.submit(push, client, address, "never") for _ in range(2)]
                assert next(as_completed(asked)).result() == 503
                process.terminate()
                assert process.wait(SECONDS) == 0
                assert all(one.exception() or one.result() == 503 for one in asked)
            finally:
                own.signal(signal.SIGCONT)


@pytest.mark.parametrize(("code", "status"), [("53100", 507), ("25006", 503), ("55P03", 503), ("57014", 503), ("40P01", 503)])
def test_a_passing_fault_is_no_401(state: State, monkeypatch: pytest.MonkeyPatch, code: str, status: int) -> None:
    def fail(*_: object, **__: object) -> int:
        with changing(state.store) as connection:
            connection.execute(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{code}'; END $$")
        return 0

    headers, client = key(member(state)), asked(state)
    place = {"document": "d", "progress": "1", "percentage": 0.5, "device": "K", "device_id": "1"}
    with monkeypatch.context() as patched:
        patched.setattr(kosync, "keep", fail)
        assert client.put("/syncs/progress", json=place, headers=headers).status_code == status
    assert client.put("/syncs/progress", json=place, headers=headers).status_code == 200


def test_what_failed_is_never_taken_for_kept(state: State) -> None:
    def fail() -> None:
        with changing(state.store) as connection:
            connection.execute("INSERT INTO member (handle, name, joined) VALUES ('a', 'a', 0)")
            with suppress(psycopg.Error):
                connection.execute("SELECT 1 / 0")

    with pytest.raises(UnavailableError, match="it was not kept"):
        fail()
    assert all_members(state.store) == []


def test_programs_that_start_at_once_make_the_tables_once(tmp_path: Path) -> None:
    address = database_of(tmp_path / "data")
    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(lambda number: run_process("invite", f"成员{number}", "--database", address, "--json", cwd=tmp_path), range(4)))
    assert [(one.code, one.err) for one in said] == [(0, "")] * 4
    store = open_store(tmp_path, address)
    assert len({one.handle for one in all_members(store)}) == 4
    with asking(store) as connection:
        assert connection.execute(f"SELECT version FROM {VERSION}").fetchall() == [(len(STEPS),)]
    close_store(store)


def at_once(tmp_path: Path, work: Callable[[tuple[int, Store]], object]) -> None:
    """The work by eight, in turn on two connections to one database."""
    stores = [open_store(tmp_path, database_of(tmp_path)) for _ in range(2)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, [(number, stores[number % 2]) for number in range(8)]))
    for store in stores:
        close_store(store)


def test_two_services_lose_and_double_no_mark_and_keep_to_the_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(tmp_path, database_of(tmp_path))
    (ali,) = members(store, ["阿里"])
    every = [kept(ali, "".join(letters)) for letters in product(ascii_lowercase, repeat=2)]
    # The first twenty come from everywhere, ten more from each side alone.
    at_once(tmp_path, lambda one: take_in(one[1], ali, [*every[:20], *every[20 + 10 * one[0] : 30 + 10 * one[0]]], name="K", now=one[0]))
    assert sorted(one.mark.id for one in marks_of(store, ali)) == sorted(one.mark.id for one in every[:100])

    monkeypatch.setattr(marks, "MOST", 105)
    at_once(tmp_path, lambda one: [put_mark(one[1], ali, every[100 + 10 * one[0] + number]) for number in range(4)])
    assert len(marks_of(store, ali)) == 105

    def more_devices(one: tuple[int, Store]) -> None:
        with suppress(UsageError):
            for number in range(5):
                add_device(one[1], ali, f"{one[0]}-{number}", now=1)

    at_once(tmp_path, more_devices)
    assert len(list(devices_of(store, ali))) == MOST_DEVICES
    close_store(store)


def test_who_changes_something_waits_for_who_does(tmp_path: Path) -> None:
    one, two = (open_store(tmp_path, database_of(tmp_path)) for _ in range(2))
    (ali,) = members(one, ["阿里"])

    def somebody_waits() -> bool:
        with asking(one) as connection:
            return bool(connection.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted").fetchone()[0])

    with ThreadPoolExecutor(1) as pool, changing(one) as connection:
        other = pool.submit(add_device, two, ali, "the last", now=1)
        until(somebody_waits)
        for number in range(MOST_DEVICES - 1):
            values = (ali.id, bytes([number]), bytes([number]))
            connection.execute("INSERT INTO device (member, label, code, md5, made) VALUES (?, '', ?, ?, 0)", values)
    assert "has 20 devices" in str(other.exception())
    close_store(one)
    close_store(two)


def test_two_who_push_at_once_get_numbers_of_their_own(site: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    auth = code_of(data)
    with serving(site, data) as (_, one), serving(site, data) as (_, two):

        def push_many(numbered: tuple[int, str]) -> set[int]:
            with httpx.Client(auth=auth, timeout=SECONDS) as client:
                return {push(client, numbered[1], f"d{numbered[0]}-{number}") for number in range(25)}

        with ThreadPoolExecutor(4) as pool:
            assert set().union(*pool.map(push_many, enumerate([one, two, one, two]))) == {200}
    store = open_store(data, database_of(data))
    with asking(store) as connection:
        assert sorted(row[0] for row in connection.execute("SELECT number FROM progress")) == list(range(1, 101))
    close_store(store)


TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=6)


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=8, unique_by=lambda one: one[0]))
def test_lists_go_by_code_points(made: list[tuple[str, str]]) -> None:
    store = fresh_store()
    (ali,) = members(store, ["阿里"])
    add_marks(store, ali, [kept(ali, words, made=day) for words, day in made])
    order = [(one.mark.made, one.mark.id) for one in marks_of(store, ali)]
    assert order == sorted(order)


def filled(store: Store) -> None:
    """Something in every table."""
    ali, ben = (invite(store, name, name, label="Kobo\n1", now=5).member for name in ("阿里", "阿本"))
    first, second = kept(ali, "算力", share="club", note="第一\\t\n行"), kept(ali, "芯片")
    take_in(store, ali, [first, second], name="K", now=7, digest=b"\0\xff\\x")
    delete_mark(store, ali, second.mark.id)
    add_reply(store, ben, first.mark.id, "答", now=8)
    say_furthest(store, ali, EDITION, ESSAY, BLOCKS[1])
    with changing(store) as connection:
        values = (ali.id, "d", "", 1 / 3, "K", "", "", "", 1 << 40, 1)
        connection.execute(f"INSERT INTO progress VALUES ({', '.join('?' * len(values))})", values)
        session = (b"\0" * 32, ben.id, 9, 8, "Firefox")
        connection.execute("INSERT INTO session (code, member, until, made, browser) VALUES (?, ?, ?, ?, ?)", session)


def test_a_copy_goes_from_either_to_the_other_and_holds_the_same(tmp_path: Path) -> None:
    first, last = database_of(tmp_path / "first"), database_of(tmp_path / "last")
    store = open_store(tmp_path, first)
    filled(store)
    before = tables(store)
    assert all(before.values())
    back_up(tmp_path, tmp_path / "one.sqlite", database=first)
    restore(tmp_path / "moved", tmp_path / "one.sqlite")
    file = open_store(tmp_path / "moved")
    assert tables(file) == before
    close_store(file)
    back_up(tmp_path / "moved", tmp_path / "two.sqlite")
    other = open_store(tmp_path, last)
    members(other, ["丙", "丁", "戊"])
    restore(tmp_path, tmp_path / "two.sqlite", database=last)
    assert tables(other) == before
    restore(tmp_path, tmp_path / "two.sqlite", database=database_of(tmp_path / "empty"))
    empty = open_store(tmp_path, database_of(tmp_path / "empty"))
    # Whoever comes then gets a number that nobody had.
    for behind, number in ((other, 4), (empty, 3)):
        assert by_code(behind, invite(behind, "丙", "bing", label="Kobo", now=9).device)
        assert [one.id for one in all_members(behind)] == [1, 2, number]
    for one in (store, other, empty):
        close_store(one)


def test_of_an_empty_database_there_is_no_copy(tmp_path: Path) -> None:
    said = run("backup", "x.sqlite", "--database", database_of(tmp_path / "nothing"), cwd=tmp_path)
    assert (said.code, "holds no database" in said.err, said.err.count("\n")) == (4, True, 1)
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_a_former_version_is_brought_up_to_date_and_keeps_what_it_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = database_of(tmp_path)
    with monkeypatch.context() as former:
        for module in (schema, postgres_opening):
            former.setattr(module, "STEPS", STEPS[:4])
        store = open_store(tmp_path, address)
        with changing(store) as connection:
            connection.execute("INSERT INTO member (handle, name, joined) VALUES ('a-li', '阿里', 0)")
            for number, until in ((1, 9), (2, 8)):
                connection.execute("INSERT INTO session (code, member, until) SELECT ?, id, ? FROM member", (bytes([number]), until))
        close_store(store)
    store = open_store(tmp_path, address)
    with asking(store) as connection:
        assert connection.execute("SELECT code, until FROM session ORDER BY id").fetchall() == [(b"\2", 8), (b"\1", 9)]
        assert connection.execute(f"SELECT version FROM {VERSION}").fetchall() == [(len(STEPS),)]
    assert [one.name for one in all_members(store)] == ["阿里"]
    close_store(store)


def test_a_database_of_a_later_version_is_refused(tmp_path: Path) -> None:
    address = database_of(tmp_path)
    close_store(open_store(tmp_path, address))
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"UPDATE {VERSION} SET version = {len(STEPS) + 1}".encode())
    said = run("invite", "阿里", "--database", address, cwd=tmp_path)
    assert (said.code, "was written by a later version" in said.err, said.err.count("\n")) == (4, True, 1)


def test_what_cannot_be_used_is_said_in_one_line_without_the_password(tmp_path: Path) -> None:
    by_socket, port = SERVER, SERVER.rpartition("port=")[2]
    with psycopg.connect(by_socket, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA foreign_tables; CREATE TABLE foreign_tables.member (id INTEGER)")
        connection.execute("CREATE DATABASE ascii ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0")
        connection.execute("CREATE ROLE guest LOGIN")
    loopback = f"127.0.0.1:{port}/postgres"
    cases = [
        (f"postgresql://reader:Falsch@{loopback}", "password authentication failed", "PGPASSWORD"),
        (f"postgresql://reader@{loopback}", "no password supplied", "PGPASSWORD"),
        (by_socket.replace("/postgres?", "/nothing?"), "does not exist", "createdb"),
        (by_socket.replace("reader@", "nobody@"), "does not exist", "createuser"),
        (by_socket.replace("reader@", "guest@"), "permission denied", "owns"),
        (f"{by_socket}&options=-csearch_path%3Dforeign_tables", "already exists", "nothing else uses"),
        (by_socket.replace("/postgres?", "/ascii?"), "SQL_ASCII", "createdb"),
    ]
    for address, what, advice in cases:
        said = run("invite", "阿里", "--database", address, cwd=tmp_path)
        line = said.err.splitlines()[-1]
        assert (said.code, what in line, advice in line.partition("→")[2]) == (5, True, True), line
        assert len(said.err.splitlines()) == 1 + ("Falsch" in address)
        assert "Falsch" not in said.err


def test_the_password_may_stand_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    port = SERVER.rpartition("port=")[2]
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA by_password")
    monkeypatch.setenv("PGPASSWORD", "Geheim")
    monkeypatch.setenv("READER_DATABASE", f"postgresql://reader@127.0.0.1:{port}/postgres?options=-csearch_path%3Dby_password")
    said = run("invite", "阿里", cwd=tmp_path)
    assert (said.code, "Geheim" in said.out + said.err) == (0, False)
    monkeypatch.delenv("PGPASSWORD")
    monkeypatch.setenv("READER_DATABASE", f"postgresql://reader:Geheim@127.0.0.1:{port}/postgres?options=-csearch_path%3Dby_password")
    said = run("invite", "阿里", "--again", cwd=tmp_path)
    assert (said.code, "Geheim" in said.out + said.err) == (0, False)


def test_a_nul_that_it_cannot_keep_comes_back_as_the_sign_for_what_cannot_be_shown(state: State) -> None:
    headers, client = key(member(state)), asked(state)
    place = {"document": "d\0", "progress": "1\0", "percentage": 0.5, "device": "K", "device_id": "1"}
    assert client.put("/syncs/progress", json=place, headers=headers).status_code == 200
    assert client.get("/syncs/progress/d%00", headers=headers).json()["progress"] == "1\N{REPLACEMENT CHARACTER}"


def test_a_change_is_none_of_a_question(state: State) -> None:
    with pytest.raises(UnavailableError, match="read-only"), asking(state.store) as connection:
        connection.execute("DELETE FROM member")

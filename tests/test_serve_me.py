"""A member's own page: where he was last, on what; which browsers know him, and how each forgets him."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from reader.serve.access import by_session
from reader.serve.members import all_members, hashed, remove_member
from reader.serve.schema import STEPS
from reader.serve.sessions import browser_name, sessions_of
from reader.serve.sqlite import NAME
from reader.serve.state import State
from reader.serve.store import asking, close_store, open_store
from tests.served import NOW, asked, key, member

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
KOBO = "Mozilla/5.0 (Linux; U; Android 2.0; en-us;) AppleWebKit/538.1 (KHTML, like Gecko) Version/4.0 Mobile Safari/538.1 (Kobo Touch 0377/4.38)"


@pytest.fixture(autouse=True)
def shanghai(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine's clock shows the time of Shanghai."""
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


def browser(state: State, link: str, agent: str = FIREFOX) -> TestClient:
    client = asked(state)
    assert client.post(f"/join/{link}", headers={"user-agent": agent}).status_code == 303
    return client


def texts(client: TestClient, language: str = "en") -> str:
    return str(html.fromstring(client.get(f"/me?lang={language}").content).text_content())


def form_of(client: TestClient) -> dict[str, str]:
    return {"form": str(html.fromstring(client.get("/me").content).xpath("string(//input[@name='form']/@value)"))}


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process")
def test_the_last_sync_is_told_with_device_time_and_essay(site: Path, state: State) -> None:
    invited = member(state)
    client = browser(state, invited.link)
    assert "No device has said yet" in texts(client)
    book = next(one for one in state.files.by_hash.values() if one.book.text == "zh-Hans" and one.book.variant == "universal")
    push = {"document": book.book.koreader, "progress": f"{book.pointers['cha-l3']}.0", "percentage": 0.37, "device": "Kobo", "device_id": "1"}
    assert client.put("/syncs/progress", json=push, headers=key(invited)).status_code == 200
    assert "Last sync: Kobo, 2027-01-15 16:00 (UTC+8), 〈茶与咖啡〉, 37%" in texts(client)
    assert "最近一次同步：Kobo, 2027-01-15 16:00 (UTC+8), 〈茶与咖啡〉, 37%" in texts(client, "zh-Hans")
    assert "最近一次同步：Kobo, 2027-01-15 16:00 (UTC+8), 〈茶與咖啡〉, 37%" in texts(client, "zh-Hant")
    assert client.put("/syncs/progress", json=push | {"document": "d" * 32, "device": "Boox"}, headers=key(invited)).status_code == 200
    assert "Last sync: Boox, 2027-01-15 16:00 (UTC+8), a file unknown here, 37%" in texts(client)
    assert "Kobo, 2027-01-15 16:00 (UTC+8), 〈茶与咖啡〉, 37%" in texts(client)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox, Windows"),
        (KOBO, "Kobo, Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15", "Safari, Mac"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Mobile/15E148 MicroMessenger/8.0.50", "WeChat, iPhone"),
        ("", ""),
        ("<script>", ""),
    ],
)
def test_of_a_browser_its_name_alone_is_kept(agent: str, name: str) -> None:
    assert browser_name(agent) == name


def test_a_browser_that_was_left_somewhere_is_signed_out_from_another(state: State) -> None:
    invited = member(state)
    first = browser(state, invited.link, KOBO)
    second = browser(state, again(state), FIREFOX)
    page = html.fromstring(second.get("/me?lang=en").content)
    rows = [row.text_content() for row in page.xpath("//h2[.='Browsers']/following-sibling::div")]
    assert [("Kobo" in row, "this one" in row) for row in rows] == [(True, False), (False, True)]
    assert "2027-01-15" in rows[0]
    path = page.xpath("string(//form[contains(@action, '/me/browsers/') and not(contains(@action, 'browsers/end'))]/@action)")
    assert second.post(path, data=form_of(second)).status_code == 303
    assert (first.get("/me").status_code, second.get("/me").status_code) == (403, 200)


def again(state: State) -> str:
    from reader.serve.members import invite_again

    return invite_again(state.store, "阿里", label="KOReader", now=state.now()).link


def test_signing_out_everywhere_leaves_no_browser_and_no_link(state: State) -> None:
    invited = member(state)
    first, second, link = browser(state, invited.link), browser(state, again(state)), again(state)
    assert second.post("/me/browsers/end", data=form_of(second)).status_code == 303
    assert [one.get("/me").status_code for one in (first, second)] == [403, 403]
    assert asked(state).post(f"/join/{link}").status_code == 404
    assert asked(state).get("/users/auth", headers=key(invited)).status_code == 200


def test_nobody_signs_out_another_member_s_browser(state: State) -> None:
    first = browser(state, member(state).link)
    second = browser(state, member(state, "小王", "wang").link)
    with asking(state.store) as connection:
        number = connection.execute("SELECT min(id) FROM session").fetchone()[0]
    second.post(f"/me/browsers/{number}/end", data=form_of(second))
    assert first.get("/me").status_code == 200
    assert second.post("/me/browsers/end", data={"form": "0" * 32}).status_code == 403
    assert second.get("/me").status_code == 200


def test_a_lost_device_is_revoked_in_one_step_and_its_session_of_nobody_else(state: State) -> None:
    invited = member(state)
    client = browser(state, invited.link)
    page = html.fromstring(client.get("/me").content)
    action = page.xpath("string(//form[contains(@action, '/remove')]/@action)")
    assert asked(state).get("/users/auth", headers=key(invited)).status_code == 200
    client.post(action, data=form_of(client))
    assert asked(state).get("/users/auth", headers=key(invited)).status_code == 401
    assert client.get("/me").status_code == 200


@pytest.mark.sqlite
def test_sessions_without_a_number_get_one_in_their_order_and_go_with_their_member(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / NAME)
    connection.executescript("".join(STEPS[:4]) + "INSERT INTO member VALUES (1, 'a-li', '阿里', 0), (2, 'wang', '小王', 0);")
    rows = [(hashed(name), owner, NOW + until, made, name) for name, owner, until, made in (("b", 1, 5, 0), ("a", 1, 7, 3), ("c", 2, 6, 2))]
    connection.executemany("INSERT INTO session (code, member, until, made, browser) VALUES (?, ?, ?, ?, ?)", rows)
    connection.execute("PRAGMA user_version = 4")
    connection.commit()
    connection.close()
    store = open_store(tmp_path)
    ali, wang = all_members(store)
    assert [(one.browser, one.made, one.own) for one in sessions_of(store, ali, "a", now=NOW)] == [("b", 0, False), ("a", 3, True)]
    assert by_session(store, "c", now=NOW) == wang
    remove_member(store, ali)
    assert (by_session(store, "a", now=NOW), by_session(store, "c", now=NOW)) == (None, wang)
    close_store(store)


@pytest.mark.sqlite
def test_sessions_of_an_older_database_stay(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / NAME)
    connection.executescript("".join(STEPS[:2]) + "INSERT INTO member VALUES (1, 'a-li', '阿里', 0); INSERT INTO session VALUES (x'00', 1, 9);")
    connection.execute("PRAGMA user_version = 2")
    connection.commit()
    connection.close()
    store = open_store(tmp_path)
    with asking(store) as opened:
        assert opened.execute("SELECT made, browser, until FROM session").fetchall() == [(0, "", 9)]
    close_store(store)

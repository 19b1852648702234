"""Meetings as a page and a calendar; the first page with the ways there; and what is said inside WeChat."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from icalendar import Calendar
from lxml import html
from msgspec.structs import replace

from reader.club.htmlpage import page_file
from reader.club.record import read_record
from reader.club.words import LANGUAGES, Language
from reader.serve.clubfile import read_club
from reader.serve.pages import zone
from reader.serve.state import State
from reader.serve.store import close_store
from tests.served import asked, key, member, state_at

CASES = Path(__file__).parent / "cases" / "club"
WECHAT = {"user-agent": "Mozilla/5.0 (Linux; Android 14) Mobile MicroMessenger/8.0.50 Language/zh_CN", "accept": "text/html,*/*"}
BEFORE = int(datetime(2026, 12, 1, tzinfo=UTC).timestamp())


@pytest.fixture
def meeting(site: Path, tmp_path: Path) -> Iterator[State]:
    """A group that is open and meets twice."""
    path = tmp_path / "club.toml"
    path.write_text((CASES / "good.toml").read_text(encoding="utf-8").replace('"members"', '"open"'), encoding="utf-8")
    os.utime(path, (1_790_000_000, 1_790_000_000))
    record = read_record((site / "hashes.json").read_bytes(), where="hashes.json")
    state = replace(state_at(site, tmp_path / "data", now=lambda: BEFORE), club=read_club(path, record, optional=False))
    yield state
    close_store(state.store)


def test_the_calendar_says_when_and_how_far_in_every_time_zone(meeting: State) -> None:
    answer = asked(meeting).get("/meetings.ics", headers={"accept-language": "zh-CN"})
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    first, second = calendar.walk("VEVENT")
    assert calendar["version"] == "2.0"
    assert calendar["name"] == "周六茶馆"
    assert (first["summary"], first["location"]) == ("茶与咖啡", "图书馆二楼")
    assert (first.start, first.end) == tuple(datetime(2026, 12, 5, *time, tzinfo=timezone(timedelta(hours=8))) for time in ((19, 30), (21, 0)))
    assert (second.start, second["summary"]) == (datetime(2026, 12, 12, 20, 0, tzinfo=timezone(timedelta(hours=-5))), "咖啡的辩护")
    assert first["description"].startswith("读到：")
    assert str(first["url"]).endswith("/read/chaka/zh-Hans/cha.html#cha-l3")
    assert {event["dtstamp"].dt.timestamp() for event in (first, second)} == {1_790_000_000}
    assert [event["uid"] for event in (first, second)] == [one.uid for one in meeting.club.meetings]


def test_the_calendar_s_form_is_that_of_rfc_5545(meeting: State) -> None:
    data = asked(meeting).get("/meetings.ics").content
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)
    assert max(len(line) for line in lines) <= 75
    assert b"DTSTART:20261205T113000Z" in lines
    assert data == asked(meeting).get("/meetings.ics").content


@pytest.mark.parametrize(("language", "title"), [("zh-Hans", "茶与咖啡"), ("zh-Hant", "茶與咖啡"), ("en", "茶与咖啡")])
def test_the_page_tells_of_the_meetings_and_of_nobody(meeting: State, language: Language, title: str) -> None:
    client = asked(meeting)
    invited = member(meeting)
    client.put("/syncs/progress", json={"document": "d", "progress": "1", "percentage": 0.37, "device": "Kobo", "device_id": "1"}, headers=key(invited))
    page = html.fromstring(client.get(f"/meetings?lang={language}").content)
    assert page.get("lang") == language
    rows = page.xpath("//section//div[@class='row']")
    assert rows[0].xpath("string(h3)") == title
    assert "2026-12-05" in rows[0].text_content()
    assert "19:30–21:00 (UTC+8)" in rows[0].text_content()
    assert "20:00–22:00 (UTC-5)" in rows[1].text_content()
    assert not [word for word in ("阿里", "a-li", "37", "Kobo") if word in page.text_content()]
    for href in page.xpath("//h3/a/@href"):
        assert client.get(href.partition("#")[0]).status_code == 200


def test_what_is_over_stands_below_what_is_to_come(meeting: State) -> None:
    later = replace(meeting, now=lambda: int(datetime(2026, 12, 6, tzinfo=UTC).timestamp()))
    page = html.fromstring(asked(later).get("/meetings?lang=en").content)
    assert page.xpath("//h2/text()") == ["To come", "Past"]
    assert page.xpath("//h3//text()") == ["咖啡的辯護", "茶与咖啡"]


def test_whoever_subscribes_to_a_closed_group_s_calendar_needs_a_code(meeting: State) -> None:
    closed = replace(meeting, club=replace(meeting.club, closed=True))
    invited = member(closed)
    for path in ("/meetings.ics", "/meetings"):
        assert asked(closed).get(path).status_code == 401
    assert asked(closed).get(f"/k/{'x' * 26}/meetings.ics").status_code == 401
    answer = asked(closed).get(f"/k/{invited.device}/meetings.ics")
    assert (answer.status_code, "public" in answer.headers["cache-control"]) == (200, False)


@pytest.mark.parametrize(("minutes", "said"), [(0, "UTC"), (480, "UTC+8"), (330, "UTC+5:30"), (-210, "UTC-3:30"), (-300, "UTC-5"), (-30, "UTC-0:30")])
def test_a_zone_is_told_by_its_distance(minutes: int, said: str) -> None:
    assert zone(datetime(2026, 1, 1, tzinfo=timezone(timedelta(minutes=minutes)))) == said


@pytest.mark.parametrize(("accept", "language"), [("zh-CN", "zh-Hans"), ("zh-TW", "zh-Hant"), ("en", "en")])
def test_the_first_page_is_the_site_s_in_the_reader_s_language_with_a_line_more(site: Path, meeting: State, accept: str, language: Language) -> None:
    answer = asked(meeting).get("/", headers={"accept-language": accept})
    before, _, after = (site / page_file("index", language)).read_bytes().partition(b"<main>")
    assert answer.content.startswith(before + b"<main>")
    assert answer.content.endswith(after)
    added = html.fromstring(answer.content).xpath("//main/p[@class='ways']/a/@href")
    assert added == [f"meetings?lang={language}", f"/me?lang={language}"]
    assert asked(meeting).get("/", headers={"accept-language": accept, "if-none-match": answer.headers["etag"]}).status_code == 304
    assert asked(meeting).head("/", headers={"accept-language": accept}).headers["etag"] == answer.headers["etag"]


def test_a_group_that_does_not_meet_has_no_way_to_its_meetings(state: State) -> None:
    assert "meetings" not in asked(state).get("/").text
    assert asked(state).get("/meetings").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_wechat_a_word_on_downloads_stands_first(site: Path, state: State, language: Language) -> None:
    name = f"/{page_file('index', language)}"
    inside = html.fromstring(asked(state).get(name, headers=WECHAT).content)
    assert inside.xpath("//main/*[1]/@class") == ["new"]
    outside = html.fromstring(asked(state).get(name).content)
    assert not outside.xpath("//main/*[@class='new']")
    assert "user-agent" in asked(state).get(name).headers["vary"].lower()


def test_in_wechat_a_file_is_explained_and_the_same_address_gives_it_to_a_browser(site: Path, state: State) -> None:
    client = asked(state)
    for path in sorted([*(site / "books").iterdir(), *(site / "notes").iterdir()]):
        address = f"/{path.relative_to(site).as_posix()}"
        answer = client.get(address, headers=WECHAT)
        assert answer.headers["content-type"].startswith("text/html")
        assert "浏览器" in answer.text
        assert client.get(address).content == path.read_bytes()
        assert client.head(address, headers=WECHAT).headers["content-length"] == str(path.stat().st_size)
    assert client.get("/read/chaka/zh-Hans/cha.html", headers=WECHAT).content == (site / "read/chaka/zh-Hans/cha.html").read_bytes()


def test_the_static_page_says_it_too(site: Path) -> None:
    for language in LANGUAGES:
        page = (site / page_file("index", language)).read_text(encoding="utf-8")
        assert "WeChat" in page if language == "en" else "微信" in page

"""What other programs' protocols bring: Readwise's, Nextcloud Notes'. Once, private, nothing of other books, held up kindly."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from reader.serve import receiving
from reader.serve.arrivals import arrivals_of
from reader.serve.importing import Brought, Job, bring
from reader.serve.limits import BURST
from reader.serve.marks import delete_mark, marks_of
from reader.serve.members import Invited, devices_of
from reader.serve.state import State
from tests.databases import dump
from tests.served import NOW, asked

NOTES = "/index.php/apps/notes/api/v1/notes"
HIGHLIGHTS = "/api/v2/highlights/"


@pytest.fixture
def service(state: State, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(receiving, "brought", bring)  # in this process: how it is done in another one, test_serve_uploads tells
    with asked(state) as client:
        yield client


def token(who: Invited) -> dict[str, str]:
    return {"authorization": f"Token {who.device}"}


def basic(who: Invited) -> dict[str, str]:
    return {"authorization": "Basic " + b64encode(f"{who.member.handle}:{who.device}".encode()).decode()}


def highlight(text: str = "茶馆里里外外都是闲人", title: str = "茶与咖啡之争", **more: Any) -> dict[str, Any]:
    return {"text": text, "title": title, "source_type": "readest", "highlighted_at": "2026-02-03T21:14:05.000Z", **more}


def note(text: str = "茶馆里里外外都是闲人", title: str = "茶与咖啡之争") -> dict[str, str]:
    content = f"# {title}\n##### 某甲\n\n## 茶与咖啡\n### Page 2 @ 03 February 2026 09:14:05 PM\n==**_{text}_**=="
    return {"title": f"某甲 - {title}", "content": content.replace("==", ""), "category": "KOReader"}


def test_the_same_passage_from_both_is_one_private_mark(state: State, service: TestClient, ali: Invited) -> None:
    for _ in range(2):
        assert service.post(HIGHLIGHTS, json={"highlights": [highlight(note="记")]}, headers=token(ali)).status_code == 200
        assert service.post(NOTES, json=note(), headers=basic(ali)).status_code == 200
        assert service.put(f"{NOTES}/7", json=note(), headers=basic(ali)).json()["id"] == 7
    (mark,) = marks_of(state.store, ali.member)
    assert (mark.mark.exact, mark.mark.note, mark.mark.share, mark.touched) == ("茶馆里里外外都是闲人", "记", "me", False)
    assert [(one.name, one.source, one.new) for one in arrivals_of(state.store, ali.member)] == [("Kobo", "koreader", 0), ("Kobo", "readwise", 1)]
    (device,) = devices_of(state.store, ali.member)
    assert (device.seen, device.said) == (NOW, "KOReader")


def test_a_traditional_book_s_title_is_known(state: State, service: TestClient, ali: Invited) -> None:
    said = service.post(HIGHLIGHTS, json={"highlights": [highlight("茶館裡裡外外都是閒人", "茶與咖啡之爭")]}, headers=token(ali))
    assert said.json() == [{"title": "茶與咖啡之爭", "num_highlights": 1, "modified_highlights": []}]
    assert len(marks_of(state.store, ali.member)) == 1


def test_what_was_deleted_stays_away(state: State, service: TestClient, ali: Invited) -> None:
    service.post(HIGHLIGHTS, json={"highlights": [highlight()]}, headers=token(ali))
    delete_mark(state.store, ali.member, marks_of(state.store, ali.member)[0].mark.id)
    service.post(HIGHLIGHTS, json={"highlights": [highlight(), highlight("头发白得慢")]}, headers=token(ali))
    service.post(NOTES, json=note(), headers=basic(ali))
    assert [one.mark.exact for one in marks_of(state.store, ali.member)] == ["头发白得慢"]


def test_other_books_cost_nothing_and_leave_nothing(state: State, service: TestClient, ali: Invited, monkeypatch: pytest.MonkeyPatch) -> None:
    def unread(_: Job) -> Brought:
        raise AssertionError

    monkeypatch.setattr(receiving, "brought", unread)
    for number in range(2 * BURST):
        assert service.post(NOTES, json=note("不该外传", f"三体{number}"), headers=basic(ali)).status_code == 200
        assert service.post(HIGHLIGHTS, json={"highlights": [highlight("不该外传", "三体")]}, headers=token(ali)).status_code == 200
    assert "三体" not in dump(state.store)
    assert "不该外传" not in dump(state.store)


def test_whoever_sends_without_end_is_held_up_after_a_burst(service: TestClient, ali: Invited) -> None:
    statuses = [service.post(HIGHLIGHTS, json={"highlights": [highlight(note=str(number))]}, headers=token(ali)).status_code for number in range(BURST + 1)]
    assert statuses == [200] * BURST + [429]
    assert service.get("/api/v2/auth/", headers=token(ali)).status_code == 204


@pytest.mark.parametrize(("method", "path"), [("GET", "/api/v2/auth/"), ("POST", HIGHLIGHTS), ("GET", NOTES), ("POST", NOTES), ("PUT", f"{NOTES}/1")])
def test_strangers_learn_nothing(state: State, service: TestClient, ali: Invited, method: str, path: str) -> None:
    assert service.request(method, path).status_code == 401
    assert service.request(method, path, headers={"authorization": "Token 12"}).status_code == 401
    assert service.request(method, f"/k/{ali.device}{path}", json={}).status_code in {200, 204, 400}
    assert marks_of(state.store, ali.member) == []


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"null", b"[]", b"<html>", b"{}", b'{"highlights": 1}', b'{"highlights": [1]}', b'{"highlights": [{}]}', b'{"highlights": [{"text": 1}]}'),
        *(b'{"title": 1, "content": "x"}', b'{"title": "x", "content": []}', b'{"title": "x", "content": "x", "category": 1}', b"[" * 90_000),
    ],
)
def test_what_is_no_body_is_refused(service: TestClient, ali: Invited, body: bytes) -> None:
    assert service.post(HIGHLIGHTS, content=body, headers=token(ali)).status_code == 400
    assert service.post(NOTES, content=body, headers=basic(ali)).status_code == 400


def test_more_than_a_heavy_reader_s_notes_is_not_read(service: TestClient, ali: Invited) -> None:
    assert service.post(HIGHLIGHTS, content=b" " * (receiving.MOST + 1), headers=token(ali)).status_code == 413
    assert service.post(NOTES, content=b" " * (receiving.MOST + 1), headers=basic(ali)).status_code == 413


def test_a_stroke_too_many_in_the_address_does_no_harm(service: TestClient, ali: Invited) -> None:
    assert service.get(f"http://testserver/{NOTES}?category=KOReader", headers=basic(ali)).json() == []


ODD = ["茶与咖啡之争", "茶馆里里外外都是闲人", "# ", "### Page 1 @ 3", "\n---\n", "\x00", "\ud800", "💥", "a" * 9000, ""]
WORDS = st.sampled_from(ODD) | st.text(max_size=20)
VALUES = st.recursive(WORDS | st.integers() | st.none() | st.floats(), lambda inner: st.lists(inner, max_size=3), max_leaves=4)
KEYS = st.sampled_from(["text", "title", "note", "author", "highlighted_at", "highlight_url", "content", "category", "location", "tags"])


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.lists(st.dictionaries(KEYS, VALUES | WORDS, max_size=5), max_size=3), st.dictionaries(KEYS, VALUES | WORDS, max_size=4), st.lists(WORDS, max_size=6))
def test_whatever_is_sent_is_answered(
    state: State, service: TestClient, ali: Invited, highlights: list[dict[str, Any]], one: dict[str, Any], lines: list[str]
) -> None:
    state.messages.left.clear()
    for body in ({"highlights": highlights}, {"highlights": [{"text": "茶", "title": "茶与咖啡之争"} | one for one in highlights]}):
        assert service.post(HIGHLIGHTS, content=json.dumps(body), headers=token(ali)).status_code in {200, 400}
    for body in (one, note() | one, {"title": "x", "content": "# 茶与咖啡之争\n" + "\n".join(lines)}):
        assert service.post(NOTES, content=json.dumps(body), headers=basic(ali)).status_code in {200, 400}
    assert all(kept.mark.exact or kept.mark.note for kept in marks_of(state.store, ali.member))

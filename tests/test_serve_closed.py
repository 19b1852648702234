"""A group whose books are for members alone: a stranger learns nothing of them, whatever is asked and however."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route

from reader.serve.app import make_app
from reader.serve.clubfile import Club
from reader.serve.gate import AUTHENTICATION
from reader.serve.limits import BURST, Guesses
from reader.serve.members import Invited, devices_of, remove_device
from reader.serve.site import PROGRAMS
from reader.serve.state import State
from reader.serve.store import close_store
from tests.served import asked, key, member, sent_raw, state_at
from tests.sites import PAGES

BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
KOREADER = {"accept": "application/opds+json, application/atom+xml;profile=opds-catalog, */*"}
ANYTHING = {"accept": "*/*"}
CLIENTS = (BROWSER, KOREADER, ANYTHING)
OPEN = "/style.css"


@pytest.fixture(scope="module")
def closed(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[State]:
    state = replace(state_at(site, tmp_path_factory.mktemp("closed")), club=Club(name="周六茶馆", closed=True))
    yield state
    close_store(state.store)


@pytest.fixture(scope="module")
def invited(closed: State) -> Invited:
    return member(closed)


def names(site: Path) -> list[str]:
    """The site's files but for the first page, which the service adds a line to."""
    return [f"/{path.relative_to(site).as_posix()}" for path in sorted(site.rglob("*")) if path.is_file() and path.name not in PAGES]


def secrets(site: Path) -> set[bytes]:
    """What only the site's files say: the books' names, titles, hashes."""
    books = json.loads((site / "hashes.json").read_bytes())["builds"][0]["books"]
    return {"茶与咖啡".encode(), "茶與咖啡".encode(), b"chaka", *(book["koreader"].encode() for book in books), *(book["sha256"].encode() for book in books)}


@pytest.mark.parametrize("client", CLIENTS, ids=["browser", "koreader", "anything"])
def test_a_stranger_s_answer_is_the_same_for_a_file_and_for_none(site: Path, closed: State, client: dict[str, str]) -> None:
    stranger = asked(closed)
    ways = ("/opds", "/opds/", "/opds/nothing.xml"), ("/nothing", "/read/", *(name for name in names(site) if name != OPEN and not name.startswith("/opds/")))
    for paths in ways:
        answers = [stranger.get(path, headers=client) for path in paths]
        assert len({(answer.status_code, answer.content, *sorted(answer.headers.items())) for answer in answers}) == 1
        assert answers[0].status_code == (303 if client is BROWSER and paths[0] != "/opds" else 401)
    assert len(ways[1]) > 30


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_no_method_and_no_header_opens(site: Path, closed: State, method: str) -> None:
    whole = {name: asked(replace(closed, club=Club())).get(name) for name in ("/hashes.json", "/opds.xml", "/covers/" + next((site / "covers").iterdir()).name)}
    stranger = asked(closed)
    for name, answer in whole.items():
        for header in ({"range": "bytes=0-9"}, {"if-none-match": answer.headers["etag"]}, {"if-modified-since": answer.headers["last-modified"]}, {}):
            assert stranger.request(method, name, headers=ANYTHING | header).status_code == 401


@given(st.data())
def test_however_a_path_is_spelled_nothing_of_the_books_is_told(site: Path, closed: State, data: st.DataObject) -> None:
    pieces = sorted({part for name in names(site) for part in name.split("/")} | {"", ".", "..", "k", "x" * 26, "me", "join", "users", "%2e%2e", "opds"})
    path = "/" + "/".join(data.draw(st.lists(st.sampled_from(pieces), min_size=1, max_size=5)))
    spelled = data.draw(st.sampled_from([path, quote(path), path.upper(), f"/me/..{path}", f"/k/{'a' * 26}{path}", f"/join/..{path}"]))
    status, body = sent_raw(closed, spelled, data.draw(st.sampled_from(CLIENTS)))
    assert status in {303, 401, 403, 404, 405, 429} or spelled == OPEN
    assert not [word for word in secrets(site) if word in body]


@pytest.mark.parametrize(
    "before", ["/me/..", "/me/devices/../..", "/join/..", f"/join/{'a' * 26}/../..", "/users/..", f"/k/{'a' * 26}", "/style.css/..", "/", "/.", ""]
)
def test_no_way_round_leads_to_a_file(site: Path, closed: State, before: str) -> None:
    words = secrets(site)
    for name in ("/hashes.json", "/opds.xml", "/index.html", "/read/chaka/zh-Hans/cha.html", "/questions.html"):
        status, body = sent_raw(closed, before + name, ANYTHING)
        assert status in {401, 404, 429}
        assert not [word for word in words if word in body]


def routes(parts: list[BaseRoute], before: str = "") -> Iterator[str]:
    for part in parts:
        if isinstance(part, Mount):
            yield f"{before}{part.path}/hashes.json"
            yield from routes(part.routes or [], before + part.path)
        elif isinstance(part, Route):
            yield before + part.path


def test_no_route_tells_a_stranger_of_the_books(site: Path, closed: State) -> None:
    app = make_app(closed)
    while not isinstance(app, Starlette):
        app = app.app  # type: ignore[attr-defined]
    paths = {path.replace("{device:int}", "1").replace("{code}", "x").replace("{document}", "x") for path in routes(app.routes)}
    assert {"/hashes.json", "/k/x/hashes.json", "/opds", "/k/x/opds/", "/me"} <= paths
    for path in paths:
        stranger = asked(replace(closed, guesses=Guesses()))
        for method in ("GET", "HEAD", "POST", "PUT"):
            for client in CLIENTS:
                answer = stranger.request(method, path, headers=client)
                assert not [word for word in secrets(site) if word in answer.content + str(answer.headers).encode()]


def ways_in(closed: State, invited: Invited) -> Iterator[tuple[str, dict[str, str]]]:
    """By a session (the cookie is the client's), by Basic, by KOReader's headers, by a code in the path."""
    basic = b64encode(f"{invited.member.handle}:{invited.device}".encode()).decode()
    yield "", {"authorization": f"Basic {basic}"}
    yield "", key(invited)
    yield f"/k/{invited.device}", {}


def test_a_member_has_every_file_by_every_way(site: Path, closed: State, invited: Invited) -> None:
    client = asked(closed)
    for before, headers in ways_in(closed, invited):
        for name in names(site):
            answer = client.get(before + name, headers=headers)
            if before and name.split("/")[1] not in PROGRAMS:  # no page by a code in its address
                assert answer.status_code == 404
                continue
            assert (answer.status_code, answer.content) == (200, (site / name[1:]).read_bytes())
            assert "public" not in answer.headers["cache-control"] or name == OPEN
        assert asked(closed).get(f"{before}/opds", headers=headers | KOREADER).headers["content-type"] == "application/opds+json"


def test_a_browser_comes_in_by_its_link(closed: State) -> None:
    client = asked(closed)
    assert client.get("/", headers=BROWSER).headers["location"] == "/me"
    client.post(f"/join/{member(closed, '小王', 'wang').link}")
    assert "茶与咖啡" in client.get("/", headers=BROWSER).text
    assert client.get("/opds", headers=BROWSER).status_code == 200


def test_a_client_of_catalogues_is_told_how_to_come_in(closed: State) -> None:
    answer = asked(closed).get("/opds", headers=KOREADER)
    assert answer.headers["www-authenticate"].startswith("Basic ")
    assert answer.headers["content-type"] == AUTHENTICATION
    assert (answer.json()["title"], answer.json()["authentication"][0]["type"]) == ("周六茶馆", "http://opds-spec.org/auth/basic")
    for path in ("/opds/", "/opds/zh-Hans.xml", f"/k/{'x' * 26}/opds"):
        assert asked(closed).get(path, headers=BROWSER).status_code == 401


def test_a_revoked_device_and_another_s_name_open_nothing(closed: State) -> None:
    lost = member(closed, "小李", "li")
    headers = next(iter(ways_in(closed, lost)))[1]
    assert asked(closed).get("/opds", headers=headers).status_code == 200
    other = b64encode(f"a-li:{lost.device}".encode()).decode()
    assert asked(closed).get("/opds", headers={"authorization": f"Basic {other}"}).status_code == 401
    for device in devices_of(closed.store, lost.member):
        remove_device(closed.store, lost.member, device.id)
    assert asked(closed).get("/opds", headers=headers).status_code == 401
    assert asked(closed).get(f"/k/{lost.device}/opds").status_code == 401


def test_guessing_is_held_up_and_a_good_code_is_not(site: Path, closed: State, invited: Invited) -> None:
    state = replace(closed, guesses=Guesses())
    wrong = {"authorization": "Basic " + b64encode(b"a-li:x").decode()}
    statuses = [asked(state).get("/opds", headers=wrong).status_code for _ in range(BURST + 5)]
    assert (statuses[0], statuses[-1]) == (401, 429)
    assert asked(state).get("/opds", headers=key(invited)).status_code == 200
    assert asked(state).get("/opds").status_code == 401


def test_an_open_group_asks_nobody(state: State) -> None:
    assert not state.club.closed
    assert asked(state).get("/opds", headers=KOREADER).status_code == 200
    assert "public" in asked(state).get("/hashes.json").headers["cache-control"]

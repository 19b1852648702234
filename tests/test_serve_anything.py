"""Laws over all routes, whatever is sent to them: never a fault of ours, never anything from outside the site, every answer with the headers that guard it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from starlette.applications import Starlette

from reader.serve.access import form_key, redeem
from reader.serve.app import HEADERS, Guarded, make_app
from reader.serve.own import COOKIE
from reader.serve.store import close_store
from tests.requests import Asked, requests, routes_of, said_to
from tests.served import NOW, key, member, state_at


class Besieged:
    """A service with a member whose every code is known, beside files that are none of its site's."""

    def __init__(self, site: Path, around: Path) -> None:
        folder = Path(shutil.copytree(site, around / "site"))
        (around / "secret").write_text("SECRET")
        (folder / "link").symlink_to(around / "secret")
        self.state = state_at(folder, around / "data")
        invited = member(self.state)
        self.code = invited.device
        session = redeem(self.state.store, invited.link, now=NOW)
        document = next(iter(self.state.files.by_hash))
        self.app: Any = make_app(self.state)
        assert isinstance(self.app, Guarded)
        assert isinstance(self.app.app, Starlette)
        self.requests = requests(
            self.app.app,
            words=[invited.device, member(self.state, "小王", "xiao-wang").link, session, form_key(session), document, "1", "a-li", "secret", "link"],
            paths=[
                f"/{path.relative_to(folder).as_posix()}" for path in sorted(folder.rglob("*")) if path.suffix in {".html", ".xml", ".json", ".css", ".epub"}
            ],
            headers=[*key(invited).items(), ("cookie", f"{COOKIE}={session}"), ("content-type", "application/json")],
        )


@pytest.fixture(scope="module")
def besieged(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Besieged]:
    one = Besieged(site, tmp_path_factory.mktemp("besieged"))
    yield one
    close_store(one.state.store)


@settings(deadline=None)
@given(st.data())
def test_whatever_is_sent_is_answered_in_bounds(besieged: Besieged, data: st.DataObject) -> None:
    asked: Asked = data.draw(besieged.requests)
    besieged.state.guesses.left.clear()
    said = said_to(besieged.app, asked)
    assert said.status < 500, said
    assert b"SECRET" not in said.body
    assert b"Traceback" not in said.body
    given = [name for name, _ in said.headers]
    assert all(given.count(name.lower().encode()) == 1 for name in HEADERS)
    assert not [value for _, value in said.headers if b"\n" in value or b"\r" in value]


@settings(deadline=None)
@given(st.data())
def test_head_says_what_get_says_and_sends_nothing(besieged: Besieged, data: st.DataObject) -> None:
    asked = replace(data.draw(besieged.requests), method="GET")
    besieged.state.guesses.left.clear()
    whole, head = said_to(besieged.app, asked), said_to(besieged.app, replace(asked, method="HEAD"))
    assert (head.status, head.headers) == (whole.status, whole.headers)
    assert dict(whole.headers).get(b"content-length", str(len(whole.body)).encode()) == str(len(whole.body)).encode()


@pytest.mark.parametrize("path", ["/", "/marks.css", "/me", "/opds"])
def test_an_address_that_is_no_text_is_the_askers_fault(besieged: Besieged, path: str) -> None:
    assert said_to(besieged.app, Asked("GET", path, query=b"\x80")).status == 400


@pytest.mark.parametrize("path", ["/meetings.ics", "/opds", "/opds/", "/opds.json", "/hashes.json"])
def test_a_feed_is_had_below_a_code_as_without(besieged: Besieged, path: str) -> None:
    assert said_to(besieged.app, Asked("GET", path)).status == said_to(besieged.app, Asked("GET", f"/k/{besieged.code}{path}")).status == 200


@pytest.mark.parametrize(
    "path", ["/", "/index.html", "/marks.css", "/style.css", "/meetings", "/read", "/read/", "/qr", "/books/../index.html", "/opds/../read/"]
)
def test_no_page_stands_below_a_code(besieged: Besieged, path: str) -> None:
    assert said_to(besieged.app, Asked("GET", f"/k/{besieged.code}{path}")).status == 404


def test_every_route_is_asked(besieged: Besieged) -> None:
    paths = {path for path, _ in routes_of(besieged.app.app)}
    assert {"/opds", "/me", "/join/{code}", "/syncs/progress", "/k/{code}/syncs/progress/{document}"} <= paths
    assert "/k/{code}/me" not in paths

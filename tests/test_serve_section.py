"""A part of the service is known by the first step of a path; the site's own files begin with none of them."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette

from reader.serve.app import Guarded, make_app
from reader.serve.section import Section, first_step
from reader.serve.state import State
from tests.served import asked


def test_no_file_of_a_site_and_no_other_route_lies_where_a_section_begins(site: Path, state: State) -> None:
    app = make_app(state)
    assert isinstance(app, Guarded)
    assert isinstance(app.app, Starlette)
    firsts = {first for route in app.app.routes if isinstance(route, Section) for first in route.firsts}
    assert {"me", "join", "editors", "users", "syncs", "api"} <= firsts
    assert not firsts & ({path.name for path in site.iterdir()} | {"", "k", "opds", "marks.js", "marks.css", "meetings", "meetings.ics", "read"})
    assert all("{" not in first for first in firsts)


def test_the_first_step_is_what_stands_before_the_next_stroke() -> None:
    assert [first_step(path) for path in ("/", "/me", "/me/", "/me/marks", "//me", "*", "")] == ["", "me", "me", "me", "me", "*", ""]


def test_what_begins_as_a_section_and_is_none_of_its_routes_is_not_there(state: State) -> None:
    for path in ("/me/nothing", "/api/nothing", "/users", "/join", "/editors/x/y"):
        assert asked(state).get(path).status_code == 404

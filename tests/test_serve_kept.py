"""The site's small files are kept at hand, and are never other than they are on the disk."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reader.serve.kept import MOST, SMALL
from reader.serve.run import listen
from reader.serve.site import Site
from reader.serve.state import State
from reader.serve.store import close_store
from tests.served import asked, state_at


@pytest.fixture
def own(site: Path, tmp_path: Path) -> Iterator[State]:
    """A service over a site that the test may change."""
    state = state_at(shutil.copytree(site, tmp_path / "own"), tmp_path / "data")
    yield state
    close_store(state.store)


def test_a_file_that_is_published_anew_is_served_anew(own: State) -> None:
    client, path = asked(own), own.site / "opds.xml"
    first = client.get("/opds.xml")
    assert client.get("/opds.xml").headers == first.headers
    path.with_suffix(".new").write_bytes(b"<feed/>")
    path.with_suffix(".new").replace(path)
    second = client.get("/opds.xml", headers={"if-none-match": first.headers["etag"]})
    assert (second.status_code, second.content) == (200, b"<feed/>")
    path.unlink()
    assert client.get("/opds.xml").status_code == 404


def test_a_kept_file_gives_way_to_no_link_out_of_the_site(own: State, tmp_path: Path) -> None:
    client, path = asked(own), own.site / "style.css"
    assert client.get("/style.css").status_code == 200
    (tmp_path / "secret").write_bytes(b"SECRET")
    path.unlink()
    path.symlink_to(tmp_path / "secret")
    assert client.get("/style.css").status_code == 404


@pytest.mark.parametrize("path", ["/questions.html", "/opds", "/opds.json", "/style.css", "/hashes.json"])
def test_the_second_answer_is_the_first_also_in_parts_and_to_whoever_has_it(state: State, path: str) -> None:
    client = asked(state)
    first, second = client.get(path), client.get(path)
    assert (second.status_code, second.content, second.headers) == (200, first.content, first.headers)
    head = client.head(path)
    assert (head.status_code, head.content, head.headers) == (200, b"", first.headers)
    same = [client.get(path, headers=headers) for headers in ({"if-none-match": first.headers["etag"]}, {"if-modified-since": first.headers["last-modified"]})]
    assert [(one.status_code, one.content, one.headers["etag"]) for one in same] == [(304, b"", first.headers["etag"])] * 2
    part = client.get(path, headers={"range": "bytes=3-9"})
    assert (part.status_code, part.content) == (206, first.content[3:10])


def test_a_folders_page_is_not_served_where_its_links_would_lead_elsewhere(state: State) -> None:
    client = asked(state)
    folder = next(path.parent for path in (state.site / "read").rglob("index.html")).relative_to(state.site).as_posix()
    assert client.get(f"/{folder}/").status_code == 200
    assert client.get(f"/{folder}").status_code == 307


def test_large_files_and_too_many_are_not_kept(own: State) -> None:
    files, large = Site(own.site), own.site / "large.css"
    large.write_bytes(b" " * (SMALL + 1))
    names = [f"{number}.css" for number in range(MOST // SMALL + 3)]
    for name in names:
        with (own.site / name).open("wb") as file:
            file.truncate(SMALL)
    client = TestClient(files)
    assert len(client.get("/large.css").content) == SMALL + 1
    for name in names:
        assert len(client.get(f"/{name}").content) == SMALL
        assert sum(len(one.body) for one in files.kept.answers.values()) <= MOST
    assert "large.css" not in files.kept.answers


def test_a_file_that_may_not_be_read_is_no_question_of_who_asks(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Site, "lookup_path", refuse)
    assert asked(state).get("/style.css").status_code == 404


def test_no_answer_waits_for_the_one_before_to_be_acknowledged() -> None:
    with listen("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()), listening.accept()[0] as connection:
        assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)

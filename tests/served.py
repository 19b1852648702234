"""A service over the small club's site, asked in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from hashlib import md5
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from starlette.testclient import TestClient

from reader.club.record import read_record
from reader.serve.app import make_app
from reader.serve.limits import Guesses
from reader.serve.members import Invited, invite
from reader.serve.positions import Files, known_files
from reader.serve.state import State
from reader.serve.store import open_store
from tests.databases import database_of

NOW = 1_800_000_000


def files_at(site: Path) -> Files:
    """The files that a site knows."""
    return known_files(read_record((site / "hashes.json").read_bytes(), where="hashes.json"))


def state_at(site: Path, data: Path, *, now: Callable[[], int] = lambda: NOW) -> State:
    """The state of a service over the site."""
    data.mkdir(parents=True, exist_ok=True)
    return State(site, files_at(site), open_store(data, database_of(data)), Guesses(), now=now)


def asked(state: State) -> TestClient:
    """Somebody who asks the service, follows no redirects, and gets an error as an answer."""
    return TestClient(make_app(state), follow_redirects=False, raise_server_exceptions=False)


def member(state: State, name: str = "阿里", handle: str = "a-li") -> Invited:
    """A new member."""
    return invite(state.store, name, handle, label="Kobo", now=state.now())


def key(invited: Invited) -> dict[str, str]:
    """The headers that KOReader sends for a member."""
    return {"x-auth-user": invited.member.handle, "x-auth-key": md5(invited.device.encode(), usedforsecurity=False).hexdigest()}


def sent_raw(state: State, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
    """The answer to a request for the path exactly as it stands there: a client would tidy it up."""
    said: list[Any] = []

    requests = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> dict[str, Any]:
        if request := next(requests, None):
            return request
        return await asyncio.Future()  # whoever asked stays

    async def send(message: Any) -> None:
        said.append(message)

    raw = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
    scope = {"type": "http", "method": "GET", "path": unquote(path), "raw_path": path.encode(), "query_string": b"", "headers": raw, "scheme": "http"}
    asyncio.run(make_app(state)(scope | {"server": ("testserver", 80), "client": ("127.0.0.1", 1), "root_path": "", "http_version": "1.1"}, receive, send))
    return said[0]["status"], b"".join(message.get("body", b"") for message in said[1:])

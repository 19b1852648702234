"""Whoever keeps the service waiting is hung up on, in the middle of whatever he sends; everybody else is answered."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from threading import Thread

import pytest
import uvicorn

from reader.serve import answers
from reader.serve.app import make_app
from reader.serve.patience import Patient, hang_up
from reader.serve.run import listen
from reader.serve.state import State
from tests.bench.wire import answer, request
from tests.commands import SECONDS
from tests.requests import Asked, said_to
from tests.served import key, member

HALVES = {
    "nothing": b"",
    "half a line": b"GET / HT",
    "half a request": b"GET /opds HTTP/1.1\r\nHost: x\r\nX-A",
    "a request and a half": b"GET /opds HTTP/1.1\r\nHost: x\r\n\r\nGET /",
}


@pytest.fixture
def service(state: State) -> Iterator[tuple[Patient, tuple[str, int]]]:
    """A service, which loses its patience when it is told to, and its address."""
    listening = listen("127.0.0.1", 0)
    server = Patient(uvicorn.Config(make_app(state), log_level="critical", lifespan="off", ws="none"), patience=SECONDS)
    thread = Thread(target=server.run, args=([listening],))
    thread.start()
    yield server, listening.getsockname()
    server.should_exit = True
    thread.join()


@pytest.mark.parametrize("half", HALVES.values(), ids=HALVES)
def test_half_a_request_is_hung_up_on_and_the_others_are_answered(service: tuple[Patient, tuple[str, int]], half: bytes) -> None:
    server, address = service
    with socket.create_connection(address, timeout=SECONDS) as slow, socket.create_connection(address, timeout=SECONDS) as other:
        slow.sendall(half)
        other.sendall(request("GET", "/opds"))
        assert answer(other)[0] == 200
        server.patience = 0
        while slow.recv(1 << 16):
            pass
        server.patience = SECONDS
    with socket.create_connection(address, timeout=SECONDS) as other:
        other.sendall(request("GET", "/opds"))
        assert answer(other)[0] == 200


def test_a_body_that_does_not_come_is_not_waited_for(service: tuple[Patient, tuple[str, int]], state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "PATIENCE", 0.2)
    server, address = service
    headers = [f"{name}: {value}" for name, value in key(member(state)).items()]
    with socket.create_connection(address, timeout=SECONDS) as slow:
        slow.sendall(request("PUT", "/syncs/progress", headers=headers, body=b"{" * 50)[:-20])
        assert answer(slow)[0] == 408
        server.patience = 0
        assert slow.recv(1) == b""


def test_a_body_that_breaks_off_is_no_fault_of_ours(state: State) -> None:
    headers = tuple((name.encode(), value.encode()) for name, value in key(member(state)).items())
    assert said_to(make_app(state), Asked("PUT", "/syncs/progress", headers=headers, body=(b"{",)), cut=True).status == 400


class Connection:
    """As much of uvicorn's as is looked at."""

    def __init__(self, *, busy: bool) -> None:
        self.cycle = type("Cycle", (), {"response_complete": not busy})
        self.closed = False
        self.transport = self

    def close(self) -> None:
        self.closed = True


def test_time_counts_from_when_a_connection_was_last_at_work() -> None:
    one, busy, waiting = Connection(busy=False), Connection(busy=True), dict[Connection, tuple[object, float]]()
    for now in (0, 9, 10):
        hang_up([one, busy], waiting, patience=10, now=now)
        assert not one.closed
    one.cycle.response_complete = False  # type: ignore[attr-defined]
    hang_up([one, busy], waiting, patience=10, now=11)
    one.cycle.response_complete = True  # type: ignore[attr-defined]
    for now, closed in ((12, False), (22, False), (23, True)):
        hang_up([one, busy], waiting, patience=10, now=now)
        assert one.closed is closed
    assert not busy.closed
    hang_up([], waiting, patience=10, now=24)
    assert not waiting


def test_a_connection_whose_requests_no_look_sees_is_not_hung_up_on() -> None:
    one, waiting = Connection(busy=False), dict[Connection, tuple[object, float]]()
    for now in range(0, 100, 9):
        hang_up([one], waiting, patience=10, now=now)
        assert not one.closed
        one.cycle = type("Cycle", (), {"response_complete": True})
    hang_up([one], waiting, patience=10, now=120)
    assert not one.closed
    hang_up([one], waiting, patience=10, now=131)
    assert one.closed

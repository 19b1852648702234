"""The benchmark's virtual readers really read, and what it says of them can be believed (nothing is timed here)."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from threading import Thread

import pytest

from tests.bench.service import serving
from tests.bench.serving import members
from tests.bench.virtual import read_together
from tests.bench.wire import answer, rate, request

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the benchmark asks POSIX")


def test_virtual_readers_lose_nothing_and_are_refused_nothing(site: Path, tmp_path: Path) -> None:
    with serving(site, tmp_path / "data") as server:
        heard = read_together(server.port, members(site, tmp_path / "data", 3), pages=4, pace=0)
        assert rate(server.port, "/opds", seconds=0.01, at_once=2)[0] > 0
        with pytest.raises(RuntimeError, match="404"):
            rate(server.port, "/nothing", seconds=0.01)
    assert [(one.pushed, one.lost, one.refused) for one in heard] == [(4, 0, 0)] * 3
    assert {kind: len(took) for kind, took in heard[0].took.items()} == {"feed": 4, "download": 2, "cover": 2, "push": 4, "pull": 4}


def test_a_reader_whose_code_is_wrong_is_not_counted_as_one_who_pushed(site: Path, tmp_path: Path) -> None:
    from msgspec.structs import replace

    with serving(site, tmp_path / "data") as server:
        (reader,) = members(site, tmp_path / "data", 1)
        (heard,) = read_together(server.port, [replace(reader, code="wrong")], pages=2, pace=0)
    assert (heard.pushed, heard.lost, heard.refused) == (0, 0, 4)


@pytest.mark.parametrize("size", [1, 7, 4096])
def test_an_answer_is_read_whole_however_it_comes(size: int) -> None:
    sent = b"HTTP/1.1 200 OK\r\nX: y\r\nContent-Length: 300\r\n\r\n" + b"a" * 300
    server, client = socket.socketpair()
    with server, client:
        sender = Thread(target=lambda: [server.sendall(sent[at : at + size]) for at in range(0, len(sent), size)])
        sender.start()
        assert answer(client) == (200, b"a" * 300)
        sender.join()
        server.sendall(sent[:50])
        server.shutdown(socket.SHUT_WR)
        with pytest.raises(ConnectionError):
            answer(client)


def test_a_request_is_one() -> None:
    assert request("PUT", "/a", headers=["B: c"], body=b"{}") == b"PUT /a HTTP/1.1\r\nHost: 127.0.0.1\r\nB: c\r\nContent-Length: 2\r\n\r\n{}"

"""The service under granian keeps the promises that it keeps under uvicorn."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest

from tests.bench.wire import answer, request
from tests.commands import run
from tests.service import code_of, pulled, push, serving
from tests.test_serve_patience import HALVES
from tests.test_serve_process import raw_request

pytest.importorskip("granian")
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
pytestmark = POSIX
# A service of one page, which waits for as many seconds as its query says, with little patience and grace.
SLOW = """
import asyncio, sys
from reader.serve.app import Guarded
from reader.serve.embedded import serve
from reader.serve.run import listen

async def app(scope, receive, send):
    await asyncio.sleep(float(scope["query_string"] or 0))
    body = scope["client"][0].encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", str(len(body)).encode())]})
    await send({"type": "http.response.body", "body": body})

listening = listen("127.0.0.1", 0)
print(listening.getsockname()[1], flush=True)
try:
    serve(Guarded(app), listening, most=20, grace=2.0, trusted=["127.0.0.1"], patience=0.5)
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.fixture
def slow() -> Iterator[tuple[subprocess.Popen[str], int]]:
    with subprocess.Popen([sys.executable, "-c", SLOW], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            assert process.stdout
            yield process, int(process.stdout.readline())
        finally:
            process.kill()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_it_ends_as_it_is_told_to_and_has_said_no_code(site: Path, tmp_path: Path, number: signal.Signals, code: int) -> None:
    handle, secret = code_of(tmp_path / "data")
    with serving(site, tmp_path / "data", "--server", "granian") as (process, address):
        assert httpx.get(f"{address}healthcheck").json() == {"state": "OK"}
        with httpx.Client(auth=(handle, secret)) as client:
            assert push(client, address, "d", progress="7") == 200
            assert pulled(client, address, "d") == "7"
            assert client.get(f"{address}k/{secret}/opds").status_code == 200
        raw_request(address, f"GET /k/{secret}/ opds HTTP/1.1\r\nx-auth-key: {secret}\r\n\r\n")
        process.send_signal(number)
        assert process.wait(20) == code
        assert process.stdout
        assert secret not in process.stdout.read()


def test_a_request_under_way_is_answered_first(slow: tuple[subprocess.Popen[str], int]) -> None:
    process, port = slow
    with socket.create_connection(("127.0.0.1", port), timeout=20) as one, socket.create_connection(("127.0.0.1", port), timeout=20) as idle:
        idle.sendall(request("GET", "/"))
        assert answer(idle)[0] == 200
        one.sendall(request("GET", "/?0.3"))
        idle.sendall(request("GET", "/"))  # whose answer tells that the first is under way
        assert answer(idle)[0] == 200
        process.send_signal(signal.SIGTERM)
        assert answer(one)[0] == 200
    assert process.wait(20) == 0


def test_a_request_that_would_never_end_is_told_so(slow: tuple[subprocess.Popen[str], int]) -> None:
    process, port = slow
    with socket.create_connection(("127.0.0.1", port), timeout=20) as one, socket.create_connection(("127.0.0.1", port), timeout=20) as other:
        one.sendall(request("GET", "/?1000"))
        other.sendall(request("GET", "/"))
        assert answer(other)[0] == 200
        process.send_signal(signal.SIGINT)
        assert answer(one)[0] == 503
    assert process.wait(20) == 130


@pytest.mark.parametrize("half", HALVES.values(), ids=HALVES)
def test_half_a_request_is_hung_up_on_and_the_others_are_answered(slow: tuple[subprocess.Popen[str], int], half: bytes) -> None:
    _, port = slow
    with socket.create_connection(("127.0.0.1", port), timeout=20) as one, socket.create_connection(("127.0.0.1", port), timeout=20) as other:
        one.sendall(half)
        other.sendall(request("GET", "/"))
        assert answer(other)[0] == 200
        while one.recv(1 << 16):
            pass


@pytest.mark.parametrize(("forwarded", "client"), [("9.9.9.9", b"9.9.9.9"), ("1.2.3.4, 9.9.9.9", b"9.9.9.9"), ("", b"127.0.0.1")])
def test_a_web_server_on_this_machine_says_who_asks(slow: tuple[subprocess.Popen[str], int], forwarded: str, client: bytes) -> None:
    with socket.create_connection(("127.0.0.1", slow[1]), timeout=20) as one:
        one.sendall(request("GET", "/", headers=[f"X-Forwarded-For: {forwarded}"] if forwarded else []))
        assert answer(one) == (200, client)


def test_a_body_has_its_limit(site: Path, tmp_path: Path) -> None:
    auth = code_of(tmp_path / "data")
    with serving(site, tmp_path / "data", "--server", "granian") as (_, address):
        assert httpx.put(f"{address}syncs/progress", auth=auth, content=b"{" * 100_000).status_code == 413
        assert httpx.get(f"{address}opds").status_code == 200


def test_where_it_is_missing_one_line_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "granian", None)
    said = run("serve", "--server", "granian", cwd=tmp_path)
    assert (said.code, said.err.count("\n")) == (6, 1)
    assert 'annotated-reader[granian]"' in said.err

"""What the service has acknowledged outlives kills, full disks, other processes and clocks; what it cannot keep it does not acknowledge."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

import httpx2 as httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import OutputError
from reader.serve import sqlite
from reader.serve.store import close_store, open_store
from tests.bench.wire import answer, request
from tests.commands import SECONDS, run
from tests.databases import SERVER, kept_at
from tests.served import NOW, asked, key, member, state_at
from tests.service import code_of, pulled, push, serving

resource = pytest.importorskip("resource")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills, limits and mounts of Linux")


def test_a_kill_in_the_middle_of_many_pushes_loses_none_that_was_acknowledged(site: Path, tmp_path: Path) -> None:
    data, told = tmp_path / "data", list[str]()
    auth = code_of(data)
    with serving(site, data) as (process, address):

        def push_many(who: int) -> None:
            with httpx.Client(auth=auth, timeout=SECONDS) as client:
                for number in count():
                    if push(client, address, f"d{who}-{number}") == 200:
                        told.append(f"d{who}-{number}")
                    if len(told) >= 400:
                        process.kill()

        with ThreadPoolExecutor(4) as pool:
            ended = [pool.submit(push_many, who) for who in range(4)]
        assert all(isinstance(one.exception(), httpx.HTTPError) for one in ended)
    assert len(told) >= 400
    with serving(site, data) as (_, address), httpx.Client(auth=auth, timeout=SECONDS) as client:
        assert [document for document in told if not pulled(client, address, document)] == []
        assert push(client, address, "after") == 200


def test_two_services_on_one_database_lose_nothing_and_see_each_other(site: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    auth = code_of(data)
    with serving(site, data) as (_, one), serving(site, data) as (_, two), httpx.Client(auth=auth, timeout=SECONDS) as client:

        def push_many(numbered: tuple[int, str]) -> list[int]:
            with httpx.Client(auth=auth, timeout=SECONDS) as own:
                return [push(own, numbered[1], f"d{numbered[0]}-{number}") for number in range(40)]

        with ThreadPoolExecutor(4) as pool:
            assert set().union(*pool.map(push_many, enumerate([one, two, one, two]))) == {200}
        for who in range(4):
            for number in range(40):
                assert pulled(client, [two, one][who % 2], f"d{who}-{number}") == "1"
        assert run("invite", "小王", *kept_at(data), cwd=tmp_path).code == 0


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of 2 MB of its own; without the right to mount one, the test is skipped."""
    folder.mkdir()
    if os.getuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2M", "none", str(folder)], capture_output=True).returncode:
        pytest.skip("mounting takes the rights of root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(path: Path) -> None:
    """Write until there is no room."""
    with path.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


@pytest.mark.sqlite
def test_a_full_disk_is_said_and_when_there_is_room_again_all_goes_on(site: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        auth = code_of(disk / "data")
        with serving(site, disk / "data") as (_, address), httpx.Client(auth=auth, timeout=SECONDS) as client:
            told = [f"before-{number}" for number in range(5)]
            assert [push(client, address, document) for document in told] == [200] * 5
            with pytest.raises(OSError, match="space"):
                fill(disk / "filler")
            said = list[int]()
            while not said or said[-1] == 200:
                told.append(f"full-{len(said)}")
                said.append(push(client, address, told[-1]))
            assert said[-1] == 507
            told.pop()
            assert client.get(f"{address}users/auth").status_code == 200
            (disk / "filler").unlink()
            assert push(client, address, "after") == 200
            assert [document for document in [*told, "after"] if not pulled(client, address, document)] == []


@pytest.mark.sqlite
def test_a_disk_that_refuses_to_be_written_is_a_passing_fault(site: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    auth = code_of(data)
    with serving(site, data) as (process, address), httpx.Client(auth=auth, timeout=SECONDS) as client:
        assert push(client, address, "before") == 200
        most = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, most[1]))
        assert push(client, address, "refused") == 503
        assert client.get(f"{address}users/auth").status_code == 200
        assert pulled(client, address, "before") == "1"
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, most)
        assert push(client, address, "after") == 200
        assert [pulled(client, address, document) for document in ("before", "refused", "after")] == ["1", "", "1"]


@pytest.mark.sqlite
def test_a_folder_that_may_only_be_read_is_refused_in_one_line(site: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        code_of(disk / "data")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        said = run("serve", str(site), "--data", str(disk / "data"), "--port", "0", cwd=tmp_path)
        assert (said.code, said.out, said.err.count("\n")) == (5, "", 1)
        assert "→" in said.err


@pytest.mark.sqlite
@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_database_on_a_network_file_system_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(sqlite, "MOUNTS", tmp_path / "mounts")
    (tmp_path / "mounts").write_text(f"none / ext4 rw 0 0\nserver:/ {tmp_path} {kind} rw 0 0\n", encoding="utf-8")
    with pytest.raises(OutputError, match="network file system"):
        open_store(tmp_path / "data")
    assert not (tmp_path / "data").exists()


@given(times=st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=8))
@settings(max_examples=settings.default.max_examples // 5)
def test_whatever_the_clock_does_the_last_push_counts_and_no_time_goes_back(site: Path, tmp_path_factory: pytest.TempPathFactory, times: list[int]) -> None:
    clock = [NOW]
    state = state_at(site, tmp_path_factory.mktemp("clock") / "data", now=lambda: clock[0])
    client, headers, stamps = asked(state), key(member(state)), list[int]()
    for number, time in enumerate(times):
        clock[0] = NOW + time
        place = {"document": "d", "progress": str(number), "percentage": 0.5, "device": "K", "device_id": "1"}
        stamps.append(client.put("/syncs/progress", json=place, headers=headers).json()["timestamp"])
        assert client.get("/syncs/progress/d", headers=headers).json()["progress"] == str(number)
    assert stamps == sorted(stamps)
    close_store(state.store)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_request_under_way_is_answered_before_it_ends(site: Path, tmp_path: Path, number: signal.Signals, code: int) -> None:
    data = tmp_path / "data"
    with serving(site, data) as (process, address):
        half, rest = half_a_push(code_of(data))
        with socket.create_connection(("127.0.0.1", urlsplit(address).port or 0), timeout=SECONDS) as connection:
            connection.sendall(half)
            assert answer(connection)[0] == 100  # the service waits for the body
            process.send_signal(number)
            connection.sendall(rest)
            assert answer(connection)[0] == 200
        assert process.wait(SECONDS) == code


def test_who_never_ends_a_request_does_not_hold_the_end_up(site: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(site, data) as (process, address):
        half, _ = half_a_push(code_of(data))
        with socket.create_connection(("127.0.0.1", urlsplit(address).port or 0), timeout=SECONDS) as connection:
            connection.sendall(half)
            assert answer(connection)[0] == 100
            process.send_signal(signal.SIGINT)
            assert process.wait(SECONDS) == 130
            assert process.stdout
            assert "Traceback" not in process.stdout.read()


def half_a_push(auth: tuple[str, str]) -> tuple[bytes, bytes]:
    """A push in two parts; after the first the service says that it waits for more."""
    credentials = httpx.BasicAuth(*auth)._auth_header
    body = b'{"document": "d", "progress": "1", "percentage": 0.5}'
    whole = request("PUT", "/syncs/progress", headers=[f"Authorization: {credentials}", "Expect: 100-continue"], body=body)
    return whole[:-10], whole[-10:]


def test_a_backup_amid_writes_is_whole_and_has_all_that_was_acknowledged_before(site: Path, tmp_path: Path) -> None:
    data, told, done = tmp_path / "data", list[str](), Event()
    auth = code_of(data)
    with serving(site, data) as (_, address):

        def push_on() -> None:
            with httpx.Client(auth=auth, timeout=SECONDS) as client:
                while not done.is_set():
                    document = f"d{len(told)}"
                    assert push(client, address, document) == 200
                    told.append(document)

        thread = Thread(target=push_on)
        thread.start()
        try:
            before = list[tuple[Path, int]]()
            for number in range(4):
                before.append((tmp_path / f"copy{number}.sqlite", len(told)))
                assert run("backup", str(before[-1][0]), *kept_at(data), cwd=tmp_path).code == 0
                if not SERVER:
                    said = run("restore", str(before[-1][0]), "--data", str(data), cwd=tmp_path)
                    assert (said.code, "in use" in said.err) == (5, True)
        finally:
            done.set()
            thread.join()
    for copy, length in before:
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            kept = {row[0] for row in connection.execute("SELECT document FROM progress")}
        assert set(told[:length]) <= kept <= {*told, f"d{len(told)}"}
    other = tmp_path / "other"
    assert run("restore", str(before[-1][0]), *kept_at(other), cwd=tmp_path).code == 0
    with serving(site, other) as (_, address), httpx.Client(auth=auth, timeout=SECONDS) as client:
        assert all(pulled(client, address, document) == "1" for document in told[: before[-1][1]])


MALFORMED = (
    b"\0\1\2\3\r\n\r\n",
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET http://[::1 HTTP/1.1\r\nHost: [\r\n\r\n",
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n",
    b"GET /%ff%fe?\xff HTTP/1.1\r\nHost: \xff\r\n\r\n",
    b"PUT /syncs/progress HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    b"PUT /syncs/progress HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nxyz",
    b"PUT /syncs/progress HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 20_000 + b"\r\n",
    b"GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
    b"CONNECT secret:443 HTTP/1.1\r\nHost: x\r\n\r\n",
)


def test_what_is_no_request_harms_nobody_and_leaves_no_code_in_the_log(site: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    handle, code = code_of(data)
    with serving(site, data) as (process, address):
        for sent in (*MALFORMED, f"GET /k/{code}/opds HTTP/1.1\r\nA\0: {code}\r\n\r\n".encode()):
            with socket.create_connection(("127.0.0.1", urlsplit(address).port or 0), timeout=SECONDS) as connection:
                connection.sendall(sent)
                connection.shutdown(socket.SHUT_WR)
                said = b""
                try:
                    while more := connection.recv(1 << 16):
                        said += more
                except ConnectionError:
                    pass
                assert not said.startswith((b"HTTP/1.1 5", b"HTTP/1.0 5"))
            with httpx.Client(auth=(handle, code), timeout=SECONDS) as client:
                assert client.get(f"{address}users/auth").status_code == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(SECONDS) == 0
        assert process.stdout
        log = process.stdout.read()
        assert "Traceback" not in log
        assert code not in log

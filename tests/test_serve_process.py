"""The service as a process: it starts, survives being killed, ends as it is told to; backups are whole."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx2 as httpx
import pytest

from reader.club.codes import qr_text
from reader.serve.address import keep_address
from tests.commands import SECONDS, run
from tests.databases import kept_at
from tests.service import code_of, serving

POSIX = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


@POSIX
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_it_ends_as_it_is_told_to(site: Path, tmp_path: Path, number: signal.Signals, code: int) -> None:
    with serving(site, tmp_path / "data") as (process, address):
        assert httpx.get(f"{address}healthcheck", timeout=SECONDS).json() == {"state": "OK"}
        process.send_signal(number)
        said = process.communicate(timeout=SECONDS)[0]
        assert process.returncode == code
        last = "reader: stopped; what was acknowledged is kept → run the same command to go on\n" if code else ""
        assert said == last


def test_it_starts_without_what_makes_books() -> None:
    """A published site has its books: what composes, parses and writes them is imported when it is asked for."""
    heavy = ("lxml", "opencc", "ebooklib", "bs4", "reader.book.compose")
    code = f"import sys, reader.serve.run, reader.cli.serving; sys.exit(str([one for one in {heavy} if one in sys.modules] or ''))"
    assert subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=False).stderr.strip() == ""


@pytest.mark.sqlite
def test_a_backup_is_whole_while_the_service_runs_and_comes_back_when_it_does_not(site: Path, tmp_path: Path) -> None:
    data, copy = tmp_path / "data", tmp_path / "copy.sqlite"
    auth = code_of(data)
    with serving(site, data) as (process, address):
        httpx.put(
            f"{address}syncs/progress", auth=auth, json={"document": "d", "progress": "7", "percentage": 0.5, "device": "K", "device_id": "1"}, timeout=SECONDS
        )
        assert run("backup", str(copy), "--data", str(data), cwd=tmp_path).code == 0
        said = run("restore", str(copy), "--data", str(data), cwd=tmp_path)
        assert (said.code, "in use" in said.err) == (5, True)
        assert run("backup", str(copy), "--data", str(data), cwd=tmp_path).code == 5
        process.send_signal(signal.SIGTERM)
        process.wait(SECONDS)
    other = tmp_path / "other"
    assert run("restore", str(copy), "--data", str(other), cwd=tmp_path).code == 0
    with serving(site, other) as (_, address):
        assert httpx.get(f"{address}syncs/progress/d", auth=auth, timeout=SECONDS).json()["progress"] == "7"


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"no database at all" * 100])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.sqlite").write_bytes(content)
    said = run("restore", "x.sqlite", "--data", "data", cwd=tmp_path)
    assert (said.code, said.out) == (4, "")
    assert said.err.startswith("reader: x.sqlite: is ")
    assert not (tmp_path / "data").exists()


def test_who_is_a_member_already_is_said(tmp_path: Path) -> None:
    assert run("invite", "小王", cwd=tmp_path).code == 0
    said = run("invite", "小王", cwd=tmp_path)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert run("invite", "小王", "--again", cwd=tmp_path).code == 0
    assert run("invite", "小李", "--again", cwd=tmp_path).code == 2


def test_what_is_neither_a_site_nor_an_edition_is_refused(tmp_path: Path) -> None:
    said = run("serve", ".", cwd=tmp_path)
    assert (said.code, "neither a published site nor an edition" in said.err) == (4, True)


def test_whatever_is_asked_no_code_is_said(site: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    told = json.loads(run("invite", "阿里", *kept_at(data), "--json", cwd=tmp_path).out)
    code, link = told["code"], told["link"].rpartition("/")[2]
    with serving(site, data) as (process, address), httpx.Client(timeout=SECONDS) as client:
        for path in ("opds", "users/auth", "syncs/progress/x", "nothing", "%00", "../x", "books/", "syncs/progress"):
            assert client.get(f"{address}k/{code}/{path}").status_code in {200, 400, 404, 405}
        client.put(f"{address}k/{code}/syncs/progress", content=b"{" * 100_000)
        client.get(f"{address}users/auth", auth=(told["handle"], code))
        client.get(f"{address}join/{link}")
        for _ in range(2):
            client.post(f"{address}join/{link}")
        session = client.cookies["reader"]
        assert client.get(f"{address}me").status_code == 200
        raw_request(address, f"GET /k/{code}/opds HTTP/9.9\r\n\r\n")
        raw_request(address, f"GET /k/{code}/ opds HTTP/1.1\r\nx-auth-key: {code}\r\n\r\n")
        process.send_signal(signal.SIGTERM)
        assert process.stdout
        said = process.stdout.read()
    for secret in (code, link, session):
        assert secret not in said


def raw_request(address: str, text: str) -> None:
    """Send what no client would."""
    host, port = address.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((host, int(port)), timeout=SECONDS) as connection:
        connection.sendall(text.encode())
        connection.recv(1000)


def test_an_invitation_names_the_address_that_the_service_was_started_with(site: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(site, data) as (_, address):
        said = run("invite", "阿里", *kept_at(data), cwd=tmp_path)
        assert f"  OPDS catalogue        {address}opds" in said.out.splitlines()
        assert said.err.startswith("this link opens on this machine alone")
    keep_address(data, "https://club.example/")
    said = run("invite", "小王", *kept_at(data), cwd=tmp_path)
    assert ("  OPDS catalogue        https://club.example/opds" in said.out.splitlines(), said.err) == (True, "")


def test_a_port_that_is_taken_is_said_in_the_systems_words(site: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = run("serve", str(site), "--data", "data", "--port", str(port), cwd=tmp_path)
    assert (said.code, said.err) == (5, f"reader: 127.0.0.1:{port}: cannot listen there (address already in use) → choose another --host or --port\n")


def test_an_invitation_shows_link_code_and_three_lines(tmp_path: Path) -> None:
    said = run("invite", "阿里", "--base-url", "https://club.example/", cwd=tmp_path)
    lines = said.out.splitlines()
    link = next(line.strip() for line in lines if "/join/" in line)
    assert re.fullmatch(r"https://club\.example/join/[a-z2-9]{26}", link)
    assert [line for line in qr_text(link).splitlines() if line.strip()] == [line for line in lines if line.strip() and set(line) <= set(" ▀▄█")]
    assert "  OPDS catalogue        https://club.example/opds" in lines
    assert "  progress sync server  https://club.example" in lines
    assert any(re.fullmatch(r"  log in \(not register\) a-li, password [a-z2-9]{26}", line) for line in lines)

"""The service as a process: it starts, survives being killed, ends as it is told to; backups are whole."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import httpx2 as httpx
import pytest

from tests.commands import run
from tests.service import code_of, serving

POSIX = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


@POSIX
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_it_ends_as_it_is_told_to(site: Path, tmp_path: Path, number: signal.Signals, code: int) -> None:
    with serving(site, tmp_path / "data") as (process, address):
        assert httpx.get(f"{address}healthcheck").json() == {"state": "OK"}
        start = time.monotonic()
        process.send_signal(number)
        assert process.wait(20) == code
        assert time.monotonic() - start < 15


def test_a_backup_is_whole_while_the_service_runs_and_comes_back_when_it_does_not(site: Path, tmp_path: Path) -> None:
    data, copy = tmp_path / "data", tmp_path / "copy.sqlite"
    auth = code_of(data)
    with serving(site, data) as (process, address):
        httpx.put(f"{address}syncs/progress", auth=auth, json={"document": "d", "progress": "7", "percentage": 0.5, "device": "K", "device_id": "1"})
        assert run("backup", str(copy), "--data", str(data), cwd=tmp_path).code == 0
        said = run("restore", str(copy), "--data", str(data), cwd=tmp_path)
        assert (said.code, "in use" in said.err) == (5, True)
        assert run("backup", str(copy), "--data", str(data), cwd=tmp_path).code == 5
        process.send_signal(signal.SIGTERM)
        process.wait(20)
    other = tmp_path / "other"
    assert run("restore", str(copy), "--data", str(other), cwd=tmp_path).code == 0
    with serving(site, other) as (_, address):
        assert httpx.get(f"{address}syncs/progress/d", auth=auth).json()["progress"] == "7"


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

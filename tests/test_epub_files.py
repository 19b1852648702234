"""A file is written whole or not at all, and what was there stays when it cannot be."""

from __future__ import annotations

import errno
import os
import signal
import stat
from pathlib import Path
from typing import Any

import pytest

from reader.epub import files
from reader.epub.files import write_atomic
from reader.errors import OutputError


def failing(path: Path, data: bytes = b"new") -> str:
    with pytest.raises(OutputError) as error:
        write_atomic(path, data)
    assert error.value.advice
    return str(error.value)


def test_a_new_file_and_a_replaced_one(tmp_path: Path) -> None:
    path = tmp_path / "书.epub"
    for data in (b"one", b"two"):
        write_atomic(path, data)
        assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_new_file_can_be_read_by_others_and_a_replaced_one_keeps_its_rights(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        write_atomic(tmp_path / "a", b"x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o644
    (tmp_path / "a").chmod(0o600)
    write_atomic(tmp_path / "a", b"y")
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


def test_the_target_is_a_folder_or_its_folder_is_missing(tmp_path: Path) -> None:
    assert "folder" in failing(tmp_path)
    assert "no such folder" in failing(tmp_path / "none" / "a.epub")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_when_the_system_refuses_what_was_there_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    path = tmp_path / "a.epub"
    path.write_bytes(b"old")

    def refuse(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files, "rights", refuse)  # called after the bytes were written, as a full disk reports
    monkeypatch.setattr(Path, "replace", refuse)
    assert os.strerror(number).lower() in failing(path)
    assert [entry.read_bytes() for entry in tmp_path.iterdir()] == [b"old"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_disk_that_fills_up_while_writing_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fdopen
    monkeypatch.setattr(files.os, "fdopen", lambda handle, mode: (os.close(handle), real(os.open("/dev/full", os.O_WRONLY), mode))[1])
    assert "no space" in failing(tmp_path / "a.epub", b"x" * 100_000)
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: Path) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(files, "rights", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(tmp_path / "a.epub", b"new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(("place", "name", "left"), [(os, "open", []), (Path, "replace", [("a.epub", b"new")])])
def test_ctrl_c_just_when_something_is_done_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Any, name: str, left: list[tuple[str, bytes]]
) -> None:
    done = getattr(place, name)

    def interrupted(*given: Any) -> Any:
        found = done(*given)
        signal.raise_signal(signal.SIGINT)
        return found

    monkeypatch.setattr(place, name, interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomic(tmp_path / "a.epub", b"new")
    monkeypatch.undo()
    assert [(entry.name, entry.read_bytes()) for entry in tmp_path.iterdir()] == left

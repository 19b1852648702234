"""Law 3: another folder, day, time zone or locale changes no byte; the zip carries the edition's date only."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from reader.book.compose import compose
from reader.edition import load_edition
from reader.edition.exceptions import read_exceptions
from tests.editions import CLUB, copy_of

PLACES = (
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.GBK", "PYTHONHASHSEED": "2", "PYTHONUTF8": "0"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "3", "SOURCE_DATE_EPOCH": "1"},
)


def build(edition: Path, target: Path, place: dict[str, str]) -> bytes:
    command = [sys.executable, "-m", "reader", "build", str(edition), "--traditional", "-o", str(target)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **place})
    return target.read_bytes()


def test_same_input_same_bytes(tmp_path: Path) -> None:
    books = []
    for number, place in enumerate(PLACES):
        folder = tmp_path / f"place {number}"
        folder.mkdir()
        books.append(build(copy_of(CLUB, folder / "版本"), folder / "书.epub", place))
    assert books[0] == books[1] == books[2]


def test_the_zip_carries_the_editions_date_and_one_system_mark(tmp_path: Path) -> None:
    build(CLUB, tmp_path / "book.epub", PLACES[0])
    with zipfile.ZipFile(tmp_path / "book.epub") as book:
        entries = book.infolist()
    assert entries[0].filename == "mimetype"
    assert entries[0].compress_type == zipfile.ZIP_STORED
    assert {entry.date_time for entry in entries} == {(2026, 1, 31, 0, 0, 0)}
    assert {entry.create_system for entry in entries} == {3}


def test_a_book_that_grows_in_a_file_is_the_same_as_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def book() -> bytes:
        return compose(load_edition(CLUB), asked="zh-Hans", version="1", exceptions=read_exceptions(CLUB)).data

    in_memory = book()
    monkeypatch.setattr("reader.book.compose.LARGE", 0)
    assert book() == in_memory

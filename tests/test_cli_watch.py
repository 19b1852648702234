"""`reader watch` as a process: what is changed is checked, built and shown; what is wrong is said, and waited for."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2 as httpx
import pytest

from tests.commands import SECONDS
from tests.editions import CLUB, copy_of
from tests.overlaid import edition_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
TERM = '\n[[term]]\nid = "kafeiguan"\nheadword = "咖啡"\ndefinition = "{}"\n'


@contextmanager
def watching(folder: Path) -> Iterator[tuple[subprocess.Popen[str], Iterator[str]]]:
    """A running watch, and the lines that it says."""
    command = [sys.executable, "-m", "reader", "watch", folder.name, "--no-open"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1", "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", cwd=folder.parent, env=environment) as process:
        try:
            assert process.stdout
            yield process, (line.rstrip("\n") for line in process.stdout)
        finally:
            process.kill()


def until(lines: Iterator[str], words: str) -> str:
    """The first line with these words in it."""
    return next(line for line in lines if words in line)


def add(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_a_change_is_built_and_shown_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    folder = copy_of(CLUB, tmp_path / "club")
    with watching(folder) as (process, lines):
        assert until(lines, "club: ").startswith("club: clean; build/chaka.epub (")
        found = re.search(r"http://127\.0\.0\.1:\d+/", until(lines, " at http"))
        assert found
        address = found[0]
        first = httpx.get(address, follow_redirects=True, timeout=SECONDS)
        assert first.headers["content-type"].startswith("text/html")
        assert httpx.get(address, headers={"host": "elsewhere.example"}, timeout=SECONDS).status_code == 400
        page = str(first.url).replace("index.html", "cha.html")
        assert "煮熟的豆子" not in httpx.get(page.replace("cha.html", "glossary.html"), timeout=SECONDS).text
        with httpx.stream("GET", f"{address}changes", timeout=SECONDS) as stream:
            told = stream.iter_lines()
            assert next(told) == "data: 1"
            add(folder / "glossary.toml", TERM.format("煮熟的豆子磨成粉，用热水冲出来的饮料，提神。"))
            assert "build/chaka.epub" in until(lines, "club: ")
            assert next(line for line in told if line) == "data: 2"
        assert "煮熟的豆子" in httpx.get(page.replace("cha.html", "glossary.html"), timeout=SECONDS).text
        assert "EventSource" in httpx.get(page.rpartition("/as-published/")[0] + "/reader.js", timeout=SECONDS).text
        assert httpx.get(f"{address}nothing", timeout=SECONDS).status_code == 404
        assert (tmp_path / "build" / "chaka.epub").is_file()
        process.send_signal(signal.SIGINT)
        assert process.wait(SECONDS) == 130


def test_slips_are_said_and_waited_for(tmp_path: Path) -> None:
    folder = copy_of(CLUB, tmp_path / "club")
    notes, whole = folder / "notes.toml", (folder / "notes.toml").read_text(encoding="utf-8")
    notes.write_text("x = \n", encoding="utf-8")
    with watching(folder) as (process, lines):
        assert "is not TOML" in until(lines, "notes.toml")
        assert until(lines, "waiting") == "waiting for the next change"
        address = until(lines, " at http").split()[2]
        assert httpx.get(address, timeout=SECONDS).headers["refresh"] == "1"
        notes.write_text(whole, encoding="utf-8")
        assert until(lines, "club: ").startswith("club: clean")
        assert "<main>" in httpx.get(address, follow_redirects=True, timeout=SECONDS).text
        process.send_signal(signal.SIGINT)
        assert process.wait(SECONDS) == 130


def test_the_book_of_an_epubs_chapters_is_written_anew(tmp_path: Path) -> None:
    folder = edition_of("novel", tmp_path)
    with watching(folder) as (process, lines):
        assert "its book has pages of its own" in until(lines, "Ctrl-C")
        before = (tmp_path / "build" / "edition.epub").read_bytes()
        add(
            folder / "glossary.toml",
            '\n[[term]]\nid = "radio"\nheadword = "radio"\ndefinition = "A box that speaks, with a knob for each of its two opinions."\n',
        )
        assert "build/edition.epub" in until(lines, "edition: ")
        assert (tmp_path / "build" / "edition.epub").read_bytes() != before
        process.send_signal(signal.SIGINT)
        assert process.wait(SECONDS) == 130

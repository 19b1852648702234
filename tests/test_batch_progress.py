"""How far a library is, as somebody sees it who looks at a terminal."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from test_epub_convert import book_of

from reader.cli.progress import ERASE, pace
from tests.commands import run
from tests.editions import ROOT
from tests.libraries import put

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="has no pseudo-terminals")
BOOKS = 12
CONVERT = ("convert", "library", "--traditional", "-j", "2", "-o", "out")
# The program that says after every book how far it is, by a clock that stands at two seconds from the start on: how long a machine takes says nothing here.
PROGRAM = """
from itertools import chain, repeat
from types import SimpleNamespace

from reader.cli import main, progress

progress.PATIENCE = 0
progress.time = SimpleNamespace(monotonic=chain([0.0], repeat(2.0)).__next__)
if __name__ == "__main__":
    main()
"""
ENGLISH = re.compile(r"([0-9,]+) of ([0-9,]+) books, ([0-9.]+) a second, ([0-9]+) s left")
CHINESE = re.compile(r"([0-9,]+)/([0-9,]+) 本，每秒 ([0-9.]+) 本，还要 ([0-9]+) 秒")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(BOOKS):
        put(tmp_path / "library" / f"{number}.epub", book_of("hong-kong"))
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    return tmp_path


def looked_at(folder: Path, *options: str) -> str:
    """What a terminal is sent."""
    ours, theirs = os.openpty()
    command = [sys.executable, "program.py", *options]
    process = subprocess.Popen(command, cwd=folder, env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}, stdout=theirs, stderr=theirs)
    os.close(theirs)
    found = b""
    try:
        while some := os.read(ours, 1 << 16):
            found += some
    except OSError:  # how Linux says that nobody writes any more
        pass
    os.close(ours)
    assert process.wait() == 0
    return found.decode()


@pytest.mark.parametrize(("language", "line", "last"), [("en", ENGLISH, "12 books: 12 done → out"), ("zh", CHINESE, "12本书：完成 12 → out")], ids=["en", "zh"])
def test_a_line_says_how_far_it_is_and_is_gone_at_the_end(folder: Path, language: str, line: re.Pattern[str], last: str) -> None:
    first, *lines, end = looked_at(folder, "--lang", language, *CONVERT).split(ERASE)
    assert (first, end) == ("", f"{last}\r\n")
    found = [line.fullmatch(one) for one in lines]
    assert [(one[1], one[2]) for one in found if one] == [(str(number), str(BOOKS)) for number in range(1, BOOKS + 1)]
    assert [(one[3], one[4]) for one in found if one] == [(f"{number / 2:.1f}", f"{round((BOOKS - number) * 2 / number)}") for number in range(1, BOOKS + 1)]
    assert all(found)


def test_what_was_done_before_counts_as_done_and_not_for_the_rate(folder: Path) -> None:
    run(*CONVERT, cwd=folder)
    for number in range(10, 14):
        put(folder / "library" / f"{number}.epub", book_of("phrases-across-tags"))
    lines = looked_at(folder, *CONVERT, "--resume").split(ERASE)
    found = [one for line in lines if (one := ENGLISH.fullmatch(line))]
    # Four books in two seconds: the other ten count among what there is, not for the rate.
    assert found[-1].groups() == ("14", "14", "2.0", "0")
    assert all(float(one[3]) <= 2 for one in found)


def test_of_a_part_only_its_books_count(folder: Path) -> None:
    parts = [looked_at(folder, *CONVERT[:-1], "out", "--shard", f"{number}/2").split(ERASE) for number in (1, 2)]
    totals = [{one[2] for line in lines if (one := ENGLISH.fullmatch(line))} for lines in parts]
    assert all(len(total) == 1 for total in totals)
    assert sum(int(next(iter(total))) for total in totals) == BOOKS


def test_the_rate_is_of_this_run() -> None:
    assert pace(10, 900, 1_000, 5.0) == "910 of 1,000 books, 2.0 a second, 45 s left"
    assert pace(1_000, 0, 1_000_000, 100.0) == "1,000 of 1,000,000 books, 10.0 a second, 27 h 45 min left"

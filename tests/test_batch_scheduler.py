"""A library on a scheduler and workers that are processes of their own: what is killed, what cannot be seen, and that the books are the same."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_epub_convert import book_of

from reader.errors import InputError
from tests.clusters import cluster, when_there
from tests.commands import run_process
from tests.editions import ROOT
from tests.libraries import journal, put, tree_of
from tests.sizes import examples

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills processes by signals")
BOOKS, TASK = 60, 6
CONVERT = ("convert", "library", "--traditional", "-o")
# The program with small tasks and little patience, so that a small library takes many.
PROGRAM = f"""
from reader.batch import cluster, portions
from reader.cli import main

portions.MOST, cluster.WAIT = {TASK}, 1
if __name__ == "__main__":
    main()
"""

# What a worker loads that stops where it opens its thirteenth book, in the third task, until it is let go.
HELD = "from pathlib import Path\nfrom tests.held import hold\nhold(LIBRARY, Path(GO), after=12)\n"

# What a worker loads that cannot open, list or make anything in the folder, as if it were on another machine.
BLIND = """
import os, sys

def refuse(event, found):
    if event in {"open", "os.listdir", "os.scandir", "os.mkdir", "os.rename"} and isinstance(found[0], str) and found[0].startswith(FOLDER):
        os.write(2, b"refused\\n")
        raise FileNotFoundError(2, os.strerror(2), found[0])

sys.addaudithook(refuse)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library, and what an undisturbed run makes of it."""
    folder = tmp_path_factory.mktemp("scheduler")
    for number in range(BOOKS):
        data = book_of("hong-kong" if number % 3 else "phrases-across-tags") if number % 20 else b"no zip"
        put(folder / "library" / f"{number % 7}" / f"{number}.epub", data)
    run_process(*CONVERT, "whole", "-j", "2", cwd=folder)
    (folder / "program.py").write_text(PROGRAM, encoding="utf-8")
    return folder


def start(folder: Path, tree: str, address: str) -> subprocess.Popen[str]:
    """The program on the scheduler; it says nothing of its progress."""
    command = [sys.executable, "program.py", *CONVERT, tree, "--cluster", address]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")


def held(folder: Path, tree: str) -> tuple[str, ...]:
    """The options of a worker that does not come to the end of the library before there is a file `TREE.go`."""
    preload = folder / f"{tree}_held.py"
    preload.write_text(HELD.replace("LIBRARY", repr(str(folder / "library"))).replace("GO", repr(str(folder / f"{tree}.go"))), encoding="utf-8")
    return ("--preload", str(preload))


def begun(folder: Path, tree: str, chance: random.Random) -> None:
    """Wait until the first books are done, and by chance a little longer."""
    when_there(folder / tree / "reader-journal.jsonl")
    time.sleep(chance.uniform(0, 0.1))


def ended(process: subprocess.Popen[str]) -> tuple[int, list[str]]:
    """Its exit code, and what it complained of besides the books that are none."""
    _, err = process.communicate(timeout=120)
    return process.returncode, [line for line in err.splitlines() if "not a readable zip file" not in line]


def resumed(folder: Path, tree: str) -> None:
    """Go on, and see that the books are those of a run that nobody disturbed."""
    before = len(journal(folder / tree))
    assert run_process(*CONVERT, tree, "--resume", cwd=folder).code == 1
    assert 0 < before <= len(journal(folder / tree)) == BOOKS
    assert tree_of(folder / tree) == tree_of(folder / "whole")


@pytest.mark.parametrize("seed", range(examples(1)))
def test_a_worker_that_is_killed_costs_no_book(folder: Path, seed: int) -> None:
    chance, tree = random.Random(seed), f"worker-{seed}"
    with cluster(folder / f"{tree}-dask", options=held(folder, tree)) as there:
        process = start(folder, tree, there.address)
        begun(folder, tree, chance)
        chance.choice(there.workers).kill()
        (folder / f"{tree}.go").touch()
        assert ended(process) == (1, [])
    assert len(journal(folder / tree)) == BOOKS
    assert tree_of(folder / "whole").items() <= tree_of(folder / tree).items()
    resumed(folder, tree)  # takes away what the worker may have left half written


@pytest.mark.parametrize("seed", range(examples(1)))
def test_a_scheduler_that_is_killed_is_one_line_and_the_run_goes_on_later(folder: Path, seed: int) -> None:
    tree = f"scheduler-{seed}"
    with cluster(folder / f"{tree}-dask", options=held(folder, tree)) as there:
        process = start(folder, tree, there.address)
        begun(folder, tree, random.Random(seed))
        there.scheduler.kill()
        assert ended(process) == (InputError.exit_code, [f"reader: {there.address}: the scheduler is gone → start it again, and go on with --resume"])
    resumed(folder, tree)


def test_where_no_worker_is_left_nobody_waits_for_ever(folder: Path) -> None:
    with cluster(folder / "none-dask", workers=1, options=held(folder, "none")) as there:
        process = start(folder, "none", there.address)
        begun(folder, "none", random.Random(0))
        there.workers[0].kill()
        assert ended(process) == (InputError.exit_code, [f"reader: {there.address}: no worker is left → start some again, and go on with --resume"])
    resumed(folder, "none")


def test_workers_that_see_no_folder_are_sent_the_books(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "blind.py").write_text(BLIND.replace("FOLDER", repr(str(folder))), encoding="utf-8")
    here = run_process(*CONVERT, "whole-again", "-j", "2", cwd=folder)
    with cluster(tmp_path / "dask", workers=1, options=("--preload", str(tmp_path / "blind.py"))) as there:
        process = start(folder, "sent", there.address)
        out, err = process.communicate(timeout=120)
    assert (process.returncode, out, sorted(err.splitlines())) == (here.code, here.out.replace("whole-again", "sent"), sorted(here.err.splitlines()))
    assert "refused" in (tmp_path / "dask" / "dask.log").read_text(encoding="utf-8")
    assert tree_of(folder / "sent") == tree_of(folder / "whole")
    assert facts(folder / "sent") == facts(folder / "whole")


def facts(tree: Path) -> list[dict[str, object]]:
    """What the journal knows, times apart."""
    return sorted(({**line, "seconds": 0} for line in journal(tree)), key=lambda line: str(line["book"]))

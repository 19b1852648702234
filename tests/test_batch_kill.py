"""Whatever is killed, and when: after `--resume` the books are byte for byte those of a run that nobody disturbed.

Times are drawn, since a kill has to come at any moment; no test waits for something by the clock.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_epub_convert import book_of

from reader.epub.files import BESIDE
from tests.commands import has_ended, run_process, until
from tests.editions import ROOT
from tests.libraries import journal, put, tree_of
from tests.sizes import examples

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds processes in /proc")
BOOKS = 60
COMMAND = ("convert", "library", "--traditional", "-j", "2", "-o")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library, and what an undisturbed run makes of it."""
    folder = tmp_path_factory.mktemp("kill")
    kinds = [book_of("hong-kong"), book_of("phrases-across-tags"), b"no zip"]
    for number in range(BOOKS):
        put(folder / "library" / f"{number % 7}" / f"{number}.epub", kinds[0 if number % 20 else 2] if number % 3 else kinds[1])
    run_process(*COMMAND, "whole", cwd=folder)
    return folder


def start(folder: Path, tree: str, *options: str, errors: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "reader", *COMMAND, tree, *options]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=errors)


def below(process: int) -> Iterator[int]:
    """The processes that a process has started, and theirs."""
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = task.read_text(encoding="ascii").split()
        except OSError:
            continue
        for child in map(int, children):
            yield child
            yield from below(child)


def kill_one(chance: random.Random, process: subprocess.Popen[bytes]) -> None:
    """Kill the program or a process of its, as chance will have it."""
    victims = [process.pid, *below(process.pid)]
    try:
        os.kill(chance.choice(victims), signal.SIGKILL)
    except ProcessLookupError:
        return


def disturbed(folder: Path, tree: str, chance: random.Random, *options: str) -> None:
    """Runs that are disturbed at any time, and one that ends."""
    for number in range(4):
        process = start(folder, tree, *options, *(("--resume",) if number else ()))
        for _ in range(chance.randint(1, 3)):
            time.sleep(chance.uniform(0.1, 1.5))
            kill_one(chance, process)
        if chance.random() < 0.5:
            process.kill()
        process.wait()
    run_process(*COMMAND, tree, "--retry-failed", cwd=folder)


@pytest.mark.parametrize("seed", range(examples(2)))
def test_a_run_that_was_killed_goes_on_to_the_same_books(folder: Path, seed: int) -> None:
    disturbed(folder, f"tree-{seed}", random.Random(seed))
    assert tree_of(folder / f"tree-{seed}") == tree_of(folder / "whole")
    assert not list((folder / f"tree-{seed}").rglob(f"{BESIDE[0]}*"))


def test_ctrl_c_leaves_nothing_half_written_and_can_be_resumed(folder: Path) -> None:
    process = start(folder, "stopped", errors=subprocess.PIPE)
    path = folder / "stopped" / "reader-journal.jsonl"
    until(lambda: path.exists() and path.stat().st_size >= 400)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert (process.returncode, said.decode()) == (130, "reader: stopped; no half-written file is left → run the same again with --resume\n")
    assert not list((folder / "stopped").rglob(f"{BESIDE[0]}*"))
    before = len(journal(folder / "stopped"))
    assert 0 < before < BOOKS
    run_process(*COMMAND, "stopped", "--resume", cwd=folder)
    assert tree_of(folder / "stopped") == tree_of(folder / "whole")
    assert len(journal(folder / "stopped")) == BOOKS


def test_processes_end_with_the_program_that_started_them(folder: Path) -> None:
    process = start(folder, "orphans")
    path = folder / "orphans" / "reader-journal.jsonl"
    until(lambda: path.exists() and path.stat().st_size > 0)
    workers = list(below(process.pid))
    process.kill()
    process.wait()
    until(lambda: all(map(has_ended, workers)))
    assert len(workers) >= 2

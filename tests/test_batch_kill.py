"""Whatever is killed, and when: after `--resume` the books are byte for byte those of a run that nobody disturbed.

Times are drawn, since a kill has to come at any moment of a run, however long one takes; no test waits for something by the clock.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
# The program whose processes stop where they open their thirteenth book, until they are let go.
PROGRAM = """
from multiprocessing import parent_process
from pathlib import Path
from reader.cli import main
from tests.held import hold

if parent_process():
    hold("library", Path(GO), after=12)
if __name__ == "__main__":
    main()
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library, what an undisturbed run makes of it, and how many seconds that took."""
    folder = tmp_path_factory.mktemp("kill")
    kinds = [book_of("hong-kong"), book_of("phrases-across-tags"), b"no zip"]
    for number in range(BOOKS):
        put(folder / "library" / f"{number % 7}" / f"{number}.epub", kinds[0 if number % 20 else 2] if number % 3 else kinds[1])
    started = time.monotonic()
    run_process(*COMMAND, "whole", cwd=folder)
    (folder / "seconds").write_text(str(time.monotonic() - started), encoding="utf-8")
    return folder


def start(folder: Path, tree: str, *options: str, program: tuple[str, ...] = ("-m", "reader"), errors: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    command = [sys.executable, *program, *COMMAND, tree, *options]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=errors)


@contextmanager
def held(folder: Path, tree: str, *options: str) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """A run that has told of some books and cannot come to its end, and the file that lets it go on."""
    go, program = folder / f"{tree}.go", folder / f"{tree}.py"
    program.write_text(PROGRAM.replace("GO", repr(str(go))), encoding="utf-8")
    path = folder / tree / "reader-journal.jsonl"
    with start(folder, tree, *options, program=(program.name,), errors=subprocess.PIPE) as process:
        try:
            until(lambda: path.exists() and path.stat().st_size >= 400)
            yield process, go
        finally:
            process.kill()
            go.touch()


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
    seconds = float((folder / "seconds").read_text(encoding="utf-8"))
    for number in range(4):
        process = start(folder, tree, *options, *(("--resume",) if number else ()))
        for _ in range(chance.randint(1, 3)):
            time.sleep(chance.uniform(0.1, 0.9) * seconds)
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
    with held(folder, "stopped") as (process, _):
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
    with held(folder, "orphans") as (process, go):
        workers = list(below(process.pid))
        process.kill()
        process.wait()
        go.touch()
    until(lambda: all(map(has_ended, workers)))
    assert len(workers) >= 2


def test_a_worker_of_a_local_cluster_that_is_killed_costs_no_book(folder: Path) -> None:
    with held(folder, "local", "--cluster", "local") as (process, go):
        worker = next(child for child in below(process.pid) if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes())
        os.kill(worker, signal.SIGKILL)
        go.touch()
        process.communicate()
    assert process.returncode == 1
    assert len(journal(folder / "local")) == BOOKS
    run_process(*COMMAND, "local", "--resume", cwd=folder)  # takes away what the worker may have left half written
    assert tree_of(folder / "local") == tree_of(folder / "whole")

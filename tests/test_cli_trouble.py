"""Trouble from outside: full disks, Ctrl-C, terminals that cannot show Chinese, and faults of the program itself."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest

from reader.book import compose
from reader.epub import files
from reader.stopped import STOPPED
from tests.commands import run, run_process
from tests.editions import CLUB, copy_of

OLD = b"the book that was there"
POSIX = pytest.mark.skipif(os.name == "nt", reason="asks for what only POSIX systems have")
BARE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
BUILD = ("build", str(CLUB), "-o", "book.epub")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an old book in it."""
    (tmp_path / "book.epub").write_bytes(OLD)
    return tmp_path


def is_as_it_was(folder: Path) -> bool:
    return [path.name for path in folder.iterdir()] == ["book.epub"] and (folder / "book.epub").read_bytes() == OLD


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EDQUOT])
def test_a_disk_that_refuses_is_named_and_the_old_book_stays(folder: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files, "rights", refuse)  # asked behind the last byte
    monkeypatch.setattr(os, "fdopen", refuse)  # tests may run as root, whom no permission stops
    said = run(*BUILD, cwd=folder)
    assert (said.code, said.out) == (5, "")
    assert said.err == f"reader: book.epub: {os.strerror(number).lower()} → choose another place with -o\n"
    assert is_as_it_was(folder)


@POSIX
def test_a_file_that_may_not_grow_leaves_the_old_book(folder: Path) -> None:
    # The system itself stops the write in the middle, as a full disk does.
    command = f'ulimit -f 1; exec "{sys.executable}" -m reader build "{CLUB}" -o book.epub'
    done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 5, done.stderr
    assert done.stderr.startswith("reader: book.epub: file too large")
    assert is_as_it_was(folder)


def test_the_default_folder_cannot_be_made_where_a_file_stands(tmp_path: Path) -> None:
    (tmp_path / "build").write_bytes(OLD)
    said = run("build", str(CLUB), cwd=tmp_path)
    assert said.code == 5
    assert said.err.startswith("reader: build: cannot be created")
    assert (tmp_path / "build").read_bytes() == OLD


@POSIX
def test_ctrl_c_in_the_middle_says_one_line_and_writes_nothing(folder: Path) -> None:
    # A pipe in the place of a source holds the command in the middle of its work until the signal comes.
    edition = copy_of(CLUB, folder / "club")
    (edition / "essays" / "cha.txt").unlink()
    os.mkfifo(edition / "essays" / "cha.txt")
    command = [sys.executable, "-m", "reader", "build", "club", "-o", "book.epub"]
    usual = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.default_int_handler)}  # what runs in the background may be deaf to it
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **usual) as process:
        pipe = other_end(edition / "essays" / "cha.txt", process)
        out, err = interrupted(process)
        os.close(pipe)
    assert (process.returncode, out) == (130, "")
    assert err.split("\n")[-2].startswith("reader: stopped; no half-written file is left")
    assert err.strip().count("\n") == 0
    assert (folder / "book.epub").read_bytes() == OLD


def interrupted(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Ctrl-C, and again if need be: a signal that comes just before the read that waits does not end the wait (`signal(7)`)."""
    for _ in range(30):
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            return process.communicate(timeout=2)
    process.kill()
    pytest.fail("the command does not end")


def other_end(pipe: Path, process: subprocess.Popen[str]) -> int:
    """Our end of the pipe, as soon as the process has opened its own."""
    while process.poll() is None:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # nobody reads yet
            time.sleep(0.01)
    pytest.fail("the command ended before it read its source")


@pytest.mark.parametrize("module", ["reader.cli", "typing", "reader.cli.app", "click", "reader.cli.building"])
def test_ctrl_c_while_a_module_is_imported_says_one_line(tmp_path: Path, module: str) -> None:
    code = f"""
import os, signal, sys
class Here:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.modules.pop("typing", None)
sys.meta_path.insert(0, Here())
sys.argv = ["reader", "build", "-o", "book.epub"]
from reader.__main__ import main
main()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, cwd=tmp_path, text=True, encoding="utf-8", timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", f"reader: {STOPPED}\n")
    assert list(tmp_path.iterdir()) == []


def test_who_runs_the_program_deaf_to_ctrl_c_is_let_be(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); sys.argv = ['reader', '--version']; from reader.__main__ import main; "
        "from reader.stopped import heed_from_now; heed_from_now(); os.kill(os.getpid(), signal.SIGINT); main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, cwd=tmp_path, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_ctrl_c_just_before_the_end_leaves_no_scraps(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    assert run(*BUILD, cwd=folder).code == 130
    assert is_as_it_was(folder)


def test_ctrl_c_where_python_cannot_stop_is_heeded_a_little_later(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Called:
        def __del__(self) -> None:
            raise KeyboardInterrupt

    def passed_over(*_: object) -> None:
        Called()
        Event().wait(30)
        pytest.fail("nobody stopped")

    monkeypatch.setattr(Path, "replace", passed_over)
    said = run(*BUILD, cwd=folder)
    assert (said.code, said.err) == (130, f"reader: {STOPPED}\n")
    assert is_as_it_was(folder)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "gbk", "big5", "latin-1"])
def test_no_terminal_is_too_poor_for_a_summary_a_check_and_an_error(tmp_path: Path, encoding: str) -> None:
    edition = copy_of(CLUB, tmp_path / "edition")
    built = run("build", "edition", "-o", "茶𠀀.epub", cwd=tmp_path, encoding=encoding)
    assert (built.code, built.err) == (0, "")
    assert "82 characters" in built.out
    assert (tmp_path / "茶𠀀.epub").stat().st_size > 5000
    assert run("check", "edition", cwd=tmp_path, encoding=encoding).code == 0
    (edition / "essays" / "cha.txt").unlink()
    failed = run("build", "edition", cwd=tmp_path, encoding=encoding)
    assert failed.code == 4
    assert "essays/cha.txt" in failed.err


@pytest.mark.parametrize("environment", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C"}, BARE], ids=["ascii", "C", "bare C"])
def test_a_real_process_without_utf8_prints_what_it_can(tmp_path: Path, environment: dict[str, str]) -> None:
    said = run_process("build", str(CLUB), "-o", "茶.epub", cwd=tmp_path, environment=environment)
    assert (said.code, said.err) == (0, "")
    assert (tmp_path / "茶.epub").is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_summary_that_cannot_be_printed_is_one_line_and_the_book_is_whole(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "reader", "build", str(CLUB), "-o", "book.epub"]
        done = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 5
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("reader: the output cannot be printed (No space left on device) → ")
    assert (tmp_path / "book.epub").stat().st_size > 5000


def test_a_fault_of_the_program_has_a_traceback_for_the_report_and_a_code_of_its_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_: object, **__: object) -> None:
        raise ValueError("never meant to happen")

    monkeypatch.setattr(compose, "compose", fault)
    said = run(*BUILD, cwd=folder)
    assert said.code == 70
    assert "ValueError: never meant to happen" in said.err
    assert said.err.splitlines()[-1] == "reader: this is a fault in the program → please report the lines above"
    assert is_as_it_was(folder)

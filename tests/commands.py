"""The `reader` command for tests: in this process (fast), or as a process of its own (with another environment)."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

from msgspec import Struct

from reader.cli import main

SECONDS = 60  # within which something must have happened, however busy the machine is


class Said(Struct, frozen=True, gc=False):
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str


def run(*arguments: str, cwd: Path, encoding: str = "utf-8") -> Said:
    """Run `reader ARGUMENTS` in this process, in the folder `cwd`, on a terminal of that encoding."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True) for _ in range(2))
    code: object = 0
    spoken = mock.patch.dict(os.environ, {"LC_ALL": "C"})  # English, whatever the machine speaks
    patched = (mock.patch.object(sys, "argv", ["reader", *arguments]), mock.patch("sys.unraisablehook"))
    with chdir(cwd), spoken, patched[0], patched[1], redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as stopped:
            code = stopped.code or 0
    assert isinstance(code, int)
    return Said(code, read(out), read(err))


def read(stream: io.TextIOWrapper) -> str:
    # Click takes an ASCII terminal for a misconfigured one and sends it UTF-8.
    encoding = "utf-8" if stream.encoding == "ascii" else stream.encoding
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode(encoding)


def run_process(*arguments: str, cwd: Path, environment: Mapping[str, str] | None = None) -> Said:
    """Run `reader ARGUMENTS` as a process; `environment` is added to this one's."""
    done = subprocess.run(
        [sys.executable, "-m", "reader", *arguments],
        cwd=cwd,
        env={**os.environ, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(Path(__file__).resolve().parents[1]), **(environment or {})},
        capture_output=True,
        check=False,
        timeout=120,
    )
    return Said(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))


def until(happened: Callable[[], bool]) -> None:
    """Wait until something has happened; fail when it does not."""
    last = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < last
        time.sleep(0.02)


def has_ended(process: int) -> bool:
    """Is the process gone, or does it wait for nothing but to be asked how it ended (Z in proc_pid_stat(5))?"""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True

"""The program as a process: what it is given, what it prints, and how it is stopped."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread
from typing import IO, Any, TypedDict

# Seconds: how often somebody who cancels is heard; how long the program may take to put its things away; how long to say its version.
HEARD, PATIENCE, ASKED = 0.2, 5.0, 30.0
IS_WINDOWS = os.name == "nt"


class Ended(TypedDict):
    """How a process ended: its exit code, the last of what it said on standard error, whether it was stopped."""

    code: int
    errors: str
    stopped: bool


def environment(environ: Mapping[str, str]) -> dict[str, str]:
    """What the program sees of this one's: nothing that is meant for calibre's Python, and UTF-8 everywhere."""
    kept = {name: value for name, value in environ.items() if not name.upper().startswith(("PYTHON", "__PYVENV_LAUNCHER__"))}
    return {**kept, "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}


def version_of(path: str, sanitized: Callable[[], AbstractContextManager[object]]) -> str:
    """What `reader --version` prints; nothing for a program that cannot be run, fails, or takes too long."""
    try:
        with tempfile.TemporaryDirectory() as folder, sanitized():
            done = subprocess.run([path, "--version"], capture_output=True, timeout=ASKED, cwd=folder, check=False, **options())
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def run(command: Sequence[str], folder: str, stop: Event, tell: Callable[[str], None], sanitized: Callable[[], AbstractContextManager[object]]) -> Ended:
    """Run the program in `folder`; each line that it prints is told at once. Setting `stop` ends it."""
    with tempfile.TemporaryFile() as errors:
        with sanitized():
            process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=errors, **options())
        try:
            for line in lines(process, stop):
                tell(line)
            stopped = stop.is_set()
        finally:
            end(process)
        errors.seek(0, os.SEEK_END)
        errors.seek(max(0, errors.tell() - 20_000))
        return Ended(code=process.returncode, errors=errors.read().decode("utf-8", "replace"), stopped=stopped)


def options() -> dict[str, Any]:
    """How a process is started: no input, no window, and a group of its own that can be ended together."""
    made: dict[str, Any] = {"stdin": subprocess.DEVNULL, "env": environment(os.environ)}
    if IS_WINDOWS:
        return {**made, "creationflags": getattr(subprocess, "CREATE_NO_WINDOW", 0)}
    return {**made, "start_new_session": True}


def lines(process: subprocess.Popen[bytes], stop: Event) -> Iterator[str]:
    """What it prints, line by line, until it ends or is to stop."""
    printed: Queue[bytes | None] = Queue()
    assert process.stdout is not None
    Thread(target=pour, args=(process.stdout, printed), daemon=True).start()
    while not stop.is_set():
        with contextlib.suppress(Empty):
            line = printed.get(timeout=HEARD)
            if line is None:
                process.wait()
                return
            yield line.decode("utf-8", "replace")


def pour(stream: IO[bytes], into: Queue[bytes | None]) -> None:
    """Every line of a stream into a queue, and None behind them: a thread of its own, for reading waits."""
    with stream:
        for line in stream:
            into.put(line)
    into.put(None)


def end(process: subprocess.Popen[bytes]) -> None:
    """Let a process end that still runs, with all that it has started: asked at first, then by force."""
    if process.poll() is not None:
        return
    if IS_WINDOWS:
        taskkill = str(Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "taskkill.exe")
        subprocess.run([taskkill, "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False, **options())
    else:
        signal_group(process, signal.SIGINT)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill() if IS_WINDOWS else signal_group(process, signal.SIGKILL)
        process.wait()


def signal_group(process: subprocess.Popen[bytes], number: int) -> None:
    """A signal for the process and what it has started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)

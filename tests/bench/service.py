"""Servers as processes of their own: `reader serve`, and calibre's content server where it is installed."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct

from .measure import environment
from .wire import answer, connect, request

PATIENCE = 60  # seconds for a server to start
LISTENS = re.compile(r"http://127\.0\.0\.1:(\d+)/")


class Server(Struct, frozen=True, gc=False):
    """A running server's process and port."""

    process: int
    port: int


@contextmanager
def serving(site: Path, data: Path, *options: str) -> Iterator[Server]:
    """`reader serve`, from when it answers; killed at the end."""
    with started(site, data, *options) as process:
        port = said_port(process)
        wait_for(port)
        yield Server(process.pid, port)


@contextmanager
def started(site: Path, data: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """`reader serve` as a process, killed at the end."""
    command = [sys.executable, "-m", "reader.cli", "serve", str(site), "--data", str(data), "--port", "0", *options]
    environ = environment(data.parent) | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environ) as process:
        try:
            yield process
        finally:
            process.kill()


def said_port(process: subprocess.Popen[str]) -> int:
    """The port that it says it listens on; raises RuntimeError with its words when it says something else."""
    line = process.stdout.readline() if process.stdout else ""
    if found := LISTENS.search(line):
        return int(found[1])
    raise RuntimeError(f"reader serve did not start: {line}")


@contextmanager
def calibre_serving(books: Iterable[Path], folder: Path) -> Iterator[Server | None]:
    """calibre's content server with a library of the books, from when it answers; None where it is not installed."""
    if not shutil.which("calibre-server"):
        yield None
        return
    library, environ = folder / "library", os.environ | {"CALIBRE_CONFIG_DIRECTORY": str(folder / "calibre")}
    subprocess.run(["calibredb", "add", "--duplicates", "--library-path", library, *books], check=True, capture_output=True, env=environ)
    port = free_port()
    command = ["calibre-server", "--port", str(port), "--listen-on", "127.0.0.1", str(library)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environ) as process:
        try:
            wait_for(port)
            yield Server(process.pid, port)
        finally:
            process.terminate()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


def wait_for(port: int) -> None:
    """Return when the server answers; raises TimeoutError when it never does."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(OSError), connect(port) as connection:
            connection.sendall(request("GET", "/opds"))
            if answer(connection)[0] == 200:
                return
        time.sleep(0.05)
    raise TimeoutError("the server does not answer")


def peak_memory(process: int) -> int:
    """The most memory that a running process has had, in bytes (Linux, `VmHWM`)."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    return int(found[1]) * 1024 if found else 0


def processor_time(process: int) -> float:
    """The seconds of processor that a running process has taken (Linux, `/proc/PID/stat`)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

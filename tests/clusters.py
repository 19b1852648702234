"""A Dask scheduler and workers as processes of their own, on this machine, for tests; whoever asks for them may kill them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from tests.commands import until
from tests.editions import ROOT

QUIET = {"DASK_DISTRIBUTED__ADMIN__TICK__LIMIT": "1h"}


class Cluster(Struct, frozen=True, gc=False, eq=False):
    """The processes, and where the scheduler listens."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: tuple[subprocess.Popen[bytes], ...]


@contextmanager
def cluster(folder: Path, *, workers: int = 2, options: tuple[str, ...] = (), security: tuple[str, ...] = ()) -> Iterator[Cluster]:
    """A scheduler and so many workers, which stand in `folder`; all are ended at the end."""
    folder.mkdir()
    file, started = folder / "scheduler.json", list[subprocess.Popen[bytes]]()
    try:
        started.append(dask(folder, "scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(file), *security))
        address = json.loads(when_there(file))["address"]
        for _ in range(workers):
            started.append(dask(folder, "worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard", *security, *options))
        until(lambda: (folder / "dask.log").read_text(encoding="utf-8").count("Registered to:") >= workers)
        yield Cluster(address, started[0], tuple(started[1:]))
    finally:
        for process in started:
            process.kill()
            process.wait()


def dask(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """`dask ARGUMENTS`, reachable from this machine alone; what it says is in `dask.log`."""
    environment = {**os.environ, **QUIET, "PYTHONPATH": str(ROOT)}
    with (folder / "dask.log").open("ab") as log:
        return subprocess.Popen([sys.executable, "-m", "dask", *arguments, "--host", "127.0.0.1"], cwd=folder, env=environment, stdout=log, stderr=log)


def when_there(file: Path) -> str:
    """What stands in the file, as soon as something does."""
    until(lambda: file.exists() and file.stat().st_size > 0)
    return file.read_text(encoding="utf-8")

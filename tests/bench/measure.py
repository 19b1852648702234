"""Whole processes, several in turn: time, processor time, peak memory. (POSIX: `launch.py` asks `wait4`.)"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from statistics import median

from msgspec import Struct

LAUNCHER = Path(__file__).with_name("launch.py")
# getrusage(2): kilobytes on Linux, bytes on macOS.
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


class Run(Struct, frozen=True, gc=False):
    """One process: seconds on the clock, seconds of processor (user and system), peak memory in bytes."""

    seconds: float
    processor: float
    peak: int


def run(command: Sequence[str], *, folder: Path) -> Run:
    """Run `command` (an absolute path and arguments) in `folder` to its end; raises RuntimeError with its last words when it fails."""
    launcher = (sys.executable, "-I", "-S", str(LAUNCHER), *command)
    done = subprocess.run(launcher, cwd=folder, env=environment(folder), capture_output=True, check=True)
    took, used, most, code = json.loads(done.stdout)
    if code:
        raise RuntimeError(f"{' '.join(command)} failed: {done.stderr[-800:].decode(errors='replace')}")
    return Run(took, used, most * PEAK_UNIT)


def environment(folder: Path) -> dict[str, str]:
    """This process's, but with compiled modules kept (in `folder`, from the first run on), as on any user's machine."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "pycache")}


def in_turn(commands: Mapping[str, Sequence[str]], *, rounds: int, folder: Path) -> dict[str, tuple[Run, ...]]:
    """Run every command once to warm the caches, then all of them `rounds` times in turn (A B C A B C …)."""
    for command in commands.values():
        run(command, folder=folder)
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(run(command, folder=folder))
    return {name: tuple(found) for name, found in runs.items()}


def seconds(runs: Sequence[Run]) -> float:
    """The median time on the clock."""
    return median(run.seconds for run in runs)


def processor(runs: Sequence[Run]) -> float:
    """The median processor time: what the runs would take on an idle machine with one core."""
    return median(run.processor for run in runs)


def peak(runs: Sequence[Run]) -> int:
    """The highest peak memory, in bytes."""
    return max(run.peak for run in runs)


def ratio(runs: Sequence[Run], others: Sequence[Run], *, of: Callable[[Run], float] = attrgetter("processor")) -> float:
    """The median, over the rounds, of what a run took by what the other command took in the same round.

    Of processor time unless `of` says otherwise; of the time on the clock, what a person waits, only an idle machine tells.
    """
    return median(of(run) / of(other) for run, other in zip(runs, others, strict=True))

"""Whole processes, several in turn: time, processor time, peak memory. (POSIX: `os.wait4`.)"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

# getrusage(2): kilobytes on Linux, bytes on macOS.
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds on the clock, seconds of processor (user and system), peak memory in bytes."""

    seconds: float
    processor: float
    peak: int


def run(command: Sequence[str], *, folder: Path) -> Run:
    """Run `command` in `folder` to its end; raises RuntimeError with its last words when it fails."""
    with (folder / "bench.log").open("w+b") as log:
        start = perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            log.seek(0)
            raise RuntimeError(f"{' '.join(command)} failed: {log.read()[-800:].decode(errors='replace')}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * PEAK_UNIT)


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


def ratio(runs: Sequence[Run], others: Sequence[Run]) -> float:
    """The median, over the rounds, of a run's processor time by that of the other command in the same round."""
    return median(run.processor / other.processor for run, other in zip(runs, others, strict=True))

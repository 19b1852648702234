"""A whole library: how much two processes save, what a small book costs, whether memory grows with the library, what a cluster costs beside the pool."""

from __future__ import annotations

import os
import random
import shutil
import sys
from operator import attrgetter
from pathlib import Path

from .converting import write_book
from .measure import Run, in_turn, peak, processor, ratio
from .report import Bar, run_lines

CLOCK = attrgetter("seconds")
KINDS = 40  # books that differ; the others are copies
SMALL, LARGE = 5_000, 5_000_000  # bytes of text
CLUSTER, LOCAL = "--cluster local", ("--cluster", "local", "-j", "2")


def library(folder: Path, *, rounds: int, books: int) -> tuple[list[str], list[Bar]]:
    """The tables and the bars: a library of so many books of all sizes; half as many small ones, and twenty times as many as these."""
    make(folder / "all", books, largest=LARGE)
    make(folder / "few", books // 2, largest=SMALL * 4)
    make(folder / "many", books * 10, largest=SMALL * 4)
    mixed = in_turn({"-j 1": run_over("all", "-j", "1"), "-j 2": run_over("all", "-j", "2"), CLUSTER: run_over("all", *LOCAL)}, rounds=rounds, folder=folder)
    small = in_turn({"few": run_over("few", "-j", "2"), "many": run_over("many", "-j", "2")}, rounds=1, folder=folder)
    lines = [*run_lines(f"{books} books of 5 kB to 5 MB", mixed), *run_lines(f"{books // 2} and {books * 10} small books", small)]
    return lines, bars(mixed, small, books)


def bars(mixed: dict[str, tuple[Run, ...]], small: dict[str, tuple[Run, ...]], books: int) -> list[Bar]:
    """What is promised; by the clock, so that nothing else may run meanwhile."""
    return [
        Bar("a library: `-j 2` / `-j 1`, on the clock", ratio(mixed["-j 2"], mixed["-j 1"], of=CLOCK), 1 / 1.8),
        Bar("… of processor time", ratio(mixed["-j 2"], mixed["-j 1"])),
        Bar("… `--cluster local` / the pool, on the clock", ratio(mixed[CLUSTER], mixed["-j 2"], of=CLOCK), 1 / 0.85),
        Bar("… of processor time", ratio(mixed[CLUSTER], mixed["-j 2"])),
        Bar("milliseconds of processor time for a small book", processor(small["many"]) * 1000 / (books * 10), 40),
        Bar("peak memory, twenty times as many small books / so many", peak(small["many"]) / peak(small["few"]), 1.1),
    ]


def run_over(name: str, *options: str) -> tuple[str, ...]:
    """The command that converts a library into a folder that is emptied before."""
    return (sys.executable, str(Path(__file__).with_name("fresh.py")), "out", "convert", name, "--traditional", "-o", "out", *options)


def make(folder: Path, books: int, *, largest: int) -> None:
    """A library of books of `SMALL` to `largest` bytes of text, evenly by their orders of magnitude; a hundred in a folder."""
    chance = random.Random(books)
    kinds = folder.with_name(f"{folder.name}-kinds")
    kinds.mkdir()
    for kind in range(KINDS):
        write_book(kinds / f"{kind}.epub", round(SMALL * (largest / SMALL) ** (kind / (KINDS - 1))))
    for number in range(books):
        place = folder / f"{number // 100}" / f"{number}.epub"
        place.parent.mkdir(parents=True, exist_ok=True)
        kind = kinds / f"{chance.randrange(KINDS)}.epub"
        try:
            os.link(kind, place)
        except OSError:
            shutil.copyfile(kind, place)

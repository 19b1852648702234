"""A progress bar for what takes longer than a second, on standard error and only where somebody looks at it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, TypeAlias

import click

from reader.cli.chinese import said

PATIENCE = 1.0  # seconds
STEPS = 1000

Tick: TypeAlias = Callable[[float], None]
# Erases the line of a terminal (ECMA-48, EL), behind a return to its beginning.
ERASE = "\r\x1b[K"


@contextmanager
def ticking(total: float) -> Iterator[Tick]:
    """A function to call with how much of `total` is done."""
    started = time.monotonic()
    bars: list[Any] = []  # none, or one
    with ExitStack() as stack:

        def tick(done: float) -> None:
            if not bars:
                if time.monotonic() - started < PATIENCE or not sys.stderr.isatty():
                    return
                bars.append(stack.enter_context(click.progressbar(length=STEPS, file=sys.stderr, show_pos=False)))
            bars[0].update(int(STEPS * done / total) - bars[0].pos)

        yield tick


@contextmanager
def pacing(total: Callable[[], int]) -> Iterator[Callable[[int, int], None]]:
    """A function to call with how many books are done, and how many were passed over since they were done before.

    A line that is written over says so, with how many are done a second and how long it will still take.

    Only where somebody looks at standard error; what there is altogether is asked for only then.
    """
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    started, last, number = time.monotonic(), [time.monotonic()], total()

    def step(done: int, before: int) -> None:
        now = time.monotonic()
        if done and now - last[0] >= PATIENCE:
            last[0] = now
            click.echo(ERASE + said(pace(done, before, number, now - started)), nl=False, err=True)

    try:
        yield step
    finally:
        erase()


def erase() -> None:
    """Take such a line away where something else is said."""
    if sys.stderr.isatty():
        click.echo(ERASE, nl=False, err=True)


def pace(done: int, before: int, total: int, seconds: float) -> str:
    """How far it is after so many seconds in which some were done, besides those that were before."""
    rate, there = done / seconds, done + before
    return f"{there:,} of {total:,} books, {rate:.1f} a second, {span((total - there) / rate)} left"


def span(seconds: float) -> str:
    """A stretch of time, roughly."""
    hours, minutes = divmod(round(seconds / 60), 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min" if seconds >= 60 else f"{round(seconds)} s"

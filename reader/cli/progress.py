"""A progress bar for what takes longer than a second, on standard error and only where somebody looks at it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, TypeAlias

import click

PATIENCE = 1.0  # seconds
STEPS = 1000

Tick: TypeAlias = Callable[[float], None]


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

"""Processes beside this one: what they do, and how they end with it."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

from reader.errors import EXIT_INTERRUPTED

if TYPE_CHECKING:
    from reader.convert.jobs import Job, Outcome


def leave_when_told() -> None:
    """Make Ctrl-C the end of this process, without words: the process that waits for it says them."""
    import signal

    signal.signal(signal.SIGINT, _leave)


def _leave(*_: object) -> NoReturn:
    raise SystemExit(EXIT_INTERRUPTED)


def run_in_worker(job: Job) -> Outcome:
    """One book. When told to leave, what is half written is taken away first; then the process ends, with the books that wait for it."""
    from reader.convert.jobs import run_job

    try:
        return run_job(job)
    except SystemExit:
        os._exit(EXIT_INTERRUPTED)


def tell_workers_to_leave() -> None:
    """Ctrl-C for all processes beside this one: a terminal tells them all, `kill` only the first."""
    import signal
    from multiprocessing import active_children

    for child in active_children():
        with suppress(OSError):
            os.kill(child.pid or 0, signal.SIGINT)

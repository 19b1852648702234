"""How the time that work takes grows with what it is given. How many seconds that is says nothing: machines differ, and others are at work on them."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from reader.errors import ReaderError

# What is four times as large takes four times as long; what grows with the square takes 16 times as long.
TIMES, MOST = 4, 8
# Below this nothing can be told, nor need be, in seconds.
UNMEASURABLE = 0.02
TRIES = 4


def growth(work: Callable[[Any], object], small: object, large: object) -> float:
    """How many times as long the larger takes, which comes first, so that nothing is prepared at the cost of the smaller; measured again where it is too
    much to be true.
    """
    longest, shortest = seconds(work, large), seconds(work, small)
    for _ in range(TRIES):
        if longest <= MOST * max(shortest, UNMEASURABLE):
            break
        longest, shortest = min(longest, seconds(work, large)), max(shortest, seconds(work, small))
    return longest / max(shortest, UNMEASURABLE)


def seconds(work: Callable[[Any], object], value: object) -> float:
    """Of the processor, which other programs do not take."""
    started = time.process_time()
    with suppress(ReaderError):
        work(value)
    return time.process_time() - started

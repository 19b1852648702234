"""How often somebody may guess a code: whoever sends a good one is never held up, since a program that wakes up sends twenty requests at once.
And how often a member's devices may send marks, and how many files are taken in at a time.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Semaphore

from msgspec import Struct, field
from starlette.exceptions import HTTPException

BURST = 20
A_SECOND = 0.2
MOST_CLIENTS = 10_000
RECEIVING, READING = 6, 2  # files that come over the line, files that are read
WAIT, LOOK = 30.0, 0.1  # seconds for a place among them, and between two looks


class Guesses(Struct, frozen=True):
    """By address what is left of its wrong guesses (by member: of messages), and when that was reckoned."""

    left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def may(self, address: str) -> bool:
        """Count one: is it not one too many?"""
        now = time.monotonic()
        left, since = self.left.pop(address, (float(BURST), now))
        left = min(BURST, left + (now - since) * A_SECOND) - 1
        self.left[address] = (max(left, -1.0), now)
        if len(self.left) > MOST_CLIENTS:
            self.left.popitem(last=False)
        return left >= 0


class Hands(Struct, frozen=True):
    """How many files may still come over the line, and be read, at the same time."""

    receiving: Semaphore = field(default_factory=lambda: Semaphore(RECEIVING))
    reading: Semaphore = field(default_factory=lambda: Semaphore(READING))


@asynccontextmanager
async def a_hand(free: Semaphore, *, wait: float = WAIT) -> AsyncIterator[None]:
    """One of the places, for as long as it is needed; 503 where none becomes free in time."""
    until = time.monotonic() + wait
    while not free.acquire(blocking=False):
        if time.monotonic() > until:
            raise HTTPException(503, headers={"Retry-After": "60"})
        await asyncio.sleep(LOOK)
    try:
        yield
    finally:
        free.release()

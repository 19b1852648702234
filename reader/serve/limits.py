"""How often somebody may guess a code. Whoever sends a good one is never held up: a program that wakes up sends twenty requests at once."""

from __future__ import annotations

import time
from collections import OrderedDict

from msgspec import Struct, field

BURST = 20
A_SECOND = 0.2
MOST_CLIENTS = 10_000


class Guesses(Struct, frozen=True):
    """By address what is left of its wrong guesses, and when that was reckoned."""

    left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def may(self, address: str) -> bool:
        """Count a wrong guess: was it one too many?"""
        now = time.monotonic()
        left, since = self.left.pop(address, (float(BURST), now))
        left = min(BURST, left + (now - since) * A_SECOND) - 1
        self.left[address] = (max(left, -1.0), now)
        if len(self.left) > MOST_CLIENTS:
            self.left.popitem(last=False)
        return left >= 0

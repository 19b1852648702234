"""A server that waits for nobody for ever: whoever opens a connection and sends no request, or half of one, is hung up on."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

import uvicorn

PATIENCE = 15.0  # seconds for a request's first lines; its body has `answers.PATIENCE`
TICKS = 5  # uvicorn's ticks, tenths of a second, between two looks


class Patient(uvicorn.Server):
    """uvicorn's server, which knows when each connection began to keep it waiting."""

    def __init__(self, config: uvicorn.Config, *, patience: float = PATIENCE) -> None:
        """As configured, with so many seconds of patience."""
        super().__init__(config)
        self.patience = patience
        self.waiting: dict[Any, tuple[Any, float]] = {}

    async def on_tick(self, counter: int) -> bool:
        """uvicorn's own work of each tick, and a look at the connections."""
        if counter % TICKS == 0:
            hang_up(self.server_state.connections, self.waiting, patience=self.patience, now=time.monotonic())
        return await super().on_tick(counter)


def hang_up(connections: Iterable[Any], waiting: dict[Any, tuple[Any, float]], *, patience: float, now: float) -> None:
    """Close the connections that have been without a request under way for too long; `waiting` is behind which request, and since when, each is.

    A request between two looks, which no look sees under way, is known by its answer: it is another than the last.
    """
    idle = [one for one in connections if one.cycle is None or one.cycle.response_complete]
    for one in waiting.keys() - set(idle):
        del waiting[one]
    for one in idle:
        last, since = waiting.get(one, (one.cycle, now))
        waiting[one] = (one.cycle, since if last is one.cycle else now)
        if now - waiting[one][1] > patience:
            one.transport.close()

"""The service under granian, where that is asked for and installed: its embedded server, in this very process, so that nothing outlives it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Callable
from typing import Any

from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.embed import Server
from granian.utils.proxies import wrap_asgi_with_proxy_headers
from starlette.types import ASGIApp, Receive, Scope, Send

from reader.serve.patience import PATIENCE

LAST = 1.5  # seconds for telling those who are under way that the service ends


class Listening(Server):
    """granian's server on a socket that listens already: the system has chosen the port, and it is known."""

    def __init__(self, app: ASGIApp, listening: socket.socket, *, most: int, patience: float) -> None:
        """The application on the socket, for so many connections at once; whoever keeps one waiting so many seconds is hung up on."""
        super().__init__(
            app,
            interface=Interfaces.ASGINL,
            http=HTTPModes.http1,
            websockets=False,
            backpressure=most,
            http1_settings=HTTP1Settings(header_read_timeout=int(patience * 1000)),
            log_level=LogLevels.error,
            log_access=False,
        )
        self.listening = listening

    def _init_shared_socket(self) -> None:
        # It closes what it is given.
        self._shd: Any = SocketHolder(os.dup(self.listening.fileno()), False, 256)  # type: ignore[call-arg]


def serve(app: ASGIApp, listening: socket.socket, *, most: int, grace: float, trusted: list[str], patience: float = PATIENCE) -> None:
    """Serve until SIGTERM comes, or SIGINT (KeyboardInterrupt); requests under way have so many seconds.

    Who asks is believed from the `trusted` addresses alone.
    """
    under_way = set[asyncio.Task[Any]]()
    server = Listening(wrap_asgi_with_proxy_headers(_counted(app, under_way), trusted_hosts=trusted), listening, most=most, patience=patience)
    with asyncio.Runner(loop_factory=_loop()) as runner:
        told = runner.run(_serve(server, under_way, grace=grace - LAST))
    if told == signal.SIGINT:
        raise KeyboardInterrupt


def _loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


async def _serve(server: Server, under_way: set[asyncio.Task[Any]], *, grace: float) -> int:
    """The signal that ended it."""
    loop = asyncio.get_running_loop()
    told: asyncio.Future[int] = loop.create_future()

    def end(number: int) -> None:
        if not told.done():
            told.set_result(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end, number)
    serving = asyncio.create_task(server.serve())
    await asyncio.wait({serving, told}, return_when=asyncio.FIRST_COMPLETED)
    server.stop()  # type: ignore[no-untyped-call]
    # granian waits for requests under way as long as they take, and needs a moment itself.
    await asyncio.wait({serving}, timeout=grace)
    for task in list(under_way):
        task.cancel()
    await asyncio.wait({serving}, timeout=LAST)
    return told.result() if told.done() else 0


def _counted(app: ASGIApp, under_way: set[asyncio.Task[Any]]) -> ASGIApp:
    """The application, whose requests under way are known."""

    async def asked(scope: Scope, receive: Receive, send: Send) -> None:
        task = asyncio.current_task()
        assert task
        under_way.add(task)
        try:
            await app(scope, receive, send)
        finally:
            under_way.discard(task)

    return asked

"""The service as a process: it listens, and ends as it is told to."""

from __future__ import annotations

import logging
import os
import signal
import socket
from contextlib import closing

from starlette.types import ASGIApp

from reader.errors import OutputError
from reader.serve.app import make_app
from reader.serve.state import State
from reader.serve.store import close_store

GRACE = 4  # seconds for requests under way
MOST = 500  # connections at once; whoever comes then is told to come again, or (granian) waits
# A web server before it, on this machine, says who asks; nobody else is believed.
TRUSTED = ["127.0.0.1", "::1"]


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there, so that the address is known, and known to be free, before anything is said of it; raises OutputError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=256)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listening
    except (OSError, OverflowError) as error:
        raise OutputError(f"cannot listen there ({_reason(error)})", where=f"{host}:{port}", advice="choose another --host or --port") from error


def _reason(error: Exception) -> str:
    """The system's words alone; `create_server` repeats the address in them. A name that leads nowhere has a number below 0."""
    number = getattr(error, "errno", None) or 0
    return os.strerror(number).lower() if number > 0 else str(error)


def run(state: State, listening: socket.socket, *, server: str) -> None:
    """Serve until SIGTERM or SIGINT (as KeyboardInterrupt) comes; requests under way are answered first. No address is logged: it may hold a code."""
    logging.getLogger("python_multipart").addHandler(logging.NullHandler())  # a form that is none is no event of ours
    with closing(listening):
        try:
            if server == "granian":
                from reader.serve.embedded import serve

                serve(make_app(state), listening, most=MOST, grace=GRACE, trusted=TRUSTED)
            else:
                _under_uvicorn(make_app(state), listening)
        finally:
            close_store(state.store)


def _under_uvicorn(app: ASGIApp, listening: socket.socket) -> None:
    import uvicorn

    from reader.serve.patience import Patient

    signal.signal(signal.SIGTERM, lambda *_: None)  # uvicorn ends by itself, and then raises the signal again
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        limit_concurrency=MOST,
        lifespan="off",
        forwarded_allow_ips=TRUSTED,
        ws="none",
    )
    Patient(config).run(sockets=[listening])

"""Pages that are made anew while a browser shows them: from memory, to this machine alone. A page that is old loads itself again."""

from __future__ import annotations

import asyncio
import mimetypes
import socket
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from threading import Thread

from msgspec import Struct, field
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

CHANGES = "/changes"
# What a page runs. The first message says which version is there; another number later, that the page is old.
SCRIPT = b"""
{
    let seen
    new EventSource('/changes').onmessage = ({ data }) => seen === undefined ? seen = data : seen !== data && location.reload()
}
"""
PAUSE = 0.2  # seconds
# By another name, a page of somebody else's could ask for ours through the browser.
HOSTS = ("127.0.0.1", "localhost")
LATEST = {"Cache-Control": "no-store"}


class Shown(Struct, gc=False):
    """What is shown: files by their paths, the first page's path, and a number that grows with every change."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    first: str = ""
    version: int = 0

    def show(self, files: Mapping[str, bytes], first: str) -> None:
        """Show other pages."""
        self.files, self.first = files, first
        self.version += 1


def make_preview(shown: Shown) -> Starlette:
    """The application."""

    async def page(request: Request) -> Response:
        path = request.path_params["path"]
        if path in {"", "index.html"} and shown.first:
            return RedirectResponse(f"/{shown.first}", headers=LATEST)
        if not shown.first:
            return PlainTextResponse("Nothing could be built yet: the terminal says why.\n", headers=LATEST | {"Refresh": "1"})
        if path not in shown.files:
            return PlainTextResponse("There is no such page.\n", 404, headers=LATEST)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return Response(shown.files[path], media_type=kind, headers=LATEST)

    async def changes(_: Request) -> Response:
        return StreamingResponse(_versions(shown), media_type="text/event-stream", headers=LATEST)

    routes = [Route(CHANGES, changes), Route("/{path:path}", page)]
    return Starlette(routes=routes, middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS))])


async def _versions(shown: Shown) -> AsyncIterator[str]:
    told = -1
    while True:
        if shown.version != told:
            told = shown.version
            yield f"data: {told}\n\n"
        await asyncio.sleep(PAUSE)


@contextmanager
def serving(shown: Shown, listening: socket.socket) -> Iterator[None]:
    """Serve beside what is done inside; at its end the pages are gone, whoever still looks at them."""
    import uvicorn

    config = uvicorn.Config(make_preview(shown), log_level="error", access_log=False, server_header=False, lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = server.force_exit = True
        thread.join(5)

"""The service as an ASGI application: the site's files, the catalogue, the protocol of reading positions, the members' pages."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reader.serve import browsers, editors, exchange, home, kosync, marking, meetings, mymarks, notes, orphans, own, reading, readwise, site, uploads
from reader.serve.amiss import failed, refused, trouble
from reader.serve.gate import Gate
from reader.serve.section import Section
from reader.serve.state import State
from reader.serve.store import UnavailableError
from reader.serve.tally import Renewing
from reader.serve.wechat import OutOfWeChat

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": POLICY,
}
RAW = tuple((name.lower().encode(), value.encode()) for name, value in HEADERS.items())
NAMES = frozenset(name for name, _ in RAW)


def make_app(state: State) -> ASGIApp:
    """The application. A code in the path (`/k/CODE/…`) reaches the feeds, what they lead to, the positions and what
    KOReader exchanges alone: never a page, since its address would stay in a browser's history.
    """
    folder = site.Site(state.site)
    files = Mount("/", app=folder, middleware=[Middleware(OutOfWeChat)])
    # What tells of the books, all of it behind the gate; all else asks by itself who is there.
    books = Mount("", routes=[*site.routes(folder), *home.routes(), *meetings.routes(), *reading.routes(folder), files], middleware=[Middleware(Gate)])
    protocols = [*kosync.routes(), *exchange.routes(), *readwise.routes(), *notes.routes()]
    feeds = Mount("/", app=folder, middleware=[Middleware(site.ForPrograms)])
    told = Mount("", routes=[*site.routes(folder), *meetings.feeds(), feeds], middleware=[Middleware(Gate)])
    by_path = Mount("/k/{code}", routes=[*protocols, told])
    members = (*own.routes(), *browsers.routes(), *uploads.routes(), *orphans.routes(), *mymarks.routes(), *marking.routes(), *editors.routes())
    handlers = {UnavailableError: trouble, OSError: trouble, HTTPException: refused, Exception: failed}
    renewing = [Middleware(Renewing, state.store, state.tallies)]
    app = Starlette(routes=[Section([*protocols, *members]), by_path, books], middleware=renewing, exception_handlers=handlers)
    app.router.redirect_slashes = False
    app.state.reader = state
    return Guarded(app)


class Guarded:
    """An application whose every answer has the headers that keep a browser from doing what no page of ours asks for."""

    def __init__(self, app: ASGIApp) -> None:
        """Around `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        started = False

        async def with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _add(message)
            await send(message)

        app = self.app if scope["type"] != "http" or is_text(scope["query_string"]) else PlainTextResponse("Bad Request\n", 400)
        try:
            await app(scope, receive, with_headers)
        except asyncio.CancelledError:  # the service ends, and the request would not
            if not started:
                await PlainTextResponse("The service ends.\n", 503, headers={"Retry-After": "60"})(scope, receive, with_headers)


def is_text(query: bytes) -> bool:
    """Is what stands behind the question mark UTF-8? Starlette, asked for the address, raises where it is not."""
    try:
        query.decode()
    except UnicodeDecodeError:
        return False
    return True


def _add(message: MutableMapping[str, Any]) -> None:
    headers = message.get("headers", ())
    given = {name for name, _ in headers}
    message["headers"] = [*headers, *(RAW if given.isdisjoint(NAMES) else (header for header in RAW if header[0] not in given))]

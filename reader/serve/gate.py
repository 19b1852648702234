"""Books for members alone, where `club.toml` says so: a session, a device's code or a path with one opens; a stranger's answer tells of no file."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reader.club.speech import Speech
from reader.serve.access import by_code, by_headers, by_session
from reader.serve.amiss import AGAIN, amiss
from reader.serve.own import COOKIE
from reader.serve.state import State, state_of
from reader.serve.tongue import tongue

# The service's own pages need it, and nothing of a book is in it.
STYLE = "/style.css"
AUTHENTICATION = "application/opds-authentication+json"
BASIC = "http://opds-spec.org/auth/basic"
# Who else asks the same gets another answer.
VARY = "Cookie, Authorization, Accept"


class Gate:
    """An application that answers members alone while the group is closed, and everybody while it is open."""

    def __init__(self, app: ASGIApp) -> None:
        """Before `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or not state_of(request := Request(scope)).club.closed or scope["path"] == STYLE:
            await self.app(scope, receive, send)
            return

        async def private(message: Message) -> None:
            if message["type"] == "http.response.start":
                _make_private(message)
            await send(message)

        answer = await refusal(request)
        await (answer or self.app)(scope, receive, private)


def _make_private(message: MutableMapping[str, Any]) -> None:
    """Nobody on the way may keep the answer for others."""
    headers = MutableHeaders(raw=list(message.get("headers", [])))
    headers["Cache-Control"] = headers.get("cache-control", "no-store").replace("public", "private")
    headers["Vary"] = VARY
    message["headers"] = headers.raw


async def refusal(request: Request) -> Response | None:
    """The answer for a stranger, the same whatever was asked for; None for a member."""
    state = state_of(request)
    if await run_in_threadpool(is_member, state, request):
        return None
    if has_tried(request) and not state.guesses.may(request.client.host if request.client else ""):
        return amiss(request, 429, AGAIN)
    below = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    if "text/html" in request.headers.get("accept", "") and below.split("/")[1:2] != ["opds"]:
        return RedirectResponse("/me", 303)
    challenge = 'Basic realm="reader", charset="UTF-8"'
    return Response(msgspec.json.encode(authentication(request, state)), 401, media_type=AUTHENTICATION, headers={"WWW-Authenticate": challenge})


def is_member(state: State, request: Request) -> bool:
    """Does a member ask: by a session, by the code in the path, by the headers?"""
    if by_session(state.store, request.cookies.get(COOKIE, ""), now=state.now()):
        return True
    code = request.path_params.get("code")
    return bool(by_code(state.store, code) if code else by_headers(state.store, request.headers))


def has_tried(request: Request) -> bool:
    """Was there a code, though a wrong one?"""
    return bool(request.path_params.get("code") or {"authorization", "x-auth-key"} & set(request.headers))


def authentication(request: Request, state: State) -> dict[str, Any]:
    """How a catalogue's client comes in (Authentication for OPDS 1.0)."""
    say = Speech(tongue(request))
    way = {"type": BASIC, "labels": {"login": say("user"), "password": say("password")}}
    return {"id": f"{state.base or '/'}opds", "title": state.club.name or say("books"), "description": say("stranger"), "authentication": [way]}

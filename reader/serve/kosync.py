"""KOReader's protocol for reading positions, as its own client speaks it (koreader-sync-server, `app/controllers/1/syncs_controller.lua`).

A client that is told 401 forgets what it had to send, and Readest makes a new account then: so 401 is said of a wrong code alone.
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reader.serve.access import Caller
from reader.serve.answers import json_answer, json_of
from reader.serve.calling import for_devices
from reader.serve.progress import keep, offered, read_push
from reader.serve.state import State

INVALID = {"code": 2003, "message": "Invalid request"}
NO_DOCUMENT = {"code": 2004, "message": "Field 'document' not provided."}
CLOSED = {"code": 2005, "message": "User registration is disabled. Ask your reading group for a code."}


def routes() -> list[Route]:
    """The protocol's routes."""
    return [
        Route("/users/create", create, methods=["POST"]),
        Route("/users/auth", authorize),
        Route("/syncs/progress", push, methods=["PUT"]),
        Route("/syncs/progress/{document}", pull),
        Route("/healthcheck", health),
    ]


async def create(_: Request) -> Response:
    """Nobody registers: whoever belongs to the group is invited."""
    return json_answer(CLOSED, 402)


@for_devices
async def authorize(_: Request, _state: State, _who: Caller) -> Response:
    """Is the code good?"""
    return json_answer({"authorized": "OK"})


@for_devices
async def push(request: Request, state: State, who: Caller) -> Response:
    """Remember a place."""
    told = read_push(await json_of(request))
    if not told:
        return json_answer(INVALID, 403)
    timestamp = await run_in_threadpool(keep, state.store, state.files, who, told, now=state.now())
    return json_answer({"document": told.document, "timestamp": timestamp})


@for_devices
async def pull(request: Request, state: State, who: Caller) -> Response:
    """The last place, in the book that is asked for."""
    place = await run_in_threadpool(offered, state.store, state.files, who.member, request.path_params["document"])
    if not place:
        return json_answer({})
    keys = ("document", "progress", "percentage", "device", "device_id", "timestamp")
    return json_answer({key: getattr(place, key) for key in keys})


async def health(_: Request) -> Response:
    """Is somebody there?"""
    return json_answer({"state": "OK"})

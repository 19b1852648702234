"""Programs that show a device's code: who is asking, for every route that answers members alone by it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from reader.serve.access import Caller, by_code, by_headers
from reader.serve.answers import json_answer
from reader.serve.state import State, state_of

UNAUTHORIZED = {"code": 2001, "message": "Unauthorized"}


def for_devices(handler: Callable[[Request, State, Caller], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """A route that is answered by `handler` for whoever shows a device's code, and told 401 or 429 to all others."""

    @wraps(handler)
    async def asked(request: Request) -> Response:
        state = state_of(request)
        who = await caller_of(request, state)
        return await handler(request, state, who) if isinstance(who, Caller) else who

    return asked


async def caller_of(request: Request, state: State) -> Caller | Response:
    """Who is asking, or the answer for whoever that cannot be: by the code in the path, else by the headers."""
    code = request.path_params.get("code")
    who = await run_in_threadpool(by_code, state.store, code) if code else await run_in_threadpool(by_headers, state.store, request.headers)
    if who:
        return who
    if not state.guesses.may(request.client.host if request.client else ""):
        return json_answer({"code": 2001, "message": "Too many attempts"}, 429, headers={"Retry-After": "60"})
    return json_answer(UNAUTHORIZED, 401)

"""A member's browsers on his own page: which they are, and signing one or all of them out."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from reader.serve.own import gone, sent_form
from reader.serve.sessions import end_all, end_one
from reader.serve.state import state_of


def routes() -> list[Route]:
    """What the page's forms do."""
    return [Route("/me/browsers/{session:int}/end", end, methods=["POST"]), Route("/me/browsers/end", end_every, methods=["POST"])]


async def end(request: Request) -> Response:
    """Sign one browser out."""
    member, _ = await sent_form(request)
    await run_in_threadpool(end_one, state_of(request).store, member, request.path_params["session"])
    return RedirectResponse("/me", 303)


async def end_every(request: Request) -> Response:
    """Sign out everywhere."""
    member, _ = await sent_form(request)
    await run_in_threadpool(end_all, state_of(request).store, member)
    return gone()

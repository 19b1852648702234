"""Highlights as Readwise takes them (readwise.io/api_deets): for programs whose address for Readwise can be changed, as Readest's can.

`Authorization: Token CODE`, the code that of a device. What is sent is private, as all that devices send.
"""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reader.serve.access import Caller
from reader.serve.answers import json_answer, json_of
from reader.serve.calling import for_devices
from reader.serve.receiving import MOST, receive
from reader.serve.state import State

MOST_HIGHLIGHTS = 2000
INVALID = {"detail": 'Send {"highlights": [{"text": …, "title": …}]}.'}


def routes() -> list[Route]:
    """Is the code good; take highlights."""
    paths = ("/api/v2/highlights/", "/api/v2/highlights")
    return [Route("/api/v2/auth/", authorize), Route("/api/v2/auth", authorize), *(Route(path, send, methods=["POST"]) for path in paths)]


@for_devices
async def authorize(_: Request, _state: State, _who: Caller) -> Response:
    """204 for a good code."""
    return Response(status_code=204, headers={"Cache-Control": "no-store"})


@for_devices
async def send(request: Request, state: State, who: Caller) -> Response:
    """Keep highlights; the answer has the books that they were said to be of."""
    highlights = highlights_in(await json_of(request, most=MOST))
    if highlights is None:
        return json_answer(INVALID, 400)
    titles = dict.fromkeys(str(one.get("title") or "") for one in highlights)
    data = msgspec.json.encode({"highlights": highlights})
    count = await receive(state, who, data, name="Readwise", titles=titles)
    return json_answer([{"title": title, "num_highlights": count, "modified_highlights": []} for title in titles])


def highlights_in(body: Any) -> list[dict[str, Any]] | None:
    """The highlights in a request's JSON; None where it is none."""
    found = body.get("highlights") if isinstance(body, dict) else None
    if not isinstance(found, list) or len(found) > MOST_HIGHLIGHTS:
        return None
    return found if all(isinstance(one, dict) and isinstance(one.get("text"), str) for one in found) else None

"""What is said when something is amiss: to a browser a page in its reader's language, to every other program one line."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from reader.book.page import node
from reader.club.speech import Speech
from reader.serve.answers import json_answer
from reader.serve.pages import page
from reader.serve.store import UnavailableError
from reader.serve.tongue import tongue

# The words for a page, by status; those of 400 for any other fault of what was sent, those of 500 for any of ours.
SAYS = {
    403: "amiss-stranger",
    404: "amiss-none",
    405: "amiss-none",
    408: "amiss-slow",
    413: "amiss-large",
    429: "amiss-often",
    503: "amiss-busy",
    507: "amiss-busy",
}
NONE = frozenset({404, 405})
HEADERS = {"Cache-Control": "no-store", "Vary": "Cookie, Accept, Accept-Language"}
AGAIN = {"Retry-After": "60"}
PROTOCOLS = ("/users", "/syncs", "/api/", "/k/", "/index.php/")


async def refused(request: Request, error: Exception) -> Response:
    """The answer to a request that a route refuses."""
    assert isinstance(error, HTTPException)
    return amiss(request, error.status_code, error.headers or {})


async def trouble(request: Request, error: Exception) -> Response:
    """A disk that is full or may not be written, a database that is busy: a passing fault, never a 401."""
    full = error.full if isinstance(error, UnavailableError) else getattr(error, "errno", None) == errno.ENOSPC
    status = 507 if full else 503
    if request.url.path.startswith(PROTOCOLS):
        return json_answer({"code": 2000, "message": "The service cannot store this now."}, status, headers=AGAIN)
    return amiss(request, status, AGAIN)


async def failed(request: Request, error: Exception) -> Response:
    """A fault of ours, which the log has."""
    del error
    return amiss(request, 500, {})


def amiss(request: Request, status: int, headers: Mapping[str, str]) -> Response:
    """The answer of that status: a page where one is asked for."""
    headers = HEADERS | dict(headers)
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse(f"{HTTPStatus(status).phrase}\n", status, headers=headers)
    say = Speech(tongue(request))
    words = say(SAYS.get(status, "amiss-sent" if status < 500 else "amiss-ours"))
    title = say("no-page" if status in NONE else "amiss")
    return HTMLResponse(page(title, (node("p", words),), say), status, headers=headers)

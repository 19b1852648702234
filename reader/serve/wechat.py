"""Inside WeChat, whose own browser stores no files: a word on how to get out of it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from reader.book.page import Node, node
from reader.club.speech import Speech

BROWSER = "MicroMessenger"
STORED = (".epub", ".zip", ".annotation", ".annotations")


def is_wechat(request: Request) -> bool:
    """Does WeChat's browser ask?"""
    return BROWSER in request.headers.get("user-agent", "")


def hint(say: Speech) -> Node:
    """What to do for a download."""
    return node("p", say("in-wechat"), class_="new")


class OutOfWeChat:
    """An application whose files to store WeChat is not sent, but how to have them: the browser that is opened then asks for the same address."""

    def __init__(self, app: ASGIApp) -> None:
        """Before `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        answer = explanation(Request(scope)) if scope["type"] == "http" and scope["path"].endswith(STORED) else None
        await (answer or self.app)(scope, receive, send)


def explanation(request: Request) -> Response | None:
    """The page instead of a file; None where a person at WeChat is not who asks."""
    from reader.serve.own import html, speech
    from reader.serve.pages import page

    if request.method != "GET" or not is_wechat(request) or "text/html" not in request.headers.get("accept", ""):
        return None
    say = speech(request)
    return html(request, page(say("download"), (hint(say),), say))

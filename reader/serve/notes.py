"""Notes as Nextcloud takes them (Notes API, version 1): KOReader, as it comes, exports its highlights that way, one note a book, in Markdown.

Name and code as HTTP Basic. Only the marks in the site's books are kept, no note: so the list of notes is empty, and KOReader sends each as a new one.
"""

from __future__ import annotations

from typing import Any
from zlib import crc32

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reader.serve.access import Caller
from reader.serve.answers import json_answer, json_of
from reader.serve.calling import for_devices
from reader.serve.receiving import MOST, receive
from reader.serve.state import State

# With a stroke at the end of the address that was typed, too.
PATHS = ("/index.php/apps/notes/api/v1/notes", "//index.php/apps/notes/api/v1/notes")
INVALID = {"message": "A note needs title and content."}


def routes() -> list[Route]:
    """The list, a new note, a note again."""
    return [
        *(Route(path, notes) for path in PATHS),
        *(Route(path, send, methods=["POST"]) for path in PATHS),
        *(Route(f"{path}/{{note:int}}", send, methods=["PUT"]) for path in PATHS),
    ]


@for_devices
async def notes(_: Request, _state: State, _who: Caller) -> Response:
    """The notes that are kept: none."""
    return json_answer([])


@for_devices
async def send(request: Request, state: State, who: Caller) -> Response:
    """Keep the marks of a note; KOReader takes nothing but 200 for success."""
    note = note_in(await json_of(request, most=MOST))
    if not note:
        return json_answer(INVALID, 400)
    title, content, category = note
    heading = content.lstrip().partition("\n")[0].removeprefix("# ").strip()
    await receive(state, who, content.encode("utf-8", "replace"), name="KOReader", titles=[heading])
    number = request.path_params.get("note") or crc32(title.encode("utf-8", "replace"))
    return json_answer({"id": number, "title": title, "content": "", "category": category, "favorite": False, "modified": state.now()})


def note_in(body: Any) -> tuple[str, str, str] | None:
    """Title, content and category of the note in a request's JSON; None where it is none."""
    if not isinstance(body, dict):
        return None
    title, content, category = (body.get(name, "") for name in ("title", "content", "category"))
    if not isinstance(title, str) or not isinstance(content, str) or not isinstance(category, str) or not content:
        return None
    return title[:500], content, category[:500]

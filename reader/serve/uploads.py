"""Files of devices, sent by a form: read by another process, their marks kept, the files themselves not."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reader.book.page import node
from reader.club.speech import Speech
from reader.serve.access import is_own_form
from reader.serve.answers import bounded, patience
from reader.serve.arrivals import arrivals_of, digest_of, take_in
from reader.serve.arrivedpages import arrived_page
from reader.serve.importing import Brought, Job
from reader.serve.limits import a_hand
from reader.serve.marks import Added, unsettled_marks
from reader.serve.members import Member
from reader.serve.own import COOKIE, html, key_of, member_of, speech
from reader.serve.reception import UnreadableError, brought
from reader.serve.state import state_of

MOST = 20 << 20  # bytes of all files together
LISTENED_TO = 256 << 20  # … that are received, and dropped, for the sake of an answer that a browser shows
MOST_FILES = 20
PATIENCE = 180  # seconds

Sent = tuple[tuple[str, bytes], ...]


class TooLargeError(Exception):
    """More was sent than is taken in."""


def routes() -> list[Route]:
    """The page of what came in, and the form on it."""
    return [Route("/me/arrived", arrived), Route("/me/arrived", send, methods=["POST"])]


async def arrived(request: Request) -> Response:
    """What came in of the member's marks, what of it moved, what has no place."""
    return await show(request, await member_of(request))


async def show(request: Request, member: Member, *said: str, status: int = 200) -> Response:
    """The page; `said` is what there is to say of what was just done."""
    state = state_of(request)
    arrivals = await run_in_threadpool(arrivals_of, state.store, member)
    marks = await run_in_threadpool(unsettled_marks, state.store, member)
    key = key_of(request)
    new = tuple(node("p", line, class_="new") for line in said)
    return html(request, arrived_page(arrivals, marks, speech(request), most=MOST, key=key, new=new), status)


async def send(request: Request) -> Response:
    """Take files in, and tell what they held."""
    member, state, say = await member_of(request), state_of(request), speech(request)
    try:
        async with a_hand(state.hands.receiving):
            files = await sent_files(request)
    except TooLargeError:
        return await show(request, member, say("upload-large").format(most=MOST >> 20), status=413)
    if not files:
        return await show(request, member, say("upload-none"), status=400)
    try:
        async with a_hand(state.hands.reading):
            found = await run_in_threadpool(brought, Job(str(state.site.absolute()), member.name, files))
    except UnreadableError:
        return await show(request, member, say("upload-unreadable"), status=422)
    digest = digest_of(*(data for _, data in files))
    added = await run_in_threadpool(lambda: take_in(state.store, member, found.kept, name=", ".join(found.names), digest=digest, now=state.now()))
    return await show(request, member, *told(found, added, say), status=200 if found.formats else 422)


def told(found: Brought, added: Added, say: Speech) -> list[str]:
    """What files came to, in a few lines."""
    lines = []
    if found.kept:
        orphans = sum(one.mark.state == "orphan" for one in found.kept)
        lines.append(say("upload-taken").format(marks=len(found.kept), new=len(added.new), changed=len(added.changed), orphans=orphans))
    elif found.formats:
        lines.append(say("upload-none-ours"))
    counts = (("upload-away", len(added.kept_away)), ("upload-others", found.others), ("upload-broken", found.broken), ("upload-unread", found.unread))
    return [*lines, *(say(key).format(count=count) for key, count in counts if count)]


async def sent_files(request: Request) -> Sent:
    """The files in a form of one of our pages, by their names; 403 for a form of any other, 400 for what is none."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise HTTPException(400)
    async with patience(PATIENCE):
        fields = await _fields(request)
    try:
        if not is_own_form(request.cookies.get(COOKIE, ""), str(fields.get("form", ""))):
            raise HTTPException(403)
        files = [one for one in fields.getlist("file") if isinstance(one, UploadFile)]
        return tuple([(_name(one), await one.read()) for one in files if one.filename])
    finally:
        await fields.close()


async def _fields(request: Request) -> FormData:
    """The fields of a form, its files in memory alone; raises TooLargeError."""
    parser = MultiPartParser(request.headers, _taken(request), max_files=MOST_FILES, max_fields=5)
    parser.spool_max_size = MOST
    try:
        return await parser.parse()
    except MultiPartException:
        raise HTTPException(400) from None


async def _taken(request: Request) -> AsyncGenerator[bytes, None]:
    """The body as it comes; of one that is too long the end is dropped, then TooLargeError is raised."""
    length = 0
    async for part in bounded(request, LISTENED_TO):
        length += len(part)
        if length <= MOST:
            yield part
    if length > MOST:
        raise TooLargeError


def _name(file: UploadFile) -> str:
    return (file.filename or "").replace("\\", "/").rpartition("/")[2]

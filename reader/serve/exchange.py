"""What KOReader's plugin asks of the service: which books are the group's, its reader's highlights in, what the others share out.

It shows who it is as it does for reading positions. Nothing here shares a mark: that is done by hand, on the member's own pages.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reader.serve.access import Caller
from reader.serve.answers import json_answer, json_of
from reader.serve.arrivals import take_in
from reader.serve.arriving import Highlight, Shelf, arrived
from reader.serve.calling import for_devices
from reader.serve.kosync import INVALID
from reader.serve.members import Member, heard_from
from reader.serve.positions import File, pointer_of
from reader.serve.state import State
from reader.serve.store import changing
from reader.serve.texts import Essay, build_of, essay_of, essays_of
from reader.serve.view import Shown, shared_of

UNKNOWN = {"code": 2006, "message": "This book is not one of the group's."}
MOST = 200  # marks at once


class Sent(Struct, frozen=True, gc=False):
    """A body: KOReader's hash of the file, highlights in it, what the device is."""

    document: str
    marks: tuple[Highlight, ...]
    device: str = ""


def routes() -> list[Route]:
    """The routes for the plugin."""
    return [Route("/api/documents", documents), Route("/api/marks", fetch), Route("/api/marks", send, methods=["POST"])]


@for_devices
async def documents(_: Request, state: State, _who: Caller) -> Response:
    """The hashes of all files of the group, by which a device itself finds out whether it has one."""
    return json_answer({"documents": sorted({file.book.koreader for file in state.files.by_hash.values()})})


@for_devices
async def fetch(request: Request, state: State, who: Caller) -> Response:
    """What of the others' marks the member may see, each with its place in the file that is asked for."""
    file = state.files.find(request.query_params.get("document", ""))
    if not file:
        return json_answer(UNKNOWN, 404)
    return json_answer({"marks": await run_in_threadpool(shared, state, who.member, file)})


@for_devices
async def send(request: Request, state: State, who: Caller) -> Response:
    """Keep highlights: how many were new, how many known, how many of all have no place in the text."""
    sent = read_sent(await json_of(request))
    if not sent:
        return json_answer(INVALID, 403)
    file = state.files.find(sent.document)
    if not file:
        return json_answer(UNKNOWN, 404)
    return json_answer(await run_in_threadpool(taken, state, who, file, sent))


def read_sent(body: Any) -> Sent | None:
    """The highlights in a request's JSON; None where it is none."""
    try:
        sent = msgspec.convert(body, Sent)
    except msgspec.ValidationError:
        return None
    return sent if len(sent.marks) <= MOST else None


def taken(state: State, caller: Caller, file: File, sent: Sent) -> dict[str, int]:
    """The counts of what was kept, on the disk before this returns."""
    shelf = shelf_of(state, file)
    marks = {kept.mark.id: kept for kept in (arrived(caller.member, shelf, one) for one in sent.marks if one.text.strip())}
    added = take_in(state.store, caller.member, marks.values(), name=sent.device or "KOReader", now=state.now(), if_new=True)
    with changing(state.store) as connection:
        heard_from(connection, caller.device, sent.device, now=state.now())
    new = len(added.new) + len(added.changed)
    return {"taken": new, "known": len(marks) - new, "orphans": sum(not kept.block for kept in marks.values())}


def shelf_of(state: State, file: File) -> Shelf:
    """The essays of the file's edition, as published and as the file has them."""
    published = tuple(essays_of(state, build_of(state, file.build.uuid) or file.build))
    return Shelf(file, published, tuple(_as_in(state, file, essay) for essay in published))


def _as_in(state: State, file: File, essay: Essay) -> Essay:
    """The essay in the file's script, where the web edition has it and its places are the same: conversion keeps the number of characters."""
    read = essay_of(state, essay.book, file.book.text, essay.slug)
    return read if read and read.starts == essay.starts else essay


def shared(state: State, member: Member, file: File) -> list[dict[str, str]]:
    """What the plugin lists, in the book's order and in the script of the file where the web edition has it."""
    return [_told(mark, file) for essay in shelf_of(state, file).read for mark in shared_of(state, member, essay)]


def _told(mark: Shown, file: File) -> dict[str, str]:
    xpointer = pointer_of(file, mark.block)
    return {"id": mark.id, "who": mark.who, "exact": mark.exact, "note": mark.note, "block": mark.block, "xpointer": xpointer, "made": mark.made}

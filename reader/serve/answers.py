"""Answers that several routes give: JSON, words, a page; and a request's body, which may be of any size."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import lru_cache
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

KEPT = 100  # pages whose ETags are kept in memory: as many as essays are (`texts.py`)
MOST = 64 << 10  # bytes of a body; KOReader's are below one thousand
PATIENCE = 20  # seconds for all of it


def json_answer(value: Any, status: int = 200, *, headers: Mapping[str, str] | None = None) -> Response:
    """JSON, never kept by anybody on the way."""
    return Response(msgspec.json.encode(value), status, media_type="application/json", headers={"Cache-Control": "no-store", **(headers or {})})


def page_answer(request: Request, page: bytes, headers: Mapping[str, str]) -> Response:
    """A page with its ETag; 304 for whoever has it."""
    tag = tag_of(page)
    same = tag in request.headers.get("if-none-match", "")
    return Response(b"" if same else page, 304 if same else 200, media_type="text/html", headers={"ETag": tag, **headers})


@lru_cache(KEPT)
def tag_of(page: bytes) -> str:
    """What tells the page from every other; a page that is kept by whoever answers with it is not hashed again."""
    return f'"{sha256(page).hexdigest()[:32]}"'


async def body_of(request: Request, *, most: int = MOST) -> bytes:
    """The body; 413 where it is longer than `most`, however long it says it is, 408 where it takes too long, 400 where it breaks off."""
    async with patience(PATIENCE):
        return b"".join([part async for part in bounded(request, most)])


@asynccontextmanager
async def patience(seconds: float) -> AsyncIterator[None]:
    """So long for whoever sends something: 408 where it takes longer, 400 where it breaks off."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise HTTPException(408) from None
    except ClientDisconnect:
        raise HTTPException(400) from None


async def bounded(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    """The body as it comes; 413 where it is longer than `most`."""
    length = 0
    async for part in request.stream():
        length += len(part)
        if length > most:
            raise HTTPException(413)
        yield part


async def json_of(request: Request, *, most: int = MOST) -> Any:
    """The body as JSON; None where it is none."""
    try:
        return msgspec.json.decode(await body_of(request, most=most))
    except (msgspec.DecodeError, RecursionError):
        return None


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form, the last of each name."""
    try:
        fields = parse_qs((await body_of(request)).decode(), keep_blank_values=True, max_num_fields=50)
    except ValueError:
        raise HTTPException(400) from None
    return {name: values[-1] for name, values in fields.items()}


def is_number(text: str) -> bool:
    """Is what was sent a number as our pages send them, and none so long that it harms?"""
    return text.isascii() and text.isdecimal() and len(text) < 7

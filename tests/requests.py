"""Requests of any kind for an application, as a server hands them over, and its whole answer: for laws over all routes."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import unquote

from hypothesis import strategies as st
from msgspec import Struct
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

END = ({"type": "http.request", "body": b""}, {"type": "http.disconnect"})


class Asked(Struct, frozen=True):
    """A request: the path as it is sent, percent signs and all."""

    method: str
    path: str
    query: bytes = b""
    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: tuple[bytes, ...] = ()


class Said(Struct, frozen=True):
    """An answer."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


def said_to(app: ASGIApp, asked: Asked, *, cut: bool = False) -> Said:
    """The application's answer; whatever it raises is raised. With `cut` whoever asks goes away before the body's end."""
    said: list[Any] = []
    bodies = iter([*({"type": "http.request", "body": part, "more_body": True} for part in asked.body), END[cut]])

    async def receive() -> dict[str, Any]:
        if part := next(bodies, None):
            return part
        return await asyncio.Future()  # whoever asked stays

    async def send(message: Any) -> None:
        said.append(message)

    path = {"path": unquote(asked.path), "raw_path": asked.path.encode(), "query_string": asked.query, "root_path": ""}
    scope = {"type": "http", "method": asked.method, "headers": list(asked.headers), "scheme": "http", "http_version": "1.1", **path}
    asyncio.run(app(scope | {"server": ("testserver", 80), "client": ("127.0.0.1", 1)}, receive, send))
    return Said(said[0]["status"], tuple(said[0]["headers"]), b"".join(message.get("body", b"") for message in said[1:]))


def routes_of(app: Starlette) -> Iterator[tuple[str, Sequence[str]]]:
    """The paths of all routes, with `{…}` where something stands in them, and the methods that each takes."""
    yield from _below(app.routes, "")


def _below(routes: Sequence[BaseRoute], before: str) -> Iterator[tuple[str, Sequence[str]]]:
    for route in routes:
        if isinstance(route, Route):
            yield before + route.path, sorted(route.methods or ())
        elif isinstance(route, Mount) and route.routes:
            yield from _below(route.routes, before + route.path)


def requests(app: Starlette, *, words: Sequence[str], paths: Sequence[str], headers: Sequence[tuple[str, str]]) -> st.SearchStrategy[Asked]:
    """Requests of any kind; `words`, `paths` and `headers` are such as the application knows, and come as often as any others."""
    word = st.sampled_from([*words, "..", ".", "", "%00", "%2e%2e", "%2f", "%5c", "１", "-1", "9" * 30, "a" * 300]) | st.text(max_size=8).map(sent)
    known = st.sampled_from(sorted(routes_of(app))).flatmap(lambda route: st.tuples(st.sampled_from(route[1]), filled(route[0], word)))
    methods = st.sampled_from([*["GET"] * 8, "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND", "X"])
    path = st.sampled_from(paths) | st.lists(word, max_size=5).map(lambda parts: "/" + "/".join(parts)) | filled("/k/{code}/{name}", word)
    line = known | st.tuples(methods, path)
    whole = tuple((name.encode(), value.encode()) for name, value in headers)
    fields = st.tuples(st.sampled_from([whole, whole, ()]), st.lists(odd_headers(words), max_size=4).map(tuple)).map(lambda pair: pair[0] + pair[1])
    body = st.lists(st.binary(max_size=40) | forms(words) | st.just(b"[" * 70_000), max_size=3).map(tuple)
    query = st.binary(max_size=20) | forms(words)
    return st.builds(lambda line, query, fields, body: Asked(line[0], line[1], query, fields, body), line, query, fields, body)


def sent(text: str) -> str:
    """Text as a path may hold it: what no path holds is percent-encoded, and so is every byte that is no text."""
    return "".join(char if char.isascii() and char.isalnum() else "".join(f"%{byte:02x}" for byte in char.encode("utf-8", "surrogatepass")) for char in text)


def filled(template: str, word: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """The path with any words in its gaps."""
    gaps = re.split(r"\{[^}]*\}", template)
    return st.lists(word, min_size=len(gaps) - 1, max_size=len(gaps) - 1).map(lambda words: "".join(a + b for a, b in zip(gaps, [*words, ""], strict=True)))


NAMES = (
    "accept accept-encoding accept-language authorization x-auth-user x-auth-key cookie range if-range if-none-match if-modified-since content-type"
    " content-length transfer-encoding host origin referer x-forwarded-for x-forwarded-proto"
).split()
VALUES = (
    '*/*; application/opds+json;;q=x,; Basic !!; Basic OjoIOg==; Basic //8=; Bearer; reader=; reader="\\303"; =;=; bytes=0-0; bytes=-; bytes=9-1,2-3,5-,-9;'
    ' bytes=99999999999999999999-; x=1-2; W/""; Thu, 99 Foo 2026 99:99:99; -1; 99999999999999999999; chunked; [; [::1; a:b:c; http://[; null; zh;q=0,en-;'
    " text/html; application/x-www-form-urlencoded; multipart/form-data; application/json"
).split("; ")


def odd_headers(words: Sequence[str]) -> st.SearchStrategy[tuple[bytes, bytes]]:
    """Headers with values that nobody should send."""
    value = st.sampled_from([*VALUES, *words]).map(lambda text: text.encode("latin-1", "replace")) | st.text(max_size=12).map(
        lambda text: text.encode("utf-8", "surrogatepass")
    )
    return st.tuples(st.sampled_from(NAMES).map(str.encode), value.filter(lambda data: not {0, 10, 13} & set(data)))


def forms(words: Sequence[str]) -> st.SearchStrategy[bytes]:
    """Forms and JSON with fields that are known, and anything in them."""
    names = ["form", "label", "sure", "document", "progress", "percentage", "device", "device_id", "marks", "quote", "note", "share", "lang"]
    value = st.sampled_from([*words, "yes", "1", "", "NaN", "1e999", "\x00", "\ud800"]) | st.text(max_size=6)
    fields = st.dictionaries(st.sampled_from(names), value, max_size=5)
    as_form = fields.map(lambda pairs: "&".join(f"{name}={sent(text)}" for name, text in pairs.items()).encode())
    place = st.sampled_from(words).map(lambda word: {"document": word, "progress": "/body/DocFragment[3]/body/p[2]/text().0", "percentage": 0.5})
    return as_form | (fields | place).map(lambda pairs: json.dumps(pairs).encode())

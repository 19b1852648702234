"""Virtual readers: each looks at the catalogue as KOReader does, takes a book and its cover, then pushes a place each second and pulls it."""

from __future__ import annotations

import json
import random
import socket
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import md5

from msgspec import Struct

from .wire import answer, connect, request

KOREADER = ("Accept: application/opds+json, application/atom+xml;profile=opds-catalog, */*", "User-Agent: KOReader/2026.07", "TE: trailers")


class Book(Struct, frozen=True, gc=False):
    """A book of the site: its file's name and its cover's, what KOReader calls it, and a position in it."""

    file: str
    cover: str
    hash: str
    progress: str


class Reader(Struct, frozen=True, gc=False):
    """A member and the book that he reads."""

    handle: str
    code: str
    book: Book


class Heard(Struct, gc=False):
    """What a reader was answered: seconds by kind of request, pushes that were acknowledged and came back, other answers."""

    took: dict[str, list[float]]
    pushed: int = 0
    lost: int = 0
    refused: int = 0


def read_together(port: int, readers: Sequence[Reader], *, pages: int, pace: float = 1) -> list[Heard]:
    """All readers at once; each turns `pages` pages, one in `pace` seconds."""
    with ThreadPoolExecutor(len(readers)) as pool:
        return list(pool.map(lambda numbered: read(port, numbered[1], pages=pages, pace=pace, number=numbered[0]), enumerate(readers)))


def read(port: int, reader: Reader, *, pages: int, pace: float, number: int) -> Heard:
    """One reader's time with the service."""
    heard, chance = Heard({}), random.Random(number)
    time.sleep(chance.random() * pace)
    with connect(port) as connection:
        for kind, path in (
            ("feed", "/opds"),
            ("feed", "/opds/zh-Hans.json"),
            ("download", f"/books/{reader.book.file}"),
            ("cover", f"/covers/{reader.book.cover}"),
        ):
            for method in ("HEAD", "GET"):
                ask(connection, heard, kind, request(method, path, headers=KOREADER), head=method == "HEAD")
        for page in range(pages):
            start = time.monotonic()
            push_and_pull(connection, heard, reader, page / pages)
            time.sleep(max(0.0, start + pace - time.monotonic()))
    return heard


def push_and_pull(connection: socket.socket, heard: Heard, reader: Reader, percentage: float) -> None:
    """Push a place; what is acknowledged must come back."""
    key = md5(reader.code.encode(), usedforsecurity=False).hexdigest()
    who = ("Accept: application/vnd.koreader.v1+json", f"x-auth-user: {reader.handle}", f"x-auth-key: {key}", "Content-Type: application/json")
    place = {"document": reader.book.hash, "progress": reader.book.progress, "percentage": percentage, "device": "Kobo_libra", "device_id": reader.handle}
    before = heard.refused
    ask(connection, heard, "push", request("PUT", "/syncs/progress", headers=who, body=json.dumps(place).encode()))
    body = ask(connection, heard, "pull", request("GET", f"/syncs/progress/{reader.book.hash}", headers=who))
    if heard.refused == before:
        heard.pushed += 1
        heard.lost += json.loads(body).get("percentage") != percentage


def ask(connection: socket.socket, heard: Heard, kind: str, asked: bytes, *, head: bool = False) -> bytes:
    """Send a request, and note how long its answer took."""
    start = time.monotonic()
    connection.sendall(asked)
    status, body = answer(connection, head=head)
    heard.took.setdefault(kind, []).append(time.monotonic() - start)
    heard.refused += status != 200
    return body

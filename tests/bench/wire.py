"""A client so light that the server decides what is measured: keep-alive connections, one request after the other on each."""

from __future__ import annotations

import socket
import time
from collections.abc import Sequence
from contextlib import ExitStack

WAIT = 60  # seconds for an answer


def connect(port: int) -> socket.socket:
    """A connection to a server on this machine."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=WAIT)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def request(method: str, path: str, *, headers: Sequence[str] = (), body: bytes = b"") -> bytes:
    """A request's bytes."""
    length = [f"Content-Length: {len(body)}"] if body else []
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *headers, *length, "", ""]).encode() + body


def answer(connection: socket.socket, *, head: bool = False) -> tuple[int, bytes]:
    """The status and the body of the next answer; raises ConnectionError where it ends early."""
    data = b""
    while (end := data.find(b"\r\n\r\n")) < 0:
        data += more(connection)
    lines = data[:end].lower().split(b"\r\n")
    length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), 0)
    parts, missing = [data[end + 4 :]], 0 if head else length - (len(data) - end - 4)
    while missing > 0:
        parts.append(more(connection))
        missing -= len(parts[-1])
    return int(lines[0].split()[1]), b"".join(parts)


def more(connection: socket.socket) -> bytes:
    """What comes next; raises ConnectionError when nothing does."""
    data = connection.recv(1 << 18)
    if not data:
        raise ConnectionError("the server hung up")
    return data


def rate(port: int, path: str, *, seconds: float, at_once: int = 8) -> tuple[int, float]:
    """How many times the path is answered in how many seconds, `at_once` requests under way; raises RuntimeError for an answer that is no 200."""
    asked = request("GET", path)
    with ExitStack() as stack:
        connections = [stack.enter_context(connect(port)) for _ in range(at_once)]
        start, count = time.monotonic(), 0
        while not count or time.monotonic() < start + seconds:
            for connection in connections:
                connection.sendall(asked)
            for connection in connections:
                status, _ = answer(connection)
                if status != 200:
                    raise RuntimeError(f"{path} is answered with {status}")
            count += at_once
        return count, time.monotonic() - start

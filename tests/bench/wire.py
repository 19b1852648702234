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
    """How many times the path is answered in how many seconds, `at_once` requests under way; raises RuntimeError for an answer that is no 200.

    Only the first answer is read as HTTP: the others are as long as that one, or they do not come to their end.
    """
    asked, buffer = request("GET", path), bytearray(1 << 20)
    with ExitStack() as stack:
        connections = [stack.enter_context(connect(port)) for _ in range(at_once)]
        length = whole_length(connections[0], asked)
        start, count = time.monotonic(), 0
        while not count or time.monotonic() < start + seconds:
            for connection in connections:
                connection.sendall(asked)
            for connection in connections:
                take(connection, length, buffer)
                if buffer[9:12] != b"200":
                    raise RuntimeError(f"{path} is answered with {buffer[9:12].decode()}")
            count += at_once
        return count, time.monotonic() - start


def whole_length(connection: socket.socket, asked: bytes) -> int:
    """How many bytes the answer to a request has, head and body."""
    connection.sendall(asked)
    data = b""
    while (end := data.find(b"\r\n\r\n")) < 0:
        data += more(connection)
    length = int(data[:end].lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    while len(data) < end + 4 + length:
        data += more(connection)
    return len(data)


def take(connection: socket.socket, length: int, buffer: bytearray) -> None:
    """Take so many bytes off the line, the first to the buffer's beginning; raises ConnectionError when there are fewer."""
    got = 0
    while got < length:
        count = connection.recv_into(buffer if not got else memoryview(buffer)[got:], length - got)
        if not count:
            raise ConnectionError("the server hung up")
        got += count

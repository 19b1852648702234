"""KOReader's and Readest's own requests, byte for byte as they send them, to a real service (tests/cases/serve/)."""

from __future__ import annotations

import json
import re
import socket
from base64 import b64encode
from collections.abc import Iterator
from hashlib import md5
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from msgspec import Struct

from reader.serve.positions import File
from tests.commands import SECONDS
from tests.served import files_at
from tests.service import code_of, serving

CASES = sorted((Path(__file__).parent / "cases" / "serve").glob("*.txt"))


class Turn(Struct, frozen=True):
    """A request, and what counts of its answer."""

    request: tuple[str, ...]
    body: str
    status: int
    headers: tuple[tuple[str, str], ...]
    members: Any


def turns(text: str) -> Iterator[Turn]:
    """The turns of a talk."""
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        if lines:
            asked, told = [line for line in lines if line[0] != "→"], [line[1:].strip() for line in lines if line[0] == "→"]
            members = json.loads(told.pop()) if told[-1].startswith(("{", "[")) else None
            body = asked.pop() if asked[-1].startswith("{") or asked[-1] == "null" else ""
            headers = tuple((name, value.strip()) for name, _, value in (line.partition(":") for line in told[1:]))
            yield Turn(tuple(asked), body, int(told[0]), headers, members)


def words(site: Path, handle: str, code: str) -> dict[str, str]:
    """What stands for what in a talk."""
    files = [file for file in files_at(site).by_hash.values() if (site / "books" / file.book.file).exists()]
    found = {
        "handle": handle,
        "code": code,
        "md5": md5(code.encode(), usedforsecurity=False).hexdigest(),
        "basic": b64encode(f"{handle}:{code}".encode()).decode(),
    }
    for file in files:
        end = file.book.file[file.book.file.index(".") :]
        place = middle(file, files)
        found |= {f"book {end}": file.book.file, f"hash {end}": file.book.koreader, f"place {end}": place, f"escaped place {end}": place.replace("/", "\\/")}
    return found


def middle(file: File, files: list[File]) -> str:
    """The position of a paragraph that all the files have."""
    common = [name for name in files[0].pointers if all(name in other.pointers for other in files)]
    return file.pointers[common[len(common) // 2]]


def said(port: int, turn: Turn) -> tuple[int, dict[str, str], bytes]:
    """The service's answer to the request exactly as it stands there."""
    line, *headers = turn.request
    body = turn.body.encode()
    length = [f"Content-Length: {len(body)}"] if body else []
    head = "\r\n".join([f"{line} HTTP/1.1", f"Host: 127.0.0.1:{port}", *headers, *length, "", ""])
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as connection:
        connection.sendall(head.encode() + body)
        data = b""
        while more := connection.recv(1 << 16):  # KOReader asks that the connection be closed
            data += more
    above, _, below = data.partition(b"\r\n\r\n")
    status, *fields = above.decode("latin-1").split("\r\n")
    return int(status.split()[1]), {name.lower(): value.strip() for name, _, value in (field.partition(":") for field in fields)}, below


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_programs_are_told_what_they_understand(site: Path, tmp_path: Path, case: Path) -> None:
    handle, code = code_of(tmp_path / "data")
    names = words(site, handle, code)
    text = re.sub("«([^»]*)»", lambda found: names[found[1]], case.read_text(encoding="utf-8"))
    with serving(site, tmp_path / "data") as (_, address):
        talk = list(turns(text))
        assert len(talk) > 2
        for turn in talk:
            status, headers, body = said(urlsplit(address).port or 0, turn)
            assert status == turn.status, turn
            for name, value in turn.headers:
                assert headers[name.lower()] == value or value == "*", turn
            if turn.request[0].startswith("HEAD"):
                assert body == b""
            elif status != 204:
                assert headers["content-length"] == str(len(body))
            if turn.members is not None:
                told = json.loads(body)
                if isinstance(turn.members, list):
                    assert told == turn.members, turn
                    continue
                assert {name: told.get(name) for name in turn.members} == turn.members, turn
                assert bool(told) == bool(turn.members)

"""The site's small files as finished answers: each is read and described once, and again when it is another file on the disk."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct, field
from starlette.responses import FileResponse, Response

SMALL, MOST = 256 << 10, 24 << 20  # bytes of one file, and of all that are kept

Header = tuple[bytes, bytes]


class Finished(Struct, frozen=True, gc=False):
    """A file's answer: which file it was (its time in nanoseconds, size, and number on the disk), its headers, its bytes."""

    path: Path
    identity: tuple[int, int, int]
    headers: tuple[Header, ...]
    body: bytes


class Kept(Struct, frozen=True):
    """Answers by what was asked for."""

    answers: dict[str, Finished] = field(default_factory=dict)


class KeptFile(Response):
    """A finished answer, sent."""

    def __init__(self, finished: Finished, *, head: bool) -> None:
        """The file, or for `head` what would be said of it."""
        self.status_code = 200
        self.raw_headers = list(finished.headers)
        self.body = b"" if head else finished.body
        self.background = None


def identity(stat: os.stat_result) -> tuple[int, int, int]:
    """By what a file is known to be the same."""
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def kept_answer(kept: Kept, asked: str) -> Finished | None:
    """What is kept of the file that was asked for, if the disk still has that very file."""
    found = kept.answers.get(asked)
    try:
        return found if found and identity(found.path.stat()) == found.identity else None
    except OSError:
        return None


def keep_answer(kept: Kept, asked: str, answer: FileResponse) -> None:
    """Keep a small file's answer; when all together become too many, the others go."""
    stat = answer.stat_result
    if not stat or stat.st_size > SMALL:
        return
    with Path(answer.path).open("rb") as file:
        body = file.read(SMALL + 1)
        if identity(os.fstat(file.fileno())) != identity(stat) or len(body) != stat.st_size:
            return
    kept.answers.pop(asked, None)
    if sum(len(one.body) for one in kept.answers.values()) + len(body) > MOST:
        kept.answers.clear()
    kept.answers[asked] = Finished(Path(answer.path), identity(stat), tuple(answer.raw_headers), body)

"""What members send is read by another process, which a hostile file cannot bring to do more than end: bounded in time, memory and number."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

import reader
from reader.serve.importing import Brought, Job

SECONDS = 60
COMMAND = (sys.executable, "-m", "reader.serve.importing")
HOME = Path(reader.__file__).parents[1]


class UnreadableError(Exception):
    """The files were too much for the process, or were meant to be."""


def brought(job: Job, *, command: tuple[str, ...] = COMMAND, seconds: float = SECONDS) -> Brought:
    """What the files hold of the site's books; raises UnreadableError. Whatever became of the process, no copy of a file stays behind."""
    with tempfile.TemporaryDirectory(prefix="reader-") as folder:
        answer = _answer(command, msgspec.msgpack.encode(job), os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder), seconds)
    try:
        return msgspec.msgpack.decode(answer, type=Brought)
    except msgspec.DecodeError as error:
        raise UnreadableError from error


def _answer(command: tuple[str, ...], question: bytes, surroundings: Mapping[str, str], seconds: float) -> bytes:
    """The answer of a process in a group of its own, which is ended with all that it has begun where it does not end by itself."""
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **pipes, cwd=HOME, env=surroundings, start_new_session=True) as process:
        try:
            answer: bytes = process.communicate(question, timeout=seconds)[0]
        except BaseException as error:
            _end(process)
            if isinstance(error, subprocess.TimeoutExpired | OSError):
                raise UnreadableError from error
            raise
    if process.returncode:
        raise UnreadableError
    return answer


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()

"""`reader serve` as a process of its own, and one who pushes places to it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2 as httpx

from tests.commands import run
from tests.databases import kept_at


@contextmanager
def serving(site: Path, data: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running service, and its address, which it says when it listens."""
    command = [sys.executable, "-m", "reader", "serve", str(site), *kept_at(data), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}) as process:
        try:
            assert process.stdout
            said = process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+/", said)
            assert found, said
            yield process, found[0]
        finally:
            process.kill()


def code_of(data: Path, name: str = "阿里") -> tuple[str, str]:
    """A new member's handle and code."""
    told = json.loads(run("invite", name, *kept_at(data), "--json", cwd=data.parent).out)
    return told["handle"], told["code"]


def push(client: httpx.Client, address: str, document: str, *, progress: str = "1") -> int:
    """The status of a push."""
    place = {"document": document, "progress": progress, "percentage": 0.5, "device": "K", "device_id": "1"}
    return client.put(f"{address}syncs/progress", json=place).status_code


def pulled(client: httpx.Client, address: str, document: str) -> str:
    """The place that comes back; nothing where there is none."""
    return str(client.get(f"{address}syncs/progress/{document}").json().get("progress", ""))

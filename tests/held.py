"""Processes that stop in the middle of a library until they are let go: so a kill finds work undone, however fast the machine is."""

from __future__ import annotations

import os
import sys
import time
from itertools import count
from pathlib import Path


def hold(library: str, go: Path, *, after: int) -> None:
    """From the book after so many of the library's on, this process waits where it opens one, until there is a file `go`."""
    opened = count(1)

    def wait(event: str, found: tuple[object, ...]) -> None:
        if event == "open" and isinstance(found[0], str) and f"{library}{os.sep}" in found[0] and next(opened) > after:
            while not go.exists():
                time.sleep(0.01)

    sys.addaudithook(wait)

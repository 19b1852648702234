"""What a run that was cut off has left half written is taken away."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from reader.epub.files import BESIDE


def sweep(tree: Path) -> int:
    """Take away what was being written in the tree when the program or a process of its was killed; how many files that were."""
    found = list(tree.rglob(f"{BESIDE[0]}*{BESIDE[1]}"))
    for path in found:
        with suppress(OSError):
            path.unlink()
    return len(found)

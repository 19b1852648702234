"""What has been imported before: by the id of a mark, what was written of it. So a deleted mark stays away, and a changed one stays changed.

A line of `readers.seen`: the id, a checksum of the entry's text as the program wrote it. It holds no reader's words.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from reader.edition.files import decode, read_bytes

HEAD = "# Marks imported so far, so that what was deleted or changed by hand stays so. Written by `reader marks`; not to be edited.\n"


def read_seen(path: Path) -> dict[str, str]:
    """Checksums by id; none where there is no such file, and what is no such line is passed over."""
    if not path.exists():
        return {}
    rows = (line.split("\t") for line in decode(read_bytes(path, where=path.name), where=path.name).splitlines() if not line.startswith("#"))
    return {row[0]: row[1] for row in rows if len(row) == 2}


def seen_text(seen: Mapping[str, str]) -> str:
    """The file's text, in the order of the ids."""
    return HEAD + "".join(f"{name}\t{checksum}\n" for name, checksum in sorted(seen.items()))


def checksum(entry: str) -> str:
    """What tells whether an entry's text has been touched; line ends and empty lines around it do not matter."""
    return sha256("\n".join(line.rstrip() for line in entry.strip().splitlines()).encode()).hexdigest()[:16]

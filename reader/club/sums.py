"""`SHA256SUMS`: every file of the site, as `sha256sum --check` reads it; by it a former site is known again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256

NAME = "SHA256SUMS"
LINE = r"([0-9a-f]{64})  ([A-Za-z0-9._/-]+)"
# Where the files of an edition are: its slug, then a stop or a folder.
ROOMS = ("books", "covers", "dictionaries", "notes", "read")


def write_sums(files: Mapping[str, bytes]) -> bytes:
    """A line for each file but this one, by name."""
    return "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def read_sums(data: bytes) -> dict[str, str]:
    """The SHA-256 of each file by its path; lines that this program does not write, paths that lead elsewhere among them, are left out."""
    found = (re.fullmatch(LINE, line) for line in data.decode("utf-8", "replace").splitlines())
    return {line[2]: line[1] for line in found if line and all(part.strip(".") for part in line[2].split("/"))}


def owned(sums: Mapping[str, str], slug: str) -> Iterator[str]:
    """The paths of one edition's files."""
    return (path for path in sums if any(path.startswith((f"{room}/{slug}.", f"{room}/{slug}/")) for room in ROOMS))

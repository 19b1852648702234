"""By what a reader's program, or we, know a file again."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from hashlib import md5, sha256
from io import BytesIO
from pathlib import Path

import msgspec

from reader.model import Edition

# KOReader, `frontend/util.lua`, partialMD5: 1 KiB at `lshift(1024, 2 * i)` for i from -1 to 10, as far as the file goes. LuaJIT takes a
# shift by -2 for one by 30, of which 32 bits leave nothing: the first place is 0.
CHUNK = 1024
PLACES = (0, *(CHUNK << 2 * i for i in range(11)))
# The program's files: code, style sheets, marker pictures, letters.
PROGRAM = frozenset({".py", ".css", ".js", ".png", ".zip"})


def partial_md5(data: bytes) -> str:
    """What KOReader writes into a book's metadata as `partial_md5_checksum`, and sends to a sync server; Readest does the same."""
    return md5(b"".join(data[place : place + CHUNK] for place in PLACES)).hexdigest()


def name_md5(name: str) -> str:
    """What KOReader sends to a sync server when it is told to go by the file's name."""
    return md5(name.encode()).hexdigest()


def contents(data: bytes) -> str:
    """SHA-256 of a list of the zip's entries, as `sha256sum` would write it: the same whichever deflate has packed the book."""
    with zipfile.ZipFile(BytesIO(data)) as book:
        lines = (f"{sha256(book.read(name)).hexdigest()}  {name}\n" for name in book.namelist())
        return sha256("".join(lines).encode()).hexdigest()


def build_name(digests: Iterable[str]) -> str:
    """What names a build: the beginning of the SHA-256 of its books' own, in their order."""
    return sha256("\n".join(digests).encode()).hexdigest()[:16]


def made_from(edition: Edition, files: Iterable[Path]) -> str:
    """SHA-256 of what a build is made from: the edition as it was read, other files of its folder, and the program, whatever its version is called."""
    package = Path(__file__).resolve().parents[1]
    own = sorted(path for path in package.rglob("*") if path.suffix in PROGRAM)
    digests = [sha256(msgspec.msgpack.encode(edition)).digest(), *(sha256(path.read_bytes()).digest() for path in (*own, *files) if path.is_file())]
    return sha256(b"".join(digests)).hexdigest()

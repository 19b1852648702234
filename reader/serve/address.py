"""By which address readers know the service: kept beside the members, so that an invitation names it, too."""

from __future__ import annotations

from pathlib import Path

from reader.epub.files import read_whole, write_atomic
from reader.errors import InputError

NAME = "address.txt"
USUAL = "http://127.0.0.1:8080/"
MOST = 10_000  # bytes


def keep_address(data: Path, address: str) -> None:
    """Remember where the service is found, in the folder, which is made where it must be; raises OutputError."""
    data.mkdir(parents=True, exist_ok=True)
    write_atomic(data / NAME, f"{address}\n".encode("ascii"))


def kept_address(data: Path) -> str:
    """Where the service was found last, where it would be by itself if it never ran. Whether it is an address is not looked at."""
    try:
        return read_whole(data / NAME, where=str(data / NAME), most=MOST).decode("ascii", "replace").strip() or USUAL
    except InputError:
        return USUAL


def is_of_this_machine(address: str) -> bool:
    """Does it lead nowhere from any other device?"""
    from urllib.parse import urlsplit

    host = urlsplit(address).hostname or ""
    return host in {"localhost", "::1"} or host.startswith("127.")

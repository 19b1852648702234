"""The case files of `tests/cases/zips/` (their README says what they may hold): the small book as a zip with something odd about it."""

from __future__ import annotations

import io
import tomllib
import zipfile
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases" / "zips"
# Where each fact stands in an entry's own header and in the zip's directory (APPNOTE 4.3.7 and 4.3.12), and how many bytes it takes.
PLACES = {
    "version": (4, 6, 2),
    "flags": (6, 8, 2),
    "method": (8, 10, 2),
    "crc": (14, 16, 4),
    "packed": (18, 20, 4),
    "size": (22, 24, 4),
    "offset": (None, 42, 4),
}


def read_case(name: str) -> dict[str, Any]:
    """A case's table; a key that means nothing is a slip in the case itself."""
    case = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    assert set(case) <= {"says", "entry"}
    assert all(set(entry) <= {"name", "text", "encoding", "rename", *PLACES} for entry in case["entry"])
    return case


def odd_zip(files: dict[str, bytes], entries: list[dict[str, Any]]) -> bytes:
    """The files as a zip, changed as the entries say."""
    contents = {
        entry["name"]: entry.get("text", "").encode(entry.get("encoding", "utf-8")) for entry in entries if "text" in entry or entry["name"] not in files
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        for name, data in {**files, **contents}.items():
            book.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" or not data else zipfile.ZIP_DEFLATED)
    data = bytearray(stream.getvalue())
    for entry in entries:
        for key in PLACES.keys() & entry.keys():
            tell(data, entry["name"].encode(), key, entry[key])
        if "rename" in entry:
            assert len(entry["rename"]) == len(entry["name"])
            data = bytearray(bytes(data).replace(entry["name"].encode(), entry["rename"].encode()))
    return bytes(data)


def tell(data: bytearray, name: bytes, key: str, value: int) -> None:
    """Write a fact of an entry where it stands."""
    own, directory, size = PLACES[key]
    for signature, place, before_name in ((b"PK\3\4", own, 30), (b"PK\1\2", directory, 46)):
        if place is not None:
            start = find_header(data, signature, name, before_name)
            data[start + place : start + place + size] = value.to_bytes(size, "little")


def find_header(data: bytearray, signature: bytes, name: bytes, before_name: int) -> int:
    """Where the header of the entry of that name begins."""
    start = data.index(signature)
    while data[start + before_name : start + before_name + len(name)] != name:
        start = data.index(signature, start + 1)
    return start

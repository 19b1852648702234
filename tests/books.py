"""Small books for the tests of `check` and `epub`: the folder `cases/check/base`, changed by the steps of a case file."""

from __future__ import annotations

import struct
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from reader.epub.container import Container, read_container, write_zip

CASES = Path(__file__).parent / "cases" / "check"
BASE = CASES / "base"
DATE = (2026, 1, 1, 0, 0, 0)


def base_files() -> dict[str, bytes]:
    """The files of the sound base book by name."""
    return {path.relative_to(BASE).as_posix(): path.read_bytes() for path in sorted(BASE.rglob("*")) if path.is_file()}


def read_case(code: str) -> Mapping[str, Any]:
    """A case file: the steps of `bad` and `good`, and in `also` the codes that come along."""
    return tomllib.loads((CASES / f"{code}.toml").read_text(encoding="utf-8"))


def picture(size: str) -> bytes:
    """The head of a PNG of that size (`600x800`), which is all that a check reads."""
    width, height = (int(number) for number in size.split("x"))
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height)


def changed(steps: Iterable[Mapping[str, Any]]) -> dict[str, bytes]:
    """The base book after the steps: each replaces one passage of a file (which must stand there once), or puts another file in its place."""
    files = base_files()
    for step in steps:
        name = step.get("file", "")
        if "book_bytes" in step:
            continue
        if "picture" in step:
            files[name] = picture(step["picture"])
        elif "new" in step:
            files[name] = step["new"].encode()
        else:
            text = files[name].decode()
            assert text.count(step["before"]) == 1, f"{name}: {step['before']!r} stands {text.count(step['before'])} times"
            files[name] = text.replace(step["before"], step["after"]).encode()
    return files


def as_book(files: Mapping[str, bytes]) -> Container:
    """The files zipped and read again, as a reader of books meets them."""
    return read_container(write_zip(files.items(), date=DATE), name="book.epub")


def book_of(steps: Iterable[Mapping[str, Any]]) -> Container:
    """The changed base book; a step `book_bytes` says how big the file pretends to be."""
    steps = tuple(steps)
    book = as_book(changed(steps))
    return next((replace(book, size=step["book_bytes"]) for step in steps if "book_bytes" in step), book)

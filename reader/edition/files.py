"""Bytes of an edition folder → text and TOML tables, with errors an editor can act on."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from reader.errors import EditionError, InputError

BOM = b"\xef\xbb\xbf"


def read_bytes(path: Path, *, where: str) -> bytes:
    """The file's bytes; raises InputError when it is missing or unreadable."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError("file not found", where=where, advice=f"put the file at {path} or correct its name") from None
    except IsADirectoryError:
        raise InputError("is a folder, not a file", where=where, advice="name a file") from None
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", where=where, advice="check the file's permissions") from None


def decode(data: bytes, *, where: str) -> str:
    """UTF-8 text of `data`, a byte order mark dropped; a GBK file is named as such (EditionError with the line)."""
    body = data.removeprefix(BOM)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        guess = _other_encoding(body)
        text = f"is not UTF-8 (line {line}); it looks like {guess}" if guess else f"is not UTF-8 (line {line})"
        raise EditionError(text, where=where, advice="save the file as UTF-8 in your editor") from None


def _other_encoding(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    for name, codec in (("GBK", "gb18030"), ("Big5", "big5")):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if any("\u4e00" <= char <= "\u9fff" for char in text):
            return name
    return ""


def read_toml(folder: Path, name: str, *, optional: bool = False) -> dict[str, Any]:
    """The tables of `folder/name`; an optional file that is missing is an empty table. Syntax errors name file and line."""
    path = folder / name
    if optional and not path.exists():
        return {}
    text = decode(read_bytes(path, where=name), where=name)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise EditionError(f"TOML syntax: {error}", where=name, advice="correct that line") from None

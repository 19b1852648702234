"""Bytes of an edition folder → text and TOML tables, with errors an editor can act on."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from reader.epub.files import is_folder, reason, way_out
from reader.errors import EditionError, InputError

BOM = b"\xef\xbb\xbf"
UTF16 = (b"\xff\xfe", b"\xfe\xff")
SHA256 = r"[0-9a-fA-F]{64}\Z"


def read_inside(folder: Path, name: str, *, where: str) -> bytes:
    """The bytes of `folder/name`; raises EditionError for a name that leads out of the folder, and what `read_bytes` raises."""
    if "\\" in name:
        raise EditionError("the name holds a backslash", where=where, advice="write / between folder and file, on Windows too")
    path = PurePosixPath(name)
    if "\0" in name or not path.parts:
        raise EditionError("this is no name of a file", where=where, advice="name a file in the edition's folder")
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        raise EditionError("the name leads out of the edition's folder", where=where, advice="copy the file into the folder and name it there")
    return read_bytes(folder / name, where=where)


def read_bytes(path: Path, *, where: str) -> bytes:
    """The file's bytes; raises InputError when it is missing or unreadable."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError("file not found", where=where, advice=f"put the file at {path} or correct its name") from None
    except OSError as error:
        if is_folder(path):  # Windows says "permission denied" of a folder
            raise InputError("is a folder, not a file", where=where, advice="name a file") from None
        raise InputError(f"cannot be read ({reason(error)})", where=where, advice=way_out(error)) from None


def refuse_changed(data: bytes, stated: str, *, name: str, where: str) -> str:
    """The SHA-256 of a source's bytes; raises EditionError when it is not the stated one."""
    digest = sha256(data).hexdigest()
    if digest != stated.lower() and not re.match(SHA256, stated):
        raise EditionError(f"`sha256` is “{stated}”", where=where, advice=f"the SHA-256 of {name} is {digest}")
    if digest != stated.lower():
        raise EditionError(
            f"the source {name} has changed: its SHA-256 is {digest}",
            where=where,
            advice="restore the file, or check every repair and set sha256 to this value",
        )
    return digest


def decode(data: bytes, *, where: str) -> str:
    """UTF-8 text of `data`, a byte order mark dropped; a GBK, Big5 or UTF-16 file is named as such (EditionError with the line)."""
    body = data.removeprefix(BOM)
    if data[:2] in UTF16 or b"\x00" in body[:64]:  # text in UTF-16 without a mark is still half zeros where it is Latin
        raise EditionError("is not UTF-8; it looks like UTF-16", where=where, advice="save the file as UTF-8 in your editor")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        guess = {"gb18030": "GBK", "big5hkscs": "Big5"}.get(_chinese(body))
        text = f"is not UTF-8 (line {line}); it looks like {guess}" if guess else f"is not UTF-8 (line {line})"
        raise EditionError(text, where=where, advice="save the file as UTF-8 in your editor") from None


def _chinese(data: bytes) -> str:
    from reader.edition.sources.encodings import chinese_encoding

    return chinese_encoding(data)


def read_toml(folder: Path, name: str, *, optional: bool = False, skip: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The tables of `folder/name`; an optional file that is missing, or in `skip`, is an empty table. Syntax errors name file and line, and show it."""
    path = folder / name
    return {} if optional and (name in skip or not path.exists()) else parse_toml(read_bytes(path, where=name), name)


def parse_toml(data: bytes, name: str) -> dict[str, Any]:
    """The tables of a file's bytes; raises EditionError, which names file and line and shows it."""
    import rtoml  # in a third of the standard library's time, but it does not say what is wrong in words that help

    from reader.edition.toml_pieces import read_pieces

    text = decode(data, where=name).replace("\r\n", "\n")  # TOML 1.0, String: a line break may be normalised
    try:
        return read_pieces(text)
    except rtoml.TomlParsingError:
        return _read_slowly(text, name)


def _read_slowly(text: str, name: str) -> dict[str, Any]:
    import tomllib

    deep = EditionError("holds lists or tables hundreds deep in one another", where=name, advice="no file of an edition needs more than three")
    if _long_key().search(text):  # for which the time goes with the square of its length
        raise deep
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(str(error), text, name) from None
    except RecursionError:
        raise deep from None


@cache
def _long_key() -> re.Pattern[str]:
    """A name of a hundred names with dots between them, at the beginning of a line."""
    name = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
    return re.compile(rf"^[ \t]*+\[*+[ \t]*+{name}(?:[ \t]*+\.[ \t]*+{name}){{100}}", re.MULTILINE)


def _syntax_error(message: str, text: str, name: str) -> EditionError:
    at = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
    words = message[: at.start()] if at else message
    lines = text.splitlines() or [""]
    number = int(at[1]) if at and at[1] else len(lines)
    line = lines[min(number, len(lines)) - 1].strip()
    advice = 'texts stand between straight quotation marks, "…", and `"` and `\\` inside them are written \\" and \\\\'
    return EditionError(f"is not TOML ({words}): ⟦{line[:60]}⟧", where=f"{name} line {number}", advice=advice)

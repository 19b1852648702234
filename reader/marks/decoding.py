"""Bytes of a file → text, JSON; and words out of whatever a stranger's JSON holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from reader.edition.sources.encodings import read_text
from reader.errors import ReaderError

HEAD = 4096  # bytes that tell a format
BEGINNING = 1 << 16  # … that is told by its lines


@lru_cache(maxsize=1)
def text_of(data: bytes) -> str:
    """The text of a file, whatever its encoding, line ends as line feeds, byte order marks dropped; empty for what is no text."""
    try:
        text, _ = read_text(data, name="")
    except (ReaderError, UnicodeError, LookupError):
        text = data.decode("utf-8", "replace") if b"\0" not in data else ""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")


@lru_cache(maxsize=1)
def beginning_of(data: bytes) -> str:
    """The text of the first lines: enough to tell a format, however long the book is that somebody has on the device."""
    return text_of(data) if len(data) <= BEGINNING else text_of(data[:BEGINNING].rpartition(b"\n")[0])


@lru_cache(maxsize=1)
def json_of(data: bytes) -> Any:
    """What a file in JSON holds; None for what is no sound JSON."""
    import msgspec

    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in (b"{", b"["):
        return None
    try:
        return msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, RecursionError, UnicodeError, ValueError):
        return None


def table(value: object) -> Mapping[Any, Any]:
    """The value if it is a table, else an empty one."""
    return value if isinstance(value, dict) else {}


def entries(value: object) -> Iterator[Mapping[Any, Any]]:
    """The tables in a list, or in a Lua table with numbers for keys, in order."""
    if isinstance(value, dict):
        value = [value[key] for key in sorted(key for key in value if isinstance(key, int))]
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            yield one


def word(value: object) -> str:
    """The value if it is a text, a number as one; else empty."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def moment(seconds: object) -> str:
    """The day and time in UTC of so many seconds since 1970; empty for what is none."""
    if not isinstance(seconds, int | float) or isinstance(seconds, bool):
        return ""
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError):
        return ""


def milliseconds(value: object) -> str:
    """The same for milliseconds, which may be written as a text."""
    text = word(value)
    return moment(int(text) / 1000) if text.isdecimal() and len(text) < 16 else ""

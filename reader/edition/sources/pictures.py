"""The pictures of a saved page: found beside it (or written into it), looked at, and named by their bytes. Nothing is fetched."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category
from urllib.parse import unquote, unquote_to_bytes

from msgspec import Struct, field

from reader.edition.sources.inline import Mark
from reader.edition.sources.markup import attribute, style
from reader.edition.sources.svg import tame
from reader.epub.picture import media_type, picture_size
from reader.model import Finding, Picture

if TYPE_CHECKING:
    from bs4 import Tag

# A page that was saved before its pictures had come has the address in one of these.
ADDRESSES = ("src", "data-src", "data-original", "data-actualsrc", "data-lazy-src", "data-lazyload", "data-echo", "data-url", "srcset", "data-srcset")
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp", "image/svg+xml": "svg"}
# Bytes of one picture, and of all of a page: more than a reading system opens, or a club sends by mail.
MOST_BYTES, MOST_ALL = 10_000_000, 60_000_000
# Pictures of this size in pixels count visitors or hold a place open.
SPECK = 2
LONGEST_NAME, TOLD = 40, 5


class Shelf(Struct, gc=False):
    """The pictures of a page so far: those in the book by name, those that are not there and why; the word for one without words."""

    folder: Path | None
    word: str
    pictures: dict[str, Picture] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)


def take_picture(tag: Tag, shelf: Shelf) -> tuple[str, Mark | None] | None:
    """What stands in the text for an `img`: its words, and whether they belong to a picture (`picture` with its name in the book) or
    replace one that is lost; no mark for a sign that is a character. None for what nobody is meant to see.
    """
    alt = " ".join((attribute(tag, "alt") or attribute(tag, "aria-label") or attribute(tag, "title")).split())
    if alt and all(category(char) in ("So", "Sk", "Mn", "Cf", "Me", "Cn") for char in alt):  # an emoji is a character
        return alt, None
    if _is_speck(tag):
        return None
    named, reason = "", "no address"
    for address in addresses(tag):
        data, why = read_address(address, shelf.folder)
        named = named or _name(address)
        made = _made(data) if data else None
        if made is not None:
            if _size(made) <= SPECK and made.media_type != "image/svg+xml":
                reason = "speck"
                continue
            return _shelved(made, alt, named, shelf)
        reason = why or "of a kind that books cannot hold"
    if reason == "speck":
        return None
    shelf.lost.setdefault(named or alt or shelf.word, reason)
    return alt or placeholder(named, shelf.word), ("lost", "")


def _shelved(picture: Picture, alt: str, named: str, shelf: Shelf) -> tuple[str, Mark]:
    if sum(len(one.data) for one in shelf.pictures.values()) + len(picture.data) > MOST_ALL:
        shelf.lost.setdefault(named or alt or shelf.word, f"the pictures of the page are larger than {MOST_ALL / 1e6:.0f} MB")
        return alt or placeholder(named, shelf.word), ("lost", "")
    shelf.pictures.setdefault(picture.name, picture)
    return alt or placeholder(named, shelf.word), ("picture", picture.name)


def placeholder(name: str, word: str) -> str:
    """The words of a picture that has none: an editor can find them, and say by a repair what it shows (`book/pictures.py` asks for that)."""
    return f"［{word}：{name}］" if name else f"［{word}］"


def addresses(tag: Tag) -> Iterator[str]:
    """Where the picture may lie, the likeliest first."""
    for name in ADDRESSES:
        value = attribute(tag, name).strip()
        if value and name.endswith("srcset"):
            yield from (part.split()[0] for part in reversed(value.split(", ")) if part.split())
        elif value:
            yield value
    choice = tag.find_parent("picture")
    if choice is not None:
        for source in choice.find_all("source"):
            yield from (part.split()[0] for part in reversed(attribute(source, "srcset").split(", ")) if part.split())


def _is_speck(tag: Tag) -> bool:
    declared = style(tag)
    sizes = (attribute(tag, "width"), attribute(tag, "height"), declared.get("width", ""), declared.get("height", ""))
    return any(_points().match(size) is not None for size in sizes)


@cache
def _points() -> re.Pattern[str]:
    return re.compile(rf"0*[0-{SPECK}](?:px)?\Z")


def read_address(address: str, folder: Path | None) -> tuple[bytes | None, str]:
    """The bytes of a picture, or None and why there are none. A file is read only where it lies in `folder` or below, links resolved."""
    if address[:5].lower() == "data:":
        return _embedded(address)
    place = place_of(address)
    if folder is None or not place:
        return None, "it was not saved with the page"
    try:
        home, path = folder.resolve(), (folder / place).resolve()
        if home not in path.parents:
            return None, "it lies outside the folder of the page"
        if not path.is_file():
            return None, "there is no such file"
        if path.stat().st_size > MOST_BYTES:
            return None, f"it is larger than {MOST_BYTES / 1e6:.0f} MB"
        return path.read_bytes(), ""
    except (OSError, RuntimeError, ValueError) as error:
        return None, f"it cannot be read ({getattr(error, 'strerror', None) or error})"


def place_of(address: str) -> str:
    """The file that an address means, from the folder of the page; empty when it lies elsewhere."""
    place = unquote(address.replace("\\", "/").partition("#")[0].partition("?")[0])
    return "" if _elsewhere().match(place) or "\0" in place else place


@cache
def _elsewhere() -> re.Pattern[str]:
    return re.compile(r"/|[A-Za-z][A-Za-z0-9+.-]*:")


def _embedded(address: str) -> tuple[bytes | None, str]:
    head, _, body = address.partition(",")
    if len(body) > 2 * MOST_BYTES:
        return None, f"it is larger than {MOST_BYTES / 1e6:.0f} MB"
    try:
        data = b64decode(unquote_to_bytes(body)) if head.lower().endswith(";base64") else unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        return None, "it is damaged"
    return (data, "") if len(data) <= MOST_BYTES else (None, f"it is larger than {MOST_BYTES / 1e6:.0f} MB")


def _made(data: bytes) -> Picture | None:
    kind = media_type(data)
    if kind and _pixels(data):
        pass
    elif not kind and (tamed := tame(data)) is not None:
        kind, data = "image/svg+xml", tamed
    else:
        return None
    return Picture(f"pictures/{sha256(data).hexdigest()[:16]}.{ENDINGS[kind]}", kind, data)


def _pixels(data: bytes) -> int:
    """The shorter side; 0 when the header is damaged."""
    return min(picture_size(data) or (0, 0))


def _size(picture: Picture) -> int:
    return _pixels(picture.data)


def _name(address: str) -> str:
    """What an editor would call the file; nothing for what stands in the page."""
    if address[:5].lower() == "data:":
        return ""
    name = unquote(address.partition("#")[0].partition("?")[0]).replace("\\", "/").rstrip("/").rpartition("/")[2]
    return " ".join(name.split())[-LONGEST_NAME:]


def picture_findings(shelf: Shelf, where: str) -> Iterator[Finding]:
    """Which pictures are lost, and why."""
    if shelf.lost:
        told = "; ".join(f"{name}: {why}" for name, why in list(shelf.lost.items())[:TOLD])
        more = f"; and {len(shelf.lost) - TOLD} more" if len(shelf.lost) > TOLD else ""
        yield Finding("picture-lost", "info", where, f"not in the book, their words in their place: {told}{more}")


def shelf_for(folder: Path | None, *, traditional: bool) -> Shelf:
    """An empty shelf."""
    return Shelf(folder, "圖" if traditional else "图")


def taker(shelf: Shelf) -> Callable[[Tag], tuple[str, Mark | None] | None]:
    """A function that puts pictures on the shelf."""
    return lambda tag: take_picture(tag, shelf)

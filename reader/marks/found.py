"""What a device's file says of one mark, before anybody knows where it stands in the text."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from reader.model import Finding
from reader.unseen import CONTROLS, LINE_ENDS

# A page of a book holds 2,000 characters; no note needs a hundred times as many.
LONGEST = 200_000
# What some programs put in the place of a picture.
OBJECT = "\ufffc"


class Found(Struct, frozen=True, gc=False):
    """One mark as a file has it: every field but `quote` may be empty.

    `made` is the day and time as the device says, in the shape of ISO 8601; `href` the page of the book, `position` a CFI or the name of
    an element in it; `title`, `author`, `identifiers`, `file` and `digest` (KOReader's hash) tell the book, or `book`, a name that
    another file explains; a `loose` one may be of any book, so that it is ours only if its words are. `line` is where it stands in the file.
    """

    quote: str
    note: str = ""
    made: str = ""
    source: str = ""
    chapter: str = ""
    href: str = ""
    position: str = ""
    prefix: str = ""
    suffix: str = ""
    title: str = ""
    author: str = ""
    identifiers: tuple[str, ...] = ()
    file: str = ""
    digest: str = ""
    book: str = ""
    loose: bool = False
    line: int = 0


class Reading(Struct, frozen=True, gc=False):
    """All that a file says: its marks, and findings about what of it could not be read.

    `books` explains names of books (`Found.book`): a mark without words that has title, author and identifiers.
    """

    marks: tuple[Found, ...] = ()
    findings: tuple[Finding, ...] = ()
    books: dict[str, Found] = {}


def broken(text: str, line: int = 0) -> Finding:
    """The finding for an entry that cannot be read; it costs that entry alone."""
    return Finding("mark-broken", "warning", f"line {line}" if line else "", text)


def tidy(found: Found) -> Found:
    """The mark with nothing in it that no text may hold, white space at the edges dropped."""
    return replace(
        found,
        quote=clean(found.quote),
        note=clean(found.note),
        made=clean(found.made),
        chapter=one_line(found.chapter),
        prefix=clean(found.prefix, edges=False),
        suffix=clean(found.suffix, edges=False),
        title=one_line(found.title),
        author=one_line(found.author),
    )


def clean(text: str, *, edges: bool = True) -> str:
    """`text` without control characters, halves of surrogates and signs for pictures; line ends as line feeds, edges trimmed."""
    text = text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n")
    if not text.isprintable():
        text = _unfit().sub("", text)
    return text.strip() if edges else text


def one_line(text: str) -> str:
    """`clean`, and no line ends: titles and names."""
    return " ".join(clean(text).split())


@cache
def _unfit() -> re.Pattern[str]:
    return re.compile(f"[{CONTROLS}{LINE_ENDS}{OBJECT}\ud800-\udfff\ufeff]")

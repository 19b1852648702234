"""Names that nothing in the book has: of our files, ids and classes. All begin with one word."""

from __future__ import annotations

import posixpath
import re
from itertools import count
from urllib.parse import quote

from msgspec import Struct

from reader.epub.container import Container
from reader.epub.vocabulary import BY_MEDIA_TYPE

WORD = "rdn"


class Names(Struct, frozen=True, gc=False):
    """What our things are called: `word` begins every id and class, `glossary` and `style` are files of the zip."""

    word: str
    glossary: str
    style: str


def free_names(book: Container) -> Names:
    """Names that nothing in the book has: no id, no class, no file."""
    texts = [item.path for item in book.package.items if item.media_type in BY_MEDIA_TYPE or item.media_type == "text/css"]
    sources = [book.files[path] for path in {book.package.path, *texts} if path in book.files]
    found = {number for data in (*sources, "\n".join(book.files).encode()) if WORD.encode() in data for number in _taken().findall(data)}
    taken = {int(number or b"1") for number in found}
    number = next(number for number in count(1) if number not in taken)
    return names_of(book, WORD if number == 1 else f"{WORD}{number}")


def names_of(book: Container, word: str) -> Names:
    """The names that begin with a word; files lie beside the package document."""
    folder = posixpath.dirname(book.package.path)
    return Names(word, posixpath.join(folder, f"{word}-glossary.xhtml"), posixpath.join(folder, f"{word}-notes.css"))


def way(base: str, target: str) -> str:
    """The file `target` as a link in the file `base` names it."""
    return quote(posixpath.relpath(target, posixpath.dirname(base) or "."))


def _taken() -> re.Pattern[bytes]:
    return re.compile(rb"\b%b(\d{0,9})-" % WORD.encode())

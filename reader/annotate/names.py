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
    """What our things are called: `word` begins every id and class, and the files that lie in `folder`, beside the package document."""

    word: str
    folder: str

    @property
    def style(self) -> str:
        """The style sheet, as a file of the zip."""
        return self.page("notes.css")

    def page(self, name: str) -> str:
        """What `book` calls by a name, as a file of the zip."""
        return posixpath.join(self.folder, f"{self.word}-{name}")


def free_names(book: Container) -> Names:
    """Names that nothing in the book has: no id, no class, no file."""
    texts = [item.path for item in book.package.items if item.media_type in BY_MEDIA_TYPE or item.media_type == "text/css"]
    sources = [book.files[path] for path in {book.package.path, *texts} if path in book.files]
    found = {number for data in (*sources, "\n".join(book.files).encode()) if WORD.encode() in data for number in _taken().findall(data)}
    taken = {int(number or b"1") for number in found}
    number = next(number for number in count(1) if number not in taken)
    return Names(WORD if number == 1 else f"{WORD}{number}", posixpath.dirname(book.package.path))


def way(base: str, target: str) -> str:
    """The file `target` as a link in the file `base` names it."""
    return quote(posixpath.relpath(target, posixpath.dirname(base) or "."))


def _taken() -> re.Pattern[bytes]:
    return re.compile(rb"\b%b(\d{0,9})-" % WORD.encode())

"""One book of an edition and its web pages, for its editors to look at while they write: no site, nothing of it is kept."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from reader.book.compose import Book, compose, read_essays
from reader.book.variants import file_name
from reader.club.books import BuiltBook
from reader.club.record import AS_PUBLISHED
from reader.club.web import SCRIPT, web_files
from reader.club.webpage import POLICY
from reader.model import Edition
from reader.script.exceptions import Exceptions

# A page that asks to be told when it is old.
LISTENING = f"{POLICY}; connect-src 'self'"


class Preview(Struct, frozen=True, gc=False):
    """The book as published, its file's name, its web pages by their paths, and the path of the first."""

    book: Book
    file: str
    files: Mapping[str, bytes]
    first: str


def preview(edition: Edition, *, exceptions: Exceptions, version: str, script: bytes) -> Preview:
    """The edition built and shown; `script` is added to what the pages run. Raises what `compose` raises."""
    blocks = frozenset(block.id for essay in read_essays(edition).essays for block in essay.blocks)
    book, file = compose(edition, asked=None, version=version, exceptions=exceptions), file_name(edition.slug, None, "universal")
    files = dict(web_files(edition.slug, [(BuiltBook(AS_PUBLISHED, "universal", file, book.data), edition.title)], blocks=blocks))
    home = f"read/{edition.slug}"
    files[f"{home}/{SCRIPT}"] += script
    pages = {path: data.replace(POLICY.encode(), LISTENING.encode(), 1) for path, data in files.items() if path.endswith(".html")}
    return Preview(book, file, files | pages, f"{home}/{AS_PUBLISHED}/index.html")

"""Every book of an edition, in each script and for each reader, and what the record keeps of them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from io import BytesIO

from msgspec import Struct

from reader.book.compose import compose
from reader.book.package import FOLDER
from reader.book.scripting import has_chinese
from reader.book.variants import VARIANTS, Variant, file_name
from reader.club.hashes import build_name, contents, name_md5, partial_md5
from reader.club.places import shape, spine_pages
from reader.club.record import Build, PagePlaces, PrintedBook, text_name
from reader.model import SCRIPTS, Edition, Finding, Script
from reader.script.exceptions import Exceptions

COVERS = ("cover.jpg", "cover.png")


class BuiltBook(Struct, frozen=True, gc=False):
    """One book and its file's name; `text` as in the record."""

    text: str
    variant: Variant
    file: str
    data: bytes
    warnings: tuple[Finding, ...] = ()


def scripts_of(edition: Edition) -> tuple[Script | None, ...]:
    """The scripts that an edition is offered in, as published last: whoever asks for none wants one throughout. What is not Chinese has no other."""
    return (*SCRIPTS, None) if has_chinese(edition) else (None,)


def build_books(edition: Edition, *, exceptions: Exceptions, version: str) -> Iterator[BuiltBook]:
    """The edition's books, as `reader build` writes them with all notes; raises what `compose` raises."""
    for asked in scripts_of(edition):
        for variant in VARIANTS:
            book = compose(edition, asked=asked, version=version, exceptions=exceptions, variant=variant)
            yield BuiltBook(text_name(asked), variant, file_name(edition.slug, asked, variant), book.data, book.warnings)


def recorded(edition: Edition, books: Sequence[BuiltBook], *, blocks: Sequence[str], made_from: str) -> Build:
    """The build of these books: their hashes, and where the blocks (ids) stand in them. All scripts have the same pages: the first is looked at."""
    printed = tuple(_printed(book) for book in books)
    first = [book for book in books if book.text == books[0].text]
    places = _pages(first, blocks)
    name = build_name(book.sha256 for book in printed)
    return Build(edition.slug, edition.uuid, edition.number, name, printed, places, date=edition.date, made_from=made_from)


def _printed(book: BuiltBook) -> PrintedBook:
    data = book.data
    digests = (sha256(data).hexdigest(), contents(data), partial_md5(data), name_md5(book.file))
    return PrintedBook(book.text, book.variant, book.file, *digests, size=len(data))


def _pages(books: Sequence[BuiltBook], blocks: Sequence[str]) -> tuple[PagePlaces, ...]:
    """The pages of each variant, those alike together."""
    found: dict[tuple[int, str, str], list[str]] = {}
    made = dict[str, Sequence[tuple[int, int, str]]].fromkeys(blocks, ())
    for book in books:
        for number, (name, body) in enumerate(spine_pages(book.data), 1):
            found.setdefault((number, name, shape(body, made)), []).append(book.variant)
    return tuple(PagePlaces(number, name, tuple(variants), body) for (number, name, body), variants in sorted(found.items(), key=lambda item: item[0][0]))


def cover_of(book: BuiltBook) -> tuple[str, bytes]:
    """The ending (`.jpg`, `.png`) and the bytes of the book's cover, which every book has."""
    with zipfile.ZipFile(BytesIO(book.data)) as packed:
        name = next(name for name in packed.namelist() if name.removeprefix(f"{FOLDER}/") in COVERS)
        return name[name.rindex(".") :], packed.read(name)

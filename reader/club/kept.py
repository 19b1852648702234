"""What an edition's folder keeps of editions that are out (`past/<number>/`, see `annotations/past/README.md`) → builds of the record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from reader.club.hashes import build_name
from reader.club.record import Build, OtherBlocks, PagePlaces, PrintedBook
from reader.edition.rows import rows
from reader.epub.files import is_folder, read_whole
from reader.errors import EditionError
from reader.model import Edition

MOST = 64 << 20
FILES = BOOKS, WORDS, PLACES = "books.tsv", "words.tsv", "places.txt"


def kept_files(folder: Path) -> Iterator[Path]:
    """The files that are read, of every kept edition, in the order of their names."""
    past = folder / "past"
    if is_folder(past):
        yield from (path / name for path in sorted(past.iterdir()) if is_folder(path) for name in FILES)


def kept_builds(edition: Edition, folder: Path) -> Iterator[Build]:
    """The past editions, the latest first; raises EditionError for a table that is none, InputError for a missing one."""
    for path in sorted({file.parent for file in kept_files(folder)}, reverse=True):
        texts = {name: _text(path / name, folder) for name in FILES}
        try:
            yield _build(edition, path.name, texts)
        except (ValueError, TypeError, KeyError) as error:
            advice = "put the kept files back as they were: nobody edits them"
            raise EditionError(f"the tables cannot be read ({error})", where=path.relative_to(folder).as_posix(), advice=advice) from error


def _text(path: Path, folder: Path) -> str:
    return read_whole(path, where=path.relative_to(folder).as_posix(), most=MOST).decode()


def _build(edition: Edition, number: str, texts: dict[str, str]) -> Build:
    books = tuple(
        PrintedBook(text, variant, file, digest, contents, koreader, name) for text, variant, file, digest, contents, koreader, name in rows(texts[BOOKS])
    )
    words = tuple((text, block, int(start), int(length), after) for text, block, start, length, after in rows(texts[WORDS]))
    pages, others = list[PagePlaces](), list[OtherBlocks]()
    for head, body in re.findall(r"^\[(.+)\]\n((?:[^\[].*\n)+)", texts[PLACES], re.MULTILINE):
        first, second, *variants = head.split(" ")
        if variants:
            pages.append(PagePlaces(int(first), second, tuple(variants), body.rstrip("\n")))
        else:
            others.append(OtherBlocks(first, second, body.rstrip("\n")))
    return Build(edition.slug, edition.uuid, number, build_name(book.sha256 for book in books), books, tuple(pages), tuple(others), words)

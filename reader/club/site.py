"""The order of work: editions on their shelves → every file of the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from reader.club.htmlpage import page_file, write_site_page
from reader.club.index import index_page
from reader.club.record import Build, Record, renewed, write_record
from reader.club.shelf import Shelf
from reader.club.sums import NAME, write_sums
from reader.club.words import LANGUAGES

HASHES = "hashes.json"
STYLE = Path(__file__).parent / "style"


def site_files(shelves: Sequence[Shelf], former: Record) -> dict[str, bytes]:
    """Every file by its path, in the order in which they are written: books first, the pages that lead to them, the sums last."""
    files = {path: data for shelf in shelves for path, data in shelf.files.items()}
    files["style.css"] = (STYLE / "site.css").read_bytes()
    for language in LANGUAGES:
        files[page_file("index", language)] = write_site_page(index_page(shelves, language))
    files[HASHES] = write_record(renewed(former, _builds(shelves)))
    return {**files, NAME: write_sums(files)}


def _builds(shelves: Iterable[Shelf]) -> Iterator[Build]:
    for shelf in shelves:
        yield shelf.build
        yield from shelf.past

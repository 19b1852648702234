"""The order of work: editions on their shelves → every file of the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from reader.club.catalogue import feeds
from reader.club.htmlpage import SitePage, page_file, write_site_page
from reader.club.index import index_page
from reader.club.opds1 import write_opds1, write_search
from reader.club.opds2 import write_opds2
from reader.club.questions import has_questions, questions_site_page
from reader.club.record import HASHES, Build, Record, renewed, write_record
from reader.club.sheet import codes, sheet_page
from reader.club.shelf import Shelf
from reader.club.sums import NAME, write_sums
from reader.club.words import LANGUAGES, word

STYLE = Path(__file__).parent / "style"


def site_files(shelves: Sequence[Shelf], former: Record, *, base: str = "", beside: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """Every file by its path, in the order in which they are written: books first, the pages that lead to them, the sums last.

    `base` is the site's address with a stroke at its end; without it nothing is said that needs one (QR codes). `beside` are files of no edition.
    """
    files = {path: data for shelf in shelves for path, data in shelf.files.items()} | dict(beside or {})
    title = shelves[0].edition.title if len(shelves) == 1 else word("site", LANGUAGES[0])
    for feed in feeds(shelves, title):
        files[f"{feed.path}.xml"], files[f"{feed.path}.json"] = write_opds1(feed), write_opds2(feed)
    files["opds-search.xml"] = write_search(title, base)
    files["style.css"] = (STYLE / "site.css").read_bytes()
    files.update(codes(shelves, base) if base else ())
    files.update((page_file(page.name, page.language), write_site_page(page)) for page in _pages(shelves, base, beside or {}))
    files[HASHES] = write_record(renewed(former, _builds(shelves)))
    return {**files, NAME: write_sums(files)}


def _pages(shelves: Sequence[Shelf], base: str, beside: Mapping[str, bytes]) -> Iterator[SitePage]:
    for language in LANGUAGES:
        yield index_page(shelves, language, printed=bool(base), beside=beside)
        if any(has_questions(shelf) for shelf in shelves):
            yield questions_site_page(shelves, language)
        if base:
            yield sheet_page(shelves, language, base)


def _builds(shelves: Iterable[Shelf]) -> Iterator[Build]:
    for shelf in shelves:
        yield shelf.build
        yield from shelf.past

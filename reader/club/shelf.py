"""One edition on the site: its files, its build, and what pages and catalogues say of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from reader.book.compose import read_essays
from reader.book.scripting import converter, matter_script
from reader.club.books import BuiltBook, build_books, cover_of, recorded, scripts_of
from reader.club.editorsnotes import editors_notes, placed_notes
from reader.club.record import Build, PrintedBook, Record, text_name
from reader.club.sums import owned
from reader.club.web import web_files
from reader.club.words import SHOWN, Language
from reader.epub.annotationset import readium_set, w3c_set
from reader.model import Edition, Finding, Script
from reader.script.exceptions import Exceptions

DICTIONARIES = "dictionaries/"


class Shelf(Struct, frozen=True, gc=False):
    """An edition with its build and its files by their path on the site; `past` are builds of former editions from its folder."""

    edition: Edition
    exceptions: Exceptions
    build: Build
    files: Mapping[str, bytes]
    past: tuple[Build, ...] = ()
    warnings: tuple[Finding, ...] = ()

    @property
    def scripts(self) -> tuple[Script | None, ...]:
        """The scripts that it is offered in."""
        return scripts_of(self.edition)

    def shown(self, language: Language) -> Script | None:
        """The script in which pages of that language show it."""
        return SHOWN[language] if SHOWN[language] in self.scripts else None

    def book(self, asked: Script | None, variant: str) -> PrintedBook:
        """The book of that script for that reader."""
        return next(book for book in self.build.books if (book.text, book.variant) == (text_name(asked), variant))

    def cover(self, asked: Script | None) -> str:
        """The path of the cover in that script."""
        return next(path for path in self.files if path.startswith(f"covers/{self.edition.slug}.{text_name(asked)}."))

    def change(self, asked: Script | None) -> Callable[[str], str]:
        """What turns a text of the edition into that script."""
        return into(self.edition, asked, self.exceptions)


def into(edition: Edition, asked: Script | None, exceptions: Exceptions) -> Callable[[str], str]:
    """What turns a text of the edition into that script."""
    return converter(target=matter_script(edition, asked), origin=edition.script, exceptions=exceptions)


def new_shelf(
    edition: Edition, *, exceptions: Exceptions, version: str, made_from: str, past: Sequence[Build] = (), beside: Mapping[str, bytes] | None = None
) -> Shelf:
    """Everything built; `beside` are files of others by their path. Raises what building raises."""
    books = tuple(build_books(edition, exceptions=exceptions, version=version))
    read = read_essays(edition)
    blocks = [block.id for essay in read.essays for block in essay.blocks]
    universal = {book.text: book for book in books if book.variant == "universal"}
    files = {f"books/{book.file}": book.data for book in books}
    for asked in scripts_of(edition):
        ending, picture = cover_of(universal[text_name(asked)])
        files[f"covers/{edition.slug}.{text_name(asked)}{ending}"] = picture
    pages = ((universal[text_name(asked)], into(edition, asked, exceptions)(edition.title)) for asked in scripts_of(edition))
    files.update(web_files(edition.slug, pages, blocks=frozenset(blocks)))
    files.update(_notes(read, universal, exceptions))
    files |= beside or {}
    build = recorded(edition, books, blocks=blocks, made_from=made_from)
    return Shelf(edition, exceptions, build, files, tuple(past), books[0].warnings)


def _notes(read: Edition, universal: Mapping[str, BuiltBook], exceptions: Exceptions) -> Iterator[tuple[str, bytes]]:
    """The editors' notes of each text, in both forms of annotation sets."""
    notes = placed_notes(read)
    for asked in scripts_of(read):
        found = editors_notes(read, notes, universal[text_name(asked)].data, asked=asked, change=into(read, asked, exceptions))
        for ending, data in (("annotation", readium_set(found)), ("annotations", w3c_set(found))):
            yield f"notes/{read.slug}.{text_name(asked)}.{ending}", data


class FormerSite(Struct, frozen=True, gc=False):
    """What stands on the site: the record, the SHA-256 of each file, and what reads a file (None where it is gone or another)."""

    record: Record
    sums: Mapping[str, str]
    whole: Callable[[str], bytes | None]


def former_shelf(edition: Edition, *, exceptions: Exceptions, made_from: str, past: Sequence[Build], site: FormerSite) -> Shelf | None:
    """The edition as it stands on the site, if it was made from the same and all of its files are still there as they were; else None."""
    build = next((build for build in site.record.builds if build.edition == edition.slug and build.made_from == made_from), None)
    if build is None:
        return None
    files = dict[str, bytes]()
    for path in owned(site.sums, edition.slug):
        data = site.whole(path)
        if data is None:
            return None
        files[path] = data
    if not {f"books/{book.file}" for book in build.books} <= set(files):
        return None
    return Shelf(edition, exceptions, build, files, tuple(past))

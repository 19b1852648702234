"""Finished pages → EPUB bytes (EbookLib lives here, and only here).

EbookLib 0.20 re-parses its own page type and stamps the present time; so pages, contents and NCX are handed over as finished bytes,
and the two places where it writes the clock, the file system's mark or incomplete attributes are overridden.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import IO, Any

from msgspec import Struct

from reader.book.spacing import runs_leftward
from reader.book.zipping import BookZip
from reader.model import Language

FOLDER = "EPUB"
LANGUAGES: dict[Language, str] = {"zh-Hans": "zh-Hans", "zh-Hant-TW": "zh-Hant", "zh-Hant-HK": "zh-Hant"}
FEATURES = (
    "tableOfContents",
    "readingOrder",
    "structuralNavigation",
    "displayTransformability",
    "alternativeText",
    "index",
    "pageBreakMarkers",
    "pageNavigation",
)


class File(Struct, frozen=True, gc=False):
    """One file of the book; `properties` as in the manifest.

    In the reading order it follows the file with the id `follows`, else the one that was packed before it.
    """

    name: str
    data: bytes
    media_type: str
    id: str
    in_spine: bool = False
    follows: str = ""
    properties: tuple[str, ...] = ()


class Metadata(Struct, frozen=True, gc=False):
    """What the package document says of the book, already in the asked script. `date` is the edition's day, `others` are languages of essays."""

    identifier: str
    title: str
    subtitle: str
    language: Language
    creators: tuple[str, ...]
    contributor: str
    publisher: str
    description: str
    subjects: tuple[str, ...]
    rights: str
    date: str
    summary: str
    others: tuple[Language, ...] = ()


def write_epub(metadata: Metadata, files: Iterable[File], *, ahead: Sequence[File] = (), large: bool = False) -> bytes:
    """The EPUB's bytes: mimetype first and stored, every date from the edition, the same bytes on every machine.

    Each of the files is packed while the next is made; so the package document, which lists them all, is packed last. Those of `ahead` come
    late, but are there: packing begins with them. A `large` book grows in a file beside the pages that are being made, and is in memory only
    when these are gone.
    """
    from ebooklib import epub

    class Writer(epub.EpubWriter):  # type: ignore[misc]
        """EbookLib's writer, into memory, with fixed times."""

        def write(self) -> None:
            with BookZip(self.file_name, metadata.date, {path_of(file): file.data for file in ahead}) as self.out:
                self.out.writestr("mimetype", "application/epub+zip", compress_type=zipfile.ZIP_STORED)
                self._write_container()
                for file in files:
                    self.out.writestr(path_of(file), file.data)
                    _add(epub, self.book, file)
                    del file  # else its bytes live on while the next is made
                self._write_opf()

        def _write_opf_file(self, root: Any) -> None:
            root.set("{http://www.w3.org/XML/1998/namespace}lang", metadata.language)
            super()._write_opf_file(root)

    modified = datetime.fromisoformat(metadata.date).replace(tzinfo=UTC)
    options = {"mtime": modified, "epub3_pages": False, "epub3_landmark": False, "raise_exceptions": True}
    with _target(large=large) as target:
        Writer(target, _book(epub, metadata), options).write()
        target.seek(0)
        return target.read()


def path_of(file: File) -> str:
    """The file's name in the zip."""
    return f"{FOLDER}/{file.name}"


def _target(*, large: bool) -> IO[bytes]:
    if not large:
        return io.BytesIO()
    from tempfile import TemporaryFile

    return TemporaryFile()


def _book(epub: Any, metadata: Metadata) -> Any:
    book = epub.EpubBook()
    book.reset()
    book.FOLDER_NAME = FOLDER
    book.direction = "rtl" if runs_leftward(metadata.language) else "ltr"
    book.metadata, book.prefixes = {}, []
    _describe(book, metadata)
    return book


def _add(epub: Any, book: Any, file: File) -> None:
    """Name the file in the manifest and, in its place, in the spine."""
    item = epub.EpubItem(uid=file.id, file_name=file.name, media_type=file.media_type)
    item.properties = list(file.properties)
    book.add_item(item)
    if file.in_spine:
        # Items, not their ids: the library looks among all items for each id.
        at = [one.id for one in book.spine].index(file.follows) + 1 if file.follows else len(book.spine)
        book.spine.insert(at, item)


def _describe(book: Any, metadata: Metadata) -> None:
    book.set_identifier(metadata.identifier)
    book.add_metadata("DC", "title", metadata.title, {"id": "title"})
    if metadata.subtitle:
        book.add_metadata("DC", "title", metadata.subtitle, {"id": "subtitle"})
    for language in dict.fromkeys((metadata.language, *metadata.others)):
        book.add_metadata("DC", "language", LANGUAGES.get(language, language))
    for at, creator in enumerate(metadata.creators, 1):
        book.add_metadata("DC", "creator", creator, {"id": f"creator-{at}"})
    single = {"contributor": metadata.contributor, "publisher": metadata.publisher, "description": metadata.description, "rights": metadata.rights}
    for name, value in single.items():
        if value:
            book.add_metadata("DC", name, value)
    for subject in metadata.subjects:
        book.add_metadata("DC", "subject", subject)
    book.add_metadata("DC", "date", metadata.date)
    _refine(book, metadata)
    _accessibility(book, metadata)
    book.add_metadata("OPF", "meta", None, {"name": "cover", "content": "cover-image"})


def _meta(book: Any, property_name: str, value: str, refines: str = "") -> None:
    book.add_metadata("OPF", "meta", value, {"property": property_name} | ({"refines": f"#{refines}"} if refines else {}))


def _refine(book: Any, metadata: Metadata) -> None:
    _meta(book, "title-type", "main", "title")
    if metadata.subtitle:
        _meta(book, "title-type", "subtitle", "subtitle")
    for at in range(1, len(metadata.creators) + 1):
        _meta(book, "role", "aut", f"creator-{at}")


def _accessibility(book: Any, metadata: Metadata) -> None:
    # EPUB Accessibility 1.1 §2: mode, feature and hazard are required, the other two recommended.
    _meta(book, "schema:accessMode", "textual")
    _meta(book, "schema:accessMode", "visual")
    _meta(book, "schema:accessModeSufficient", "textual")
    for feature in FEATURES:
        _meta(book, "schema:accessibilityFeature", feature)
    _meta(book, "schema:accessibilityHazard", "none")
    # The page stops follow no printed book; Ace asks that this be said (EPUB Accessibility 1.2, `pageBreakSource`).
    _meta(book, "pageBreakSource", "none")
    _meta(book, "schema:accessibilitySummary", metadata.summary)

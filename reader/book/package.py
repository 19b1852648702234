"""Finished pages → EPUB bytes (EbookLib lives here, and only here).

EbookLib 0.20 re-parses its own page type and stamps the present time; so pages, contents and NCX are handed over as finished bytes,
and the two places where it writes the clock, the file system's mark or incomplete attributes are overridden.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from reader.model import Script

FOLDER = "EPUB"
MODIFIED_HOUR = "T00:00:00Z"
# Level 6 takes two thirds more time than level 4, for books 4 % smaller.
LEVEL = 4
LANGUAGES: dict[Script, str] = {"zh-Hans": "zh-Hans", "zh-Hant-TW": "zh-Hant", "zh-Hant-HK": "zh-Hant"}
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
DCTERMS = "http://purl.org/dc/terms/"


@dataclass(frozen=True, slots=True)
class File:
    """One file of the book. `spine` is its place in the reading order (None: not in it); `properties` as in the manifest."""

    name: str
    data: bytes
    media_type: str
    id: str
    in_spine: bool = False
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the package document says of the book, already in the asked script. `date` is the edition's day."""

    identifier: str
    title: str
    subtitle: str
    language: Script
    creators: tuple[str, ...]
    contributor: str
    publisher: str
    description: str
    subjects: tuple[str, ...]
    rights: str
    date: str
    summary: str


def write_epub(metadata: Metadata, files: tuple[File, ...]) -> bytes:
    """The EPUB's bytes: mimetype first and stored, every date from the edition, the same bytes on every machine."""
    from ebooklib import epub

    class Writer(epub.EpubWriter):  # type: ignore[misc]
        """EbookLib's writer, into memory, with fixed times."""

        def write(self) -> None:
            self.out = _FixedZip(self.file_name, metadata.date)
            self.out.writestr("mimetype", "application/epub+zip", compress_type=zipfile.ZIP_STORED)
            self._write_container()
            self._write_opf()
            self._write_items()
            self.out.close()

        def _write_opf_file(self, root: Any) -> None:
            root.set("{http://www.w3.org/XML/1998/namespace}lang", metadata.language)
            super()._write_opf_file(root)

    target = io.BytesIO()
    modified = datetime.fromisoformat(metadata.date).replace(tzinfo=UTC)
    options = {"mtime": modified, "epub3_pages": False, "epub3_landmark": False, "raise_exceptions": True}
    Writer(target, _book(epub, metadata, files), options).write()
    return target.getvalue()


class _FixedZip(zipfile.ZipFile):
    """A zip whose entries carry the edition's date and the same system mark everywhere."""

    def __init__(self, target: io.BytesIO, day: str) -> None:
        super().__init__(target, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL)
        year, month, date = (int(part) for part in day.split("-"))
        self._stamp = (max(year, 1980), month, date, 0, 0, 0)

    def writestr(self, name: Any, data: Any, compress_type: int | None = None, compresslevel: int | None = None) -> None:
        info = zipfile.ZipInfo(name, self._stamp)
        info.create_system, info.external_attr = 3, 0o644 << 16
        super().writestr(info, data, zipfile.ZIP_DEFLATED if compress_type is None else compress_type, compresslevel or LEVEL)


def _book(epub: Any, metadata: Metadata, files: tuple[File, ...]) -> Any:
    book = epub.EpubBook()
    book.reset()
    book.FOLDER_NAME = FOLDER
    book.direction = "ltr"
    book.metadata, book.prefixes = {}, []
    _describe(book, metadata)
    for file in files:
        item = epub.EpubItem(uid=file.id, file_name=file.name, media_type=file.media_type, content=file.data)
        item.properties = list(file.properties)
        item.is_linear = True
        book.add_item(item)
    book.spine = [file.id for file in files if file.in_spine]
    return book


def _describe(book: Any, metadata: Metadata) -> None:
    book.set_identifier(metadata.identifier)
    book.add_metadata("DC", "title", metadata.title, {"id": "title"})
    if metadata.subtitle:
        book.add_metadata("DC", "title", metadata.subtitle, {"id": "subtitle"})
    book.add_metadata("DC", "language", LANGUAGES[metadata.language])
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

"""Rules: the package document lists what is there, and says what libraries and reading systems need."""

from __future__ import annotations

from collections.abc import Iterator

from reader.check.book import Book
from reader.check.rule import Fault
from reader.epub.opf import Package

# EPUB Accessibility 1.1, Discoverability: what a book MUST say, and what it SHOULD.
MUST_SAY = ("schema:accessMode", "schema:accessibilityFeature", "schema:accessibilityHazard")
SHOULD_SAY = ("schema:accessModeSufficient", "schema:accessibilitySummary")


def spine_without_file(book: Book) -> Iterator[Fault]:
    """Stops of the reading order that the manifest does not know."""
    ids = {item.id for item in book.container.package.items}
    for stop in book.container.package.spine:
        if stop.idref not in ids:
            yield Fault(place(book, stop.line), f"the spine names {stop.idref}, the manifest has no such id")


def empty_spine(book: Book) -> Iterator[Fault]:
    """A book without a reading order."""
    if not book.container.package.spine:
        yield Fault(place(book, 0), "the spine is empty")


def manifest_without_file(book: Book) -> Iterator[Fault]:
    """Manifest entries whose file is not in the zip."""
    for item in book.container.package.items:
        if item.path and item.path not in book.container.files:
            yield Fault(place(book, item.line), f"the manifest names {item.href}, there is no such file")


def files_without_manifest(book: Book) -> Iterator[Fault]:
    """Files in the zip that the manifest does not name (OCF's own are exempt)."""
    package = book.container.package
    known = {item.path for item in package.items} | {"mimetype", package.path}
    for path in book.container.files:
        if path not in known and not path.startswith("META-INF/"):
            yield Fault(path, "the file is in the book, but not in its manifest")


def missing_title(book: Book) -> Iterator[Fault]:
    """A book without a title."""
    if not any(book.container.package.values("dc:title")):
        yield Fault(place(book, 0), "dc:title is missing or empty")


def missing_identifier(book: Book) -> Iterator[Fault]:
    """A book without an identifier."""
    if not any(book.container.package.values("dc:identifier")):
        yield Fault(place(book, 0), "dc:identifier is missing or empty")


def missing_date(book: Book) -> Iterator[Fault]:
    """An EPUB 3 without the date of its last change."""
    if is_epub3(book.container.package) and not any(book.container.package.values("dcterms:modified")):
        yield Fault(place(book, 0), "dcterms:modified is missing")


def missing_nav(book: Book) -> Iterator[Fault]:
    """An EPUB 3 without a navigation document, an EPUB 2 without an NCX."""
    package = book.container.package
    if not (package.nav if is_epub3(package) else package.ncx):
        yield Fault(place(book, 0), "the book has no contents")


def missing_access(book: Book) -> Iterator[Fault]:
    """What EPUB Accessibility demands and the book does not say."""
    yield from unsaid(book, MUST_SAY)


def poor_access(book: Book) -> Iterator[Fault]:
    """What EPUB Accessibility recommends and the book does not say."""
    yield from unsaid(book, SHOULD_SAY)


def unsaid(book: Book, names: tuple[str, ...]) -> Iterator[Fault]:
    """What of these an EPUB 3 does not say, in one breath."""
    package = book.container.package
    missing = [name for name in names if is_epub3(package) and not any(package.values(name))]
    if missing:
        yield Fault(place(book, 0), f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing")


def missing_cover(book: Book) -> Iterator[Fault]:
    """A book that declares no cover picture, in EPUB 3's way or EPUB 2's."""
    if not cover_path(book):
        yield Fault(place(book, 0), "no cover picture is declared")


def cover_path(book: Book) -> str:
    """The declared cover picture's name in the zip, or nothing."""
    items = book.container.package.items
    old = set(book.container.package.values("cover"))
    return next((item.path for item in items if "cover-image" in item.properties), "") or next((item.path for item in items if item.id in old), "")


def is_epub3(package: Package) -> bool:
    """Whether the rules of EPUB 3 hold."""
    return package.version.startswith("3")


def place(book: Book, line: int) -> str:
    """`file:line` in the package document."""
    return f"{book.container.package.path}:{line}" if line else book.container.package.path

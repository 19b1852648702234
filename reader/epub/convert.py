"""A book in another script: every text of every file, the metadata and the language tags; everything else byte for byte."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from reader.edits import apply_edits, in_order
from reader.epub.container import Container, read_container
from reader.epub.direction import is_vertical, progression_edits
from reader.epub.encoding import Decoded, decode, encode
from reader.epub.languages import believed
from reader.epub.metadata import language_edits
from reader.epub.retext import Weighed, converted_tags, converted_texts, tell_origin, weigh
from reader.epub.rezip import rewrite_zip
from reader.epub.textmap import Document
from reader.epub.textread import read_document
from reader.epub.vocabulary import BY_MEDIA_TYPE, OPF, PAGE, Vocabulary
from reader.errors import InputError
from reader.model import Finding, Script
from reader.script.exceptions import Exceptions, our_exceptions


class Wish(Struct, frozen=True, gc=False):
    """What is asked for: the script, whether the words of its region too, and what OpenCC gets wrong."""

    target: Script
    words: bool = False
    exceptions: Exceptions | None = None


class Sheet(Struct, frozen=True, gc=False):
    """One file of the book, read: its name in the zip, its markup, its texts."""

    name: str
    vocabulary: Vocabulary
    decoded: Decoded
    document: Document
    weighed: Weighed
    lang: str


class Converted(Struct, frozen=True, gc=False):
    """The new book's bytes, the names of the files that changed, and what the reader of the book ought to know."""

    data: bytes
    changed: tuple[str, ...]
    files: int
    warnings: tuple[Finding, ...]


def convert_book(source: Path | bytes, wish: Wish, *, name: str = "", progress: Callable[[float], None] | None = None) -> Converted:
    """The book in the asked script; raises InputError for what is no sound, open EPUB. A book in which nothing changes is the same bytes.

    `progress` is told, now and then, which part of the work is done (0 to 1).
    """
    book = read_container(source, name=name)
    sheets, warnings = read_sheets(book)
    origin = book_origin(book, sheets)
    changed = dict(convert_sheets(sheets, wish, origin, progress))
    if changed:
        changed |= direct(book, sheets, changed, wish.target)
    data = rewrite_zip(source, changed) if changed else _bytes(source)
    return Converted(data, tuple(changed), len(sheets), (*warnings, *doubts(book, sheets, changed)))


def book_origin(book: Container, sheets: tuple[Sheet, ...]) -> Script:
    """The script that most of the book's texts are written in."""
    return tell_origin(sum((sheet.weighed.votes() for sheet in sheets), Counter()), tags=book.package.values("dc:language"))


def sheet_origin(sheet: Sheet, origin: Script) -> Script:
    """The script of one file of a book whose texts are mostly in `origin`."""
    return tell_origin(sheet.weighed.votes(), tags=(sheet.lang,), default=origin)


def _bytes(source: Path | bytes) -> bytes:
    return source if isinstance(source, bytes) else source.read_bytes()


def read_sheets(book: Container) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    """Every file that holds text, the package document last; and those that cannot be read."""
    files, warnings, vocabularies = {}, [], text_files(book)
    for path in vocabularies:
        try:
            files[path] = decode(book.files[path], where=f"{book.name}: {path}")
        except InputError as error:
            warnings.append(Finding("convert-encoding", "warning", path, f"{error.text}: left as it is"))
    named = next(iter(book.package.values("dc:language")), "")
    lang = believed(named, *(decoded.text for path, decoded in files.items() if vocabularies[path] is PAGE))
    doubted = named if named != lang else ""
    return tuple(read_sheet(path, vocabularies[path], decoded, lang=lang, doubted=doubted) for path, decoded in files.items()), tuple(warnings)


def read_sheet(path: str, vocabulary: Vocabulary, decoded: Decoded, *, lang: str, doubted: str = "") -> Sheet:
    """The texts of one file in a book in the language `lang`, which wrongly says `doubted`."""
    document = read_document(decoded.text, vocabulary, lang=lang, doubted=doubted)
    return Sheet(path, vocabulary, decoded, document, weigh(document), lang)


def text_files(book: Container) -> dict[str, Vocabulary]:
    """The files that hold text by their names, in the manifest's order, the package document last."""
    found = {item.path: BY_MEDIA_TYPE[item.media_type] for item in book.package.items if item.media_type in BY_MEDIA_TYPE and item.path in book.files}
    return {**found, book.package.path: OPF}


def convert_sheets(sheets: tuple[Sheet, ...], wish: Wish, origin: Script, progress: Callable[[float], None] | None) -> Iterator[tuple[str, bytes]]:
    """The files that change, with their new bytes."""
    exceptions = wish.exceptions or our_exceptions()
    for number, sheet in enumerate(sheets):
        if progress:
            progress(number / len(sheets))
        home = sheet_origin(sheet, origin)
        edits = [
            *converted_texts(sheet.weighed, target=wish.target, origin=home, exceptions=exceptions, words=wish.words),
            *converted_tags(sheet.document, target=wish.target),
            *(language_edits(sheet.document.source, target=wish.target) if sheet.vocabulary is OPF else ()),
        ]
        if edits:
            yield sheet.name, encode(apply_edits(sheet.document.source, sorted(edits, key=in_order)), sheet.decoded)


def direct(book: Container, sheets: tuple[Sheet, ...], changed: dict[str, bytes], target: Script) -> dict[str, bytes]:
    """The package document with its direction of reading, where a book that becomes traditional has none.

    Without one, Readium's mobile readers set it in vertical lines (`docs/conversion.md`).
    """
    path = book.package.path
    if target == "zh-Hans" or book.package.progression or is_vertical(book):
        return {}
    like = next(sheet.decoded for sheet in sheets if sheet.name == path)
    text = changed[path][len(like.mark) :].decode(like.codec) if path in changed else like.text
    edits = tuple(progression_edits(text))
    return {path: encode(apply_edits(text, sorted(edits, key=in_order)), like)} if edits else {}


def doubts(book: Container, sheets: tuple[Sheet, ...], changed: dict[str, bytes]) -> Iterator[Finding]:
    """What may surprise: nothing to convert, fonts made for the other script, a signature that no longer holds."""
    if not any(sheet.weighed.texts for sheet in sheets):
        language = next(iter(book.package.values("dc:language")), "")
        yield Finding("convert-nothing", "info", "", f"no Chinese text was found; the book says its language is {language or 'unknown'}")
    if not changed:
        return
    if any("font" in item.media_type or item.path.lower().endswith((".ttf", ".otf", ".woff", ".woff2")) for item in book.package.items):
        yield Finding("convert-fonts", "info", "", "the book brings its own fonts; they may lack characters of the other script")
    if "META-INF/signatures.xml" in book.files:
        yield Finding("convert-signature", "warning", "META-INF/signatures.xml", "the book is signed; the signature no longer holds")

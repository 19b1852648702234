"""A book's files that hold text, read: what converting, its receipt and every other writer begin with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

from msgspec import Struct

from reader.epub.container import Container
from reader.epub.encoding import Decoded, decode
from reader.epub.languages import believed, writes_han
from reader.epub.retext import Weighed, tell_origin, weigh
from reader.epub.textmap import Document
from reader.epub.textread import read_document
from reader.epub.vocabulary import BY_MEDIA_TYPE, OPF, PAGE, Vocabulary
from reader.errors import InputError
from reader.model import Finding, Script


class Sheet(Struct, frozen=True, gc=False):
    """One file of the book, read: its name in the zip, its markup, its texts; `read` reads it in the same way when its texts have changed."""

    name: str
    vocabulary: Vocabulary
    decoded: Decoded
    document: Document
    weighed: Weighed
    lang: str
    read: Callable[[str], Document]


def read_sheets(book: Container) -> tuple[list[Sheet], tuple[Finding, ...]]:
    """Every file that holds text, the package document last; and those that cannot be read."""
    files, warnings, vocabularies = {}, [], text_files(book)
    for path in vocabularies:
        try:
            files[path] = decode(book.files[path], where=f"{book.name}: {path}")
        except InputError as error:
            warnings.append(Finding("convert-encoding", "warning", path, f"{error.text}: left as it is"))
    named = book.package.language
    lang = believed(named, *(decoded.text for path, decoded in files.items() if vocabularies[path] is PAGE))
    # Of a book that is called Japanese and is, no page is doubted; of one that is called English any may be Chinese.
    settled = {named: lang} if named != lang or writes_han(named) else {}
    return [read_sheet(path, vocabularies[path], decoded, lang=lang, settled=settled) for path, decoded in files.items()], tuple(warnings)


def read_sheet(path: str, vocabulary: Vocabulary, decoded: Decoded, *, lang: str, settled: dict[str, str]) -> Sheet:
    """The texts of one file in a book in the language `lang`; `settled` is what its tag stands for if it is not to be believed."""
    document = read_document(decoded.text, vocabulary, lang=lang, settled=settled)
    again = partial(read_document, vocabulary=vocabulary, lang=lang, settled=document.settled)
    return Sheet(path, vocabulary, decoded, document, weigh(document), lang, again)


def text_files(book: Container) -> dict[str, Vocabulary]:
    """The files that hold text by their names, in the manifest's order, the package document last."""
    found = {item.path: BY_MEDIA_TYPE[item.media_type] for item in book.package.items if item.media_type in BY_MEDIA_TYPE and item.path in book.files}
    found.pop(book.package.path, None)
    return {**found, book.package.path: OPF}


def book_origin(book: Container, sheets: list[Sheet]) -> Script:
    """The script that most of the book's texts are written in."""
    return tell_origin(sum((sheet.weighed.votes() for sheet in sheets), Counter()), tags=book.package.values("dc:language"))


def sheet_origin(sheet: Sheet, origin: Script) -> Script:
    """The script of one file of a book whose texts are mostly in `origin`."""
    return tell_origin(sheet.weighed.votes(), tags=(sheet.lang,), default=origin)

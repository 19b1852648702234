"""A book in another script: every text of every file, the metadata and the language tags; everything else byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from reader.edits import Edit, apply_edits, in_order
from reader.epub.container import Container, read_container
from reader.epub.direction import is_vertical, progression_edits
from reader.epub.encoding import WHOLE, encode, writable
from reader.epub.guard import Meant, guard
from reader.epub.japanese import in_japanese
from reader.epub.languages import letters_of, may_be_chinese
from reader.epub.metadata import language_edits
from reader.epub.only import chosen
from reader.epub.retext import converted_tags, retold_texts, weigh
from reader.epub.rezip import rewrite_zip
from reader.epub.sheets import Sheet, book_origin, read_sheets, sheet_origin
from reader.epub.textmap import foreign, whole
from reader.model import Finding, Script
from reader.script.exceptions import Exceptions, our_exceptions
from reader.script.own_words import absent, finder

# Is shown each file that may change, with the script that its texts are mostly in.
Look = Callable[[Sheet, Script], object]

CDATA = "<![CDATA["
JAPANESE = Finding("convert-nothing", "info", "", "the text is Japanese, and stays as it is")
SHOWN = 10  # listed words that a finding names


class Wish(Struct, frozen=True, gc=False):
    """What is asked for: the script, whether the words of its region too, what OpenCC gets wrong and which words hold over everything.

    `only` are patterns of names (`*`, `?`, `[…]`): where there are any, what they do not name stays as it is.
    """

    target: Script
    words: bool = False
    exceptions: Exceptions | None = None
    only: tuple[str, ...] = ()


class Rewritten(Struct, frozen=True, gc=False, eq=False):
    """One file that changes: its new bytes, and what they are meant to be."""

    name: str
    data: bytes
    meant: Meant


class Converted(Struct, frozen=True, gc=False):
    """The new book's bytes, the names of the files that changed, and what the reader of the book ought to know."""

    data: bytes
    changed: tuple[str, ...]
    files: int
    warnings: tuple[Finding, ...]


def convert_book(source: Path | bytes, wish: Wish, *, name: str = "", progress: Callable[[float], None] | None = None, look: Look | None = None) -> Converted:
    """The book in the asked script; raises InputError for what is no sound, open EPUB. A book in which nothing changes is the same bytes.

    `progress` is told, now and then, which part of the work is done (0 to 1), `look` shown each file before it is converted. The new book has
    been read back (`guard`, which raises Breach).
    """
    book = read_container(source, name=name)
    sheets, unread = read_sheets(book)
    if in_japanese(sheets):
        if look:
            for sheet in chosen(book, sheets, wish.only):
                look(sheet, sheet_origin(sheet, book_origin(book, sheets)))
        return Converted(book.data, (), len(sheets), (*unread, JAPANESE))
    files, told = len(sheets), (*languages_told(book, sheets), *words_that_stand_nowhere(chosen(book, sheets, wish.only), wish))
    results = list(convert_sheets(book, sheets, wish, progress, look))
    changed = {one.name: one for one in results if isinstance(one, Rewritten)}
    warnings = (*unread, *(one for one in results if isinstance(one, Finding)), *told)
    if not changed:
        return Converted(book.data, (), files, warnings)
    data = rewrite_zip(book.data, {name: one.data for name, one in changed.items()})
    guard(book.data, data, {name: one.meant for name, one in changed.items()}, where=book.name)
    return Converted(data, tuple(changed), files, (*warnings, *doubts(book)))


def convert_sheets(
    book: Container, sheets: list[Sheet], wish: Wish, progress: Callable[[float], None] | None, look: Look | None
) -> Iterator[Rewritten | Finding]:
    """The files that change, and what is said of those that cannot. Takes the sheets from their list: each is done with when it is converted."""
    origin = book_origin(book, sheets)
    sheets[:] = chosen(book, sheets, wish.only)
    total, changes = len(sheets), False
    sheets.reverse()
    while sheets:
        if progress:
            progress(1 - len(sheets) / total)
        sheet = sheets.pop()
        home = sheet_origin(sheet, origin)
        if look:
            look(sheet, home)
        result = convert_sheet(sheet, wish, home, package=book if sheet.name == book.package.path else None, changes=changes)
        if result:
            changes = True
            yield result


def convert_sheet(sheet: Sheet, wish: Wish, home: Script, *, package: Container | None, changes: bool) -> Rewritten | Finding | None:
    """One file whose texts are mostly in `home`, if it changes; `package` is the book whose package document it is, `changes` whether that does."""
    exceptions = wish.exceptions or our_exceptions()
    weighed = weigh(sheet.document, latin=True) if finder(exceptions.own, target=wish.target).latin else sheet.weighed
    retold = list(retold_texts(weighed, target=wish.target, origin=home, exceptions=exceptions, words=wish.words))
    marks = list(converted_tags(sheet.document, target=wish.target))
    if package:
        marks += language_edits(sheet.document.source, target=wish.target)
        if changes or retold or marks:
            marks += directed(package, sheet, wish.target)
    if not retold and not marks:
        return None
    texts = [whole(text) for text in sheet.document.texts]
    for one in retold:
        texts[one.number] = one.after
    words = [edit for one in retold for edit in one.edits]
    if sheet.decoded.codec not in WHOLE:
        fitting = [Edit(edit.start, edit.end, writable(edit.after, sheet.decoded)) for edit in words]
        if fitting != words and CDATA in sheet.document.source:  # where a reference is none
            return Finding(
                "convert-encoding", "warning", sheet.name, f"its encoding ({sheet.decoded.codec}) lacks characters of the other script: left as it is"
            )
        words = fitting
    new = apply_edits(sheet.document.source, sorted([*words, *marks], key=in_order))
    return Rewritten(sheet.name, encode(new, sheet.decoded), Meant(sheet.read, tuple(texts), tuple(words), tuple(marks)))


def directed(book: Container, sheet: Sheet, target: Script) -> Iterator[Edit]:
    """The direction of reading for the package document of a book that becomes traditional and has none.

    Without one, Readium's mobile readers set it in vertical lines (`docs/conversion.md`).
    """
    if target != "zh-Hans" and not book.package.progression and not is_vertical(book):
        yield from progression_edits(sheet.document.source)


def languages_told(book: Container, sheets: list[Sheet]) -> Iterator[Finding]:
    """That the book names another language than it is written in, or holds nothing to convert; in that case why."""
    named = book.package.language
    if any(sheet.weighed.texts for sheet in sheets):
        if foreign(named) and not foreign(sheets[-1].lang):
            yield Finding(
                "convert-language", "info", "", f"the book says that its language is {named}, but its text is Chinese and is treated so; the tag stays"
            )
        return
    text = f"no Chinese text was found; the book says its language is {named or 'unknown'}"
    if foreign(named) and may_be_chinese(letters_of(*(sheet.document.source for sheet in sheets))):
        text = f"nothing is converted, because the book says that its language is {named}; if it is Chinese, set dc:language and the pages' lang to zh"
    yield Finding("convert-nothing", "info", "", text)


def words_that_stand_nowhere(sheets: list[Sheet], wish: Wish) -> Iterator[Finding]:
    """Which of the listed words the book does not have, most likely because they are written otherwise there."""
    if wish.exceptions is None or not wish.exceptions.own.entries:
        return
    missing = absent(finder(wish.exceptions.own, target=wish.target), (text for sheet in sheets for text in map(whole, sheet.document.texts)))
    if missing:
        shown = "、".join(missing[:SHOWN]) + (" …" if len(missing) > SHOWN else "")
        yield Finding("words-unused", "info", "", f"{len(missing)} of the listed words stand nowhere in the text: {shown}")


def doubts(book: Container) -> Iterator[Finding]:
    """What may surprise in a book that changes: fonts made for the other script, a signature that no longer holds."""
    if any("font" in item.media_type or item.path.lower().endswith((".ttf", ".otf", ".woff", ".woff2")) for item in book.package.items):
        yield Finding("convert-fonts", "info", "", "the book brings its own fonts; they may lack characters of the other script")
    if "META-INF/signatures.xml" in book.files:
        yield Finding("convert-signature", "warning", "META-INF/signatures.xml", "the book is signed; the signature no longer holds")

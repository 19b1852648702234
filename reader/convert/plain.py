"""Texts and pages that are in no book, in another script: encoding, byte order mark and line ends stay, and nothing but words changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from reader.convert.kinds import Kind, refuse_other_files
from reader.convert.lines import read_lines, read_markdown
from reader.edition.sources.encodings import NAMES, Encoded, decode_text
from reader.epub.convert import JAPANESE, Converted, Wish, convert_sheet, words_that_stand_nowhere
from reader.epub.encoding import Decoded, encode
from reader.epub.guard import guard_text
from reader.epub.japanese import in_japanese
from reader.epub.receipt import sheet_part
from reader.epub.retext import weigh
from reader.epub.sheets import Sheet, read_sheet, sheet_origin
from reader.epub.textmap import Document
from reader.epub.vocabulary import PAGE
from reader.errors import EditionError, InputError
from reader.model import Finding
from reader.script.receipt import Receipt

UTF_8 = "utf-8"
READERS: Mapping[Kind, Callable[[str], Document]] = MappingProxyType({"text": read_lines, "markdown": read_markdown})


def convert_plain(data: bytes, kind: Kind, wish: Wish, *, name: str) -> Converted:
    """The file in the asked script, read back; raises InputError for what is no text, Breach for a fault of ours.

    Where its encoding lacks characters of the other script, a page gets references for them, and a text becomes UTF-8.
    """
    if wish.only:
        raise InputError("is no book, and has no chapters", where=name, advice="leave --only out")
    found = decoded(data, kind, name=name)
    sheet = plain_sheet(found, kind, name=name)
    if in_japanese([sheet]):
        return Converted(data, (), 1, (*found.findings, replace(JAPANESE, where=name)))
    told = (*found.findings, *nothing_to_convert(sheet), *words_that_stand_nowhere([sheet], wish))
    result = convert_sheet(sheet, wish, sheet_origin(sheet, "zh-Hans"), package=None, changes=False)
    if not result or isinstance(result, Finding):
        return Converted(data, (), 1, (*told, *((result,) if result else ())))
    text = result.data[len(sheet.decoded.mark) :].decode(sheet.decoded.codec)
    like = _fitting(text, found)
    written = encode(text, like)
    again = Decoded(written[len(like.mark) :].decode(like.codec), like.codec, like.mark)
    guard_text(Decoded(found.text, like.codec, like.mark), again, result.meant, where=name)
    return Converted(written, (name,), 1, (*told, *_rewritten(name, found, like)))


def plain_receipt(found: Encoded, kind: Kind, wish: Wish | None, *, name: str) -> Receipt:
    """What converting the file decides; without a wish, what it is written in."""
    sheet = plain_sheet(found, kind, name=name)
    return Receipt(name, wish.target if wish else None, bool(wish and wish.words), (sheet_part(sheet, wish, "zh-Hans"),))


def decoded(data: bytes, kind: Kind, *, name: str) -> Encoded:
    """The text of the file and its encoding; raises InputError for what is none."""
    refuse_other_files(data, where=name)
    try:
        return decode_text(data, name=name, page=kind == "page")
    except EditionError as error:
        raise InputError(error.text, where=error.where, advice=error.advice) from None


def plain_sheet(found: Encoded, kind: Kind, *, name: str) -> Sheet:
    """The file as one of a book's files would be."""
    if kind == "page":
        return read_sheet(name, PAGE, Decoded(found.text, found.codec, found.mark), lang="", settled={})
    read = READERS[kind]
    document = read(found.text)
    return Sheet(name, PAGE, Decoded(found.text, UTF_8), document, weigh(document), "", read)


def nothing_to_convert(sheet: Sheet) -> Iterator[Finding]:
    """That the file holds nothing to convert, if so."""
    if not sheet.weighed.texts:
        yield Finding("convert-nothing", "info", sheet.name, "no Chinese text was found")


def _fitting(text: str, found: Encoded) -> Decoded:
    """The encoding that the file had, if it can write all of `text`."""
    try:
        text.encode(found.codec)
    except UnicodeEncodeError:
        return Decoded(text, UTF_8)
    return Decoded(text, found.codec, found.mark)


def _rewritten(name: str, found: Encoded, like: Decoded) -> Iterator[Finding]:
    if like.codec != found.codec:
        yield Finding("convert-encoding", "info", name, f"{NAMES[found.codec]} lacks characters of the other script: written as UTF-8")

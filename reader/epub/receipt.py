"""An EPUB → the receipt of its conversion, file by file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from pathlib import Path

from reader.epub.container import read_container
from reader.epub.convert import Wish
from reader.epub.only import chosen
from reader.epub.retext import as_block, free_text
from reader.epub.sheets import Sheet, book_origin, read_sheets, sheet_origin
from reader.epub.textmap import Text
from reader.han import has_han
from reader.model import Script
from reader.script.choices import examine_all
from reader.script.japanese import is_japanese, may_be_japanese
from reader.script.receipt import Examined, Part, Receipt, summarise

REASONS = {"code": "code", "pre": "code", "kbd": "code", "samp": "code", "no translation": 'translate="no"'}
NO_CHINESE = "no Chinese"
TITLE_LENGTH = 30


def book_receipt(source: Path | bytes, wish: Wish | None, *, name: str = "") -> Receipt:
    """What converting the book decides (without a wish: what its files are written in); raises InputError as `convert_book` does."""
    book = read_container(source, name=name)
    sheets, _ = read_sheets(book)
    origin = book_origin(book, sheets)
    parts = tuple(sheet_part(sheet, wish, origin) for sheet in chosen(book, sheets, wish.only if wish else ()))
    return Receipt(book.name, wish.target if wish else None, bool(wish and wish.words), parts)


def sheet_part(sheet: Sheet, wish: Wish | None, origin: Script) -> Part:
    """One file of a book whose texts are mostly in `origin`."""
    home = sheet_origin(sheet, origin)
    title = next((as_block(text).text.strip() for text in sheet.document.texts), "")[:TITLE_LENGTH]
    return summarise(sheet.name, title, _examined(sheet, wish, home))


def _examined(sheet: Sheet, wish: Wish | None, home: Script) -> Iterator[Examined]:
    texts, listed = sheet.document.texts, bool(wish and wish.exceptions)
    japanese = may_be_japanese("\n".join(map(free_text, texts)))
    reasons = [_left(text, japanese=japanese) for text in texts]
    # Where a listed word may be in Latin letters, a text without Chinese is looked at too.
    looked = [not reason or (reason == NO_CHINESE and listed) for reason in reasons]
    target, exceptions, words = (wish.target, wish.exceptions, wish.words) if wish else (None, None, False)
    done = iter(examine_all(list(map(as_block, compress(texts, looked))), target=target, origin=home, exceptions=exceptions, words=words))
    for look, reason in zip(looked, reasons, strict=True):
        yield next(done) if look else Examined("", left=reason)


def _left(text: Text, *, japanese: bool) -> str:
    """Why the whole text stays as it is, if it does. `japanese`: some text of the file may be."""
    free = free_text(text)
    if japanese and is_japanese(free):
        return "Japanese"
    if has_han(free):
        return ""
    kept = next((piece.kept for piece in text.pieces if piece.kept and has_han(piece.text)), "")
    return NO_CHINESE if not kept else REASONS.get(kept, f"language {kept}")

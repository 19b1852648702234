"""An EPUB → the receipt of its conversion, file by file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reader.epub.container import read_container
from reader.epub.convert import Wish
from reader.epub.only import chosen
from reader.epub.retext import as_block
from reader.epub.sheets import Sheet, book_origin, read_sheets, sheet_origin
from reader.epub.textmap import Text
from reader.han import has_han
from reader.model import Script
from reader.script.choices import examine
from reader.script.japanese import is_japanese
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
    for text in sheet.document.texts:
        reason = _left(text)
        if reason and not (reason == NO_CHINESE and wish and wish.exceptions):  # where a listed word may be in Latin letters
            yield Examined("", left=reason)
        elif wish is None:
            yield examine(as_block(text), target=None, origin=home)
        else:
            yield examine(as_block(text), target=wish.target, origin=home, exceptions=wish.exceptions, words=wish.words)


def _left(text: Text) -> str:
    """Why the whole text stays as it is, if it does."""
    free = "".join(piece.text for piece in text.pieces if not piece.kept)
    if is_japanese(free):
        return "Japanese"
    if has_han(free):
        return ""
    kept = next((piece.kept for piece in text.pieces if piece.kept and has_han(piece.text)), "")
    return NO_CHINESE if not kept else REASONS.get(kept, f"language {kept}")

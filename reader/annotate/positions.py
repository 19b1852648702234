"""A reading position in a book without notes ↔ the same in the book with them."""

from __future__ import annotations

from functools import partial

from msgspec import Struct, field

from reader.annotate import cfi, xpointer
from reader.annotate.moving import moved
from reader.annotate.ours import PAGES
from reader.annotate.record import read_record
from reader.annotate.trace import Trace, trace
from reader.epub.container import Container
from reader.epub.encoding import decode
from reader.errors import UsageError

CFI = "epubcfi("


class Positions(Struct, frozen=True, gc=False):
    """A book with notes of ours, its pages traced as they are asked for."""

    book: Container
    word: str
    changed: frozenset[str]
    traced: dict[str, Trace] = field(default_factory=dict)


def positions_in(book: Container) -> Positions:
    """Raises InputError for a book whose record of its notes cannot be read."""
    record = read_record(book)
    return Positions(book, record.word, frozenset(record.written))


def translated(position: str, of: Positions, *, back: bool) -> str:
    """The position in the book with notes (`back`: in the one without); the same text where its page has none.

    A CFI of one place or a range, or KOReader's xpointer; raises UsageError for anything else, and for a place that is not there.
    """
    pointed = cfi.read_cfi(position) if position.strip().startswith(CFI) else xpointer.pointer_of(position)
    path = _page(pointed.page, of, back=back)
    if path not in of.changed:
        return position.strip()
    if path not in of.traced:
        of.traced[path] = trace(decode(of.book.files[path], where=path).text, of.word)
    found = of.traced[path]
    here, there = (found.new, found.old) if back else (found.old, found.new)
    move = partial(moved, found=found, back=back)
    if isinstance(pointed, cfi.Cfi):
        return cfi.translate(pointed, here, there, move)
    return xpointer.write(move(xpointer.find(pointed, here), later=True), there, pointed)


def _page(number: int, of: Positions, *, back: bool) -> str:
    spine = of.book.package.spine
    if not 0 < number <= len(spine):
        raise UsageError(f"the book has no page {number}", advice=f"its spine has {len(spine)}")
    if back and spine[number - 1].idref in {f"{of.word}-{name}" for name in PAGES}:
        raise UsageError("the position lies in a page of the notes, which the book without notes has not", advice="leave it out")
    return spine[number - 1].path

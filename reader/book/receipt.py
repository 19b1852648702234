"""An edition → the receipt of its conversion, page by page."""

from __future__ import annotations

from collections.abc import Iterator

from reader.book.compose import annotate, make_pages, read_essays
from reader.book.cover.drawn import with_cover
from reader.book.page import Page, texts_of
from reader.book.repaired import tell_repairs
from reader.book.scripting import converter, matter_script
from reader.model import NOTE_KINDS, Edition, NoteKind, Script, is_chinese
from reader.script.choices import examine
from reader.script.exceptions import Exceptions
from reader.script.receipt import Examined, Part, Receipt, summarise


def edition_receipt(
    edition: Edition, *, asked: Script | None, kinds: tuple[NoteKind, ...] = NOTE_KINDS, exceptions: Exceptions, words: bool = False
) -> Receipt:
    """What building the edition in the asked script decides; without one, what its pages are written in."""
    convert = converter(target=matter_script(edition, asked), origin=edition.script, exceptions=exceptions, words=words)
    edition = with_cover(read_essays(edition), asked, convert)
    repaired = tell_repairs(edition, asked)
    notes, _ = annotate(edition, kinds)
    pages = make_pages(edition, notes, repaired, asked=asked, version="", words=words)
    return Receipt(edition.title, asked, words, tuple(page_part(page, asked=asked, exceptions=exceptions, words=words) for page in pages))


def page_part(page: Page, *, asked: Script | None, exceptions: Exceptions, words: bool) -> Part:
    """One page; its essay's notes are on it."""
    return summarise(page.name, page.title.text, _examined(page, asked, exceptions, words=words))


def _examined(page: Page, asked: Script | None, exceptions: Exceptions, *, words: bool) -> Iterator[Examined]:
    for block in {id(text): text for text in texts_of(page.body)}.values():  # what a page says many times is one block
        origin = page.origin if is_chinese(page.origin) else block.lang
        if block.text.strip() and is_chinese(origin):
            yield examine(block, target=asked, origin=origin, exceptions=exceptions, words=words)

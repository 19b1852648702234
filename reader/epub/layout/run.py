"""Somebody's book in vertical or horizontal lines: the order of work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from reader.edits import Edit, apply_edits, in_order
from reader.epub.container import Container, read_container
from reader.epub.convert import Converted, Rewritten
from reader.epub.direction import is_vertical, page_classes, pages_of
from reader.epub.encoding import Decoded, decode, encode, writable
from reader.epub.guard import Meant, guard
from reader.epub.layout.package import package_edits
from reader.epub.layout.pages import marked_texts, page_edits
from reader.epub.layout.turned import ROOTS, turned_sheet
from reader.epub.rezip import rewrite_zip
from reader.epub.sheets import Sheet, book_origin, read_sheets, sheet_origin
from reader.epub.textmap import Document, whole
from reader.errors import InputError
from reader.model import Finding, Layout, Script
from reader.script.vertical_marks import DOUBLE, horizontal_marks, outer_marks, vertical_marks


def lay_out(source: Path | bytes, layout: Layout, *, quotes: bool = True, name: str = "") -> Converted:
    """The book in such lines, read back; one that is so already is the same bytes. Raises InputError for what is no sound book, or has fixed pages.

    Without `quotes` its marks stay as they are.
    """
    book = read_container(source, name=name)
    if "pre-paginated" in book.package.values("rendition:layout"):
        raise InputError("its pages have a fixed layout", where=book.name, advice="only text that flows can be set in other lines")
    sheets, unread = read_sheets(book)
    roots = ROOTS | {f".{name}" for name in page_classes(book)} if is_vertical(book) != (layout == "vertical") else frozenset[str]()
    texts = [sheet for sheet in sheets if sheet.name in pages_of(book)]
    origin, double = book_origin(book, sheets), double_outside(texts)
    pages = (turned_page(sheet, layout, marks_for(sheet, origin, layout, double=double) if quotes else None, roots) for sheet in texts)
    results = [one for one in (*pages, *turned_styles(book, layout, roots), turned_package(sheets[-1], layout, turns=bool(roots))) if one]
    changed = {one.name: one for one in results if isinstance(one, Rewritten)}
    warnings = (*unread, *(one for one in results if isinstance(one, Finding)))
    files = len(sheets) + sum(item.media_type == "text/css" for item in book.package.items)
    if not changed:
        return Converted(book.data, (), files, warnings)
    data = rewrite_zip(book.data, {name: one.data for name, one in changed.items()})
    guard(book.data, data, {name: one.meant for name, one in changed.items()}, where=book.name)
    return Converted(data, tuple(changed), files, warnings)


def marks_for(sheet: Sheet, origin: Script, layout: Layout, *, double: bool) -> Callable[[str], str]:
    """What becomes of the marks of a text on a page; `double`: the book has double corners outside."""
    simplified = sheet_origin(sheet, origin) == "zh-Hans"
    if layout == "vertical":
        return partial(vertical_marks, simplified=simplified)
    return partial(horizontal_marks, simplified=simplified, double_outside=double)


def double_outside(sheets: list[Sheet]) -> bool:
    """Whether double corners stand outside more often than single ones, as in vertical books of Mainland China."""
    outside = Counter[bool]()
    for sheet in sheets:
        for text in sheet.weighed.texts:
            outside.update(mark in DOUBLE for mark in outer_marks(whole(text.text)))
    return outside[True] > outside[False]


def turned_page(sheet: Sheet, layout: Layout, change: Callable[[str], str] | None, roots: frozenset[str]) -> Rewritten | None:
    """A page with the marks of the layout; without `roots` its lines run so already."""
    retold = list(marked_texts(sheet, change)) if change else []
    marks = list(page_edits(sheet.document.source, layout, roots=roots)) if roots else []
    texts = [whole(text) for text in sheet.document.texts]
    for one in retold:
        texts[one.number] = one.after
    words = [edit for one in retold for edit in one.edits]
    return rewritten(sheet.name, sheet.decoded, Meant(sheet.read, tuple(texts), tuple(words), tuple(marks)))


def turned_package(sheet: Sheet, layout: Layout, *, turns: bool) -> Rewritten | None:
    """The package document, which says which way the pages turn. In a book that was horizontal before, its own language may have them turn to the right."""
    if layout == "horizontal" and not turns:
        return None
    texts = tuple(whole(text) for text in sheet.document.texts)
    return rewritten(sheet.name, sheet.decoded, Meant(sheet.read, texts, (), tuple(package_edits(sheet.document.source, layout))))


def turned_styles(book: Container, layout: Layout, roots: frozenset[str]) -> Iterator[Rewritten | Finding | None]:
    """The style sheets that change, and those that cannot be read."""
    for item in book.package.items if roots else ():
        if item.media_type == "text/css" and item.path in book.files:
            try:
                found = decode(book.files[item.path], where=f"{book.name}: {item.path}")
            except InputError as error:
                yield Finding("convert-encoding", "warning", item.path, f"{error.text}: left as it is")
                continue
            yield rewritten(item.path, found, Meant(no_texts, (), (), tuple(turned_sheet(found.text, layout, roots=roots))))


def rewritten(name: str, found: Decoded, meant: Meant) -> Rewritten | None:
    """A file with its edits, if there are any; what its encoding cannot write is a reference in it."""
    if not (meant.words or meant.marks):
        return None
    words = tuple([Edit(edit.start, edit.end, writable(edit.after, found)) for edit in meant.words])
    fitting = Meant(meant.read, meant.texts, words, meant.marks)
    return Rewritten(name, encode(apply_edits(found.text, sorted((*words, *meant.marks), key=in_order)), found), fitting)


def no_texts(source: str) -> Document:
    """A style sheet holds nothing that is read."""
    return Document(source, (), (), {})

"""Rules: style sheets and types that some systems do not understand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reader.check.book import Book
from reader.check.epub_types import DEPRECATED, KNOWN
from reader.check.markup import types_of
from reader.check.rule import Fault
from reader.epub.css import Block

GENERIC = frozenset({
    "-apple-system", "cursive", "emoji", "fangsong", "fantasy", "inherit", "initial", "math", "monospace", "revert", "sans-serif",
    "serif", "system-ui", "ui-monospace", "ui-rounded", "ui-sans-serif", "ui-serif", "unset",
})  # fmt: skip


def absent_fonts(book: Book) -> Iterator[Fault]:
    """Fonts that a style sheet names and the book does not hold."""
    held = {family for sheet in book.sheets for block in sheet.blocks if is_face(block) for family in families(block.declarations)}
    for sheet in book.sheets:
        for block in sheet.blocks:
            for match in () if is_face(block) else _family().finditer(block.declarations):
                absent = [family for family in families(match[0]) if family not in held and family not in GENERIC and not family.startswith("var(")]
                if absent:
                    yield Fault(sheet.where(block.place + match.start()), f"the book holds no font {', '.join(absent)}")


def is_face(block: Block) -> bool:
    """Whether a block brings a font instead of asking for one."""
    return block.selector.lower() == "@font-face"


def families(css: str) -> tuple[str, ...]:
    """The font names of all `font-family` declarations in a piece of CSS, in lower case, without quotes."""
    names = (name for value in _family().findall(css) for name in value.replace("!important", "").split(","))
    return tuple(name.strip().strip("\"'").lower() for name in names if name.strip())


@cache
def _family() -> re.Pattern[str]:
    return re.compile(r"font-family\s*+:\s*([^;{}]+)", re.IGNORECASE)


def late_namespaces(book: Book) -> Iterator[Fault]:
    """Style sheets that use `epub|type` without having declared `epub` before all rules (other `@` statements may stand before it)."""
    for sheet in book.sheets:
        if "epub|" in sheet.text and not _namespace().search(sheet.text.partition("{")[0]):
            yield Fault(sheet.where(0), "epub| is used, but @namespace epub does not stand first")


@cache
def _namespace() -> re.Pattern[str]:
    return re.compile(r"@namespace\s++epub\b", re.IGNORECASE)


def deprecated_types(book: Book) -> Iterator[Fault]:
    """Types that the vocabulary has given up; `noteref endnote` is how Kobo's engine knows a marker (kobolabs/epub-spec #45)."""
    for where, kind, kobos in all_types(book):
        if kind in DEPRECATED and not (kobos and kind == "endnote"):
            yield Fault(where, f'epub:type "{kind}" is deprecated')


def unknown_types(book: Book) -> Iterator[Fault]:
    """Types that the vocabulary does not have (a prefixed one is somebody's own, `index-` begins those of EPUB Indexes)."""
    for where, kind, _ in all_types(book):
        if not kind.startswith("index-") and ":" not in kind and kind not in KNOWN and kind not in DEPRECATED:
            yield Fault(where, f'epub:type "{kind}" is unknown')


def all_types(book: Book) -> Iterator[tuple[str, str, bool]]:
    """Every token of every `epub:type`, each once an element: its place, itself, whether a `noteref` stands beside it."""
    for page in book.pages.values():
        for element in page.typed:
            kinds = dict.fromkeys(types_of(element))
            for kind in kinds:
                yield page.where(element), kind, "noteref" in kinds

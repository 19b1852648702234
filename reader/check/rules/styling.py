"""Rules: style sheets and types that some systems do not understand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.check.book import Book
from reader.check.epub_types import DEPRECATED, KNOWN
from reader.check.markup import types_of
from reader.check.rule import Fault
from reader.check.rules.links import style_sheets

FACE = re.compile(r"@font-face\s*\{([^{}]*)\}", re.IGNORECASE)
FAMILY = re.compile(r"font-family\s*:\s*([^;{}]+)", re.IGNORECASE)
GENERIC = frozenset({
    "-apple-system", "cursive", "emoji", "fangsong", "fantasy", "inherit", "initial", "math", "monospace", "revert", "sans-serif",
    "serif", "system-ui", "ui-monospace", "ui-rounded", "ui-sans-serif", "ui-serif", "unset",
})  # fmt: skip
NAMESPACE = re.compile(r"""(?:\s*@charset[^;]*;|\s*@import[^;]*;)*\s*@namespace\s+epub\b""")


def absent_fonts(book: Book) -> Iterator[Fault]:
    """Fonts that a style sheet names and the book does not hold."""
    sheets = tuple(style_sheets(book))
    held = {family for _, css in sheets for face in FACE.findall(css) for family in families(face)}
    for path, css in sheets:
        for match in FAMILY.finditer(FACE.sub(lambda face: "\n" * face[0].count("\n"), css)):
            absent = [family for family in families(match[0]) if family not in held and family not in GENERIC and not family.startswith("var(")]
            if absent:
                yield Fault(f"{path}:{css.count(chr(10), 0, match.start()) + 1}", f"the book holds no font {', '.join(absent)}")


def families(css: str) -> tuple[str, ...]:
    """The font names of all `font-family` declarations in a piece of CSS, in lower case, without quotes."""
    names = (name for value in FAMILY.findall(css) for name in value.replace("!important", "").split(","))
    return tuple(name.strip().strip("\"'").lower() for name in names if name.strip())


def late_namespaces(book: Book) -> Iterator[Fault]:
    """Style sheets that use `epub|type` without having declared `epub` before all rules."""
    for path, css in style_sheets(book):
        if re.search(r"\bepub\|", css) and not NAMESPACE.match(css):
            yield Fault(path, "epub| is used, but @namespace epub does not stand first")


def deprecated_types(book: Book) -> Iterator[Fault]:
    """Types that the vocabulary has given up; `noteref endnote` is how Kobo's engine knows a marker (kobolabs/epub-spec #45)."""
    for where, kind, beside in all_types(book):
        if kind in DEPRECATED and not (kind == "endnote" and "noteref" in beside):
            yield Fault(where, f'epub:type "{kind}" is deprecated')


def unknown_types(book: Book) -> Iterator[Fault]:
    """Types that the vocabulary does not have (a prefixed one is somebody's own, `index-` begins those of EPUB Indexes)."""
    for where, kind, _ in all_types(book):
        if not kind.startswith("index-") and ":" not in kind and kind not in KNOWN and kind not in DEPRECATED:
            yield Fault(where, f'epub:type "{kind}" is unknown')


def all_types(book: Book) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every token of every `epub:type`: its place, itself, and all that stand in the same attribute."""
    for page in book.pages.values():
        for element in page.typed:
            kinds = types_of(element)
            for kind in kinds:
                yield page.where(element), kind, kinds

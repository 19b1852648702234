"""Markup ↔ texts, the values (`textread.py` reads): one text per paragraph, across its inline elements, each piece knowing its place in the source.

A text without its marks is converted as a whole; then each changed piece goes back to its own place. So a tag inside a word
changes nothing, and what is not changed is not touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from msgspec import Struct

from reader.epub.scan import Attribute
from reader.script.detect import writing_of
from reader.unseen import cutting


class Piece(Struct, frozen=True, gc=False):
    """`source[start:end]`, which stands for `text`; `kept` says why it must stay as it is (empty: it may change). `raw`: in a CDATA section."""

    start: int
    end: int
    text: str
    kept: str = ""
    raw: bool = False


class Text(Struct, frozen=True, gc=False):
    """One paragraph, heading, cell or attribute. `lang` is its own language tag, or empty where the file's holds."""

    pieces: tuple[Piece, ...]
    lang: str = ""
    attribute: bool = False


class Document(Struct, frozen=True, gc=False):
    """A file's texts in reading order (an inner one before the one around it), its language tags, and what the tags of whole files stand for.

    With `settled` given back to the reader, the file is read in the same way after its texts have changed.
    """

    source: str
    texts: tuple[Text, ...]
    tags: tuple[Attribute, ...]
    settled: Mapping[str, str]


def whole(text: Text) -> str:
    """All characters of a text, kept ones too."""
    return text.pieces[0].text if len(text.pieces) == 1 else "".join([piece.text for piece in text.pieces])


def seen(pieces: list[Piece]) -> list[Piece]:
    """The pieces without what nobody sees (soft hyphens, zero-width spaces): no reader shows it, and it would cut words. A text of nothing else stays."""
    whole = "".join([piece.text for piece in pieces])
    cuts = [found.span() for found in cutting().finditer(whole)]
    if not cuts:
        return pieces
    left = [piece for piece in _cut(pieces, cuts) if piece.kept or not (len(piece.text) == 1 and cutting().match(piece.text))]
    return left or pieces


def unwrapped(pieces: list[Piece]) -> Iterable[Piece]:
    """The pieces without the line ends (and the indents around them) that a source has between two Chinese characters: no reader shows them."""
    if not any("\n" in piece.text for piece in pieces):
        return pieces
    whole = "".join(piece.text for piece in pieces)
    cuts = [found.span() for found in _wrap().finditer(whole)]
    return pieces if not cuts else list(_cut(pieces, cuts))


def _cut(pieces: list[Piece], cuts: list[tuple[int, int]]) -> Iterator[Piece]:
    """The pieces without the cuts, both in order."""
    at = first = 0
    for piece in pieces:
        start, end = at, at + len(piece.text)
        at = end
        while first < len(cuts) and cuts[first][1] <= start:
            first += 1
        if first == len(cuts) or cuts[first][0] >= end or piece.end - piece.start != len(piece.text) or piece.kept:
            yield piece
            continue
        done = start
        for one, two in [*_inside(cuts, first, start, end), (end, end)]:
            if one > done:
                yield Piece(piece.start + done - start, piece.start + one - start, piece.text[done - start : one - start], "", piece.raw)
            done = two


def _inside(cuts: list[tuple[int, int]], first: int, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What of the cuts, from number `first` on, lies between `start` and `end`."""
    for number in range(first, len(cuts)):
        one, two = cuts[number]
        if one >= end:
            return
        yield max(one, start), min(two, end)


def foreign(lang: str) -> str:
    """The language tag if it names another language than Chinese, else nothing."""
    return lang if lang and not writing_of(lang) else ""


def local(name: str) -> str:
    """An element's name without its prefix."""
    return name.rpartition(":")[2] if ":" in name else name


@cache
def _wrap() -> re.Pattern[str]:
    han = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
    return re.compile(f"(?<={han})[ \t\r]*\n[ \t\r\n]*(?={han})")

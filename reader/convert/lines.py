"""Texts and Markdown → their lines, each a text with its place: what `epub` makes of markup, for files that have none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reader.epub.textmap import Document, Piece, Text
from reader.model import Span


def read_lines(source: str) -> Document:
    """A text of which every line is a paragraph: what stands at a line's end and at the next one's beginning is no word."""
    return _document(source, ())


def read_markdown(source: str) -> Document:
    """The same without what is no prose: programs stay, and words go on behind a mark of emphasis."""
    from reader.edition.sources.markspans import not_prose

    return _document(source, not_prose(source))


def _document(source: str, apart: Sequence[Span]) -> Document:
    texts, first = list[Text](), 0
    for line in _line().finditer(source):
        start, end = line.span()
        while first < len(apart) and apart[first].end <= start:
            first += 1
        last = first
        while last < len(apart) and apart[last].start < end:
            last += 1
        pieces = tuple(_pieces(source, start, end, apart[first:last]))
        if not all(piece.kept or piece.text.isspace() for piece in pieces):
            texts.append(Text(pieces))
    return Document(source, tuple(texts), (), {})


def _pieces(source: str, start: int, end: int, apart: Sequence[Span]) -> Iterator[Piece]:
    done = start
    for span in apart:
        if span.start > done:
            yield Piece(done, span.start, source[done : span.start], raw=True)
        if span.kind == "code":
            yield Piece(max(span.start, start), min(span.end, end), source[max(span.start, start) : min(span.end, end)], "code")
        done = min(span.end, end)
    if done < end:
        yield Piece(done, end, source[done:end], raw=True)


@cache
def _line() -> re.Pattern[str]:
    return re.compile(r"[^\r\n]+")

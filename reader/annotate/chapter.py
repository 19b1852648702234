"""A page of somebody's book → an essay, and the way from its offsets back to the page's source."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from reader.annotate.barred import Bars, read_bars
from reader.annotate.forms import Lookup, is_spelled
from reader.book.places import Text, essay_text
from reader.epub.encoding import Decoded
from reader.epub.scan import tokens
from reader.epub.textmap import Document, Piece
from reader.epub.textread import read_document
from reader.epub.vocabulary import PAGE, THROUGH
from reader.han import has_han
from reader.match.terms import Hits, only
from reader.model import Block, Essay, Script
from reader.script.detect import writing_of

PARAGRAPH, BARRED = "paragraph", "heading"
TITLE_LENGTH = 24
HYPHENS = frozenset("-‐‑")


class Chapter(Struct, frozen=True, gc=False, eq=False):
    """A page, read: `pieces` are those of all the essay's blocks, and `ends` where in its text each ends; `lang` is its language, if it names one."""

    path: str
    decoded: Decoded
    document: Document
    pieces: tuple[Piece, ...]
    ends: array[int]
    bars: Bars
    text: Text
    title: str
    lang: str


def read_chapter(decoded: Decoded, essay: Essay, *, lang: str, lookup: Lookup) -> Chapter:
    """The page that is the essay's source in a book in the language `lang`; its hits are those that may be marked.

    An essay without a script gets that of the page.
    """
    marks = tuple(tokens(decoded.text))
    document, bars = read_document(decoded.text, PAGE, lang=lang, pieces=marks), read_bars(decoded.text, marks)
    body = _body(decoded.text)
    own = document.tags[0].value if document.tags and document.tags[0].start < body else lang
    paragraphs = [_even(text.pieces) for text in document.texts if not text.attribute and (text.pieces[0].start > body or body == len(decoded.text))]
    blocks = tuple([_block(pieces, bars) for pieces in paragraphs])
    text = essay_text(replace(essay, script=essay.script or script_of(own), blocks=blocks), lookup.index)
    pieces, ends = tuple(chain.from_iterable(paragraphs)), array("L", _ends(paragraphs))
    chapter = Chapter(essay.source.name, decoded, document, pieces, ends, bars, text, _title(decoded.text, paragraphs), document.settled.get(own, own))
    return replace(chapter, text=replace(text, hits=allowed(chapter, lookup)))


def _ends(paragraphs: list[tuple[Piece, ...]]) -> Iterator[int]:
    place = 0
    for pieces in paragraphs:
        for piece in pieces:
            place += len(piece.text)
            yield place
        place += 1  # the line break between two blocks


def is_chinese(lang: str) -> bool:
    """Is a page in that language in Chinese, as far as its tag tells? One without a tag may be."""
    return not lang or bool(writing_of(lang))


def script_of(lang: str) -> Script:
    """The script that a tag names, of those that we know."""
    return "zh-Hant-TW" if writing_of(lang) == "zh-Hant" else "zh-Hans"


def _body(source: str) -> int:
    place = source.find("<body")
    return place if place >= 0 else len(source)


def _even(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces with one space for each run of white space: as they are read."""
    for piece in pieces:
        if not piece.text.isprintable() or "  " in piece.text:
            return tuple(chain.from_iterable(map(_evened, pieces)))
    return pieces  # as nearly always


def _evened(piece: Piece) -> Iterator[Piece]:
    """One piece, cut where white space becomes a space."""
    text, done = piece.text, 0
    if piece.end - piece.start == len(text):
        for found in _uneven().finditer(text):
            start, end = found.span()
            if start > done:
                yield Piece(piece.start + done, piece.start + start, text[done:start])
            yield Piece(piece.start + start, piece.start + end, " ")
            done = end
    if not done:
        yield piece
    elif done < len(text):
        yield Piece(piece.start + done, piece.end, text[done:])


def _block(pieces: tuple[Piece, ...], bars: Bars) -> Block:
    text = pieces[0].text if len(pieces) == 1 else "".join([piece.text for piece in pieces])
    for one in pieces:
        if not bars.bars(one.start, one.end) and not one.text.isspace():
            return Block("", PARAGRAPH, text)
    return Block("", BARRED, text)


def _title(source: str, paragraphs: list[tuple[Piece, ...]]) -> str:
    """What stands in the page's first heading."""
    found = _heading().search(source)
    if not found:
        return ""
    at = bisect_left(paragraphs, found.end(), key=_start)
    end = source.find("</h", found.end())
    text = "".join([piece.text for piece in paragraphs[at]]) if at < len(paragraphs) and paragraphs[at][0].start < end else ""
    return " ".join(text.split())[:TITLE_LENGTH]


def _start(pieces: tuple[Piece, ...]) -> int:
    return pieces[0].start


def source_place(chapter: Chapter, place: int) -> int:
    """Where in the source the character before `place` ends, or what it stands in that must stay whole."""
    piece, offset = _piece_before(chapter, place)
    inside = piece.start + offset if piece.end - piece.start == len(piece.text) else piece.end
    return chapter.bars.behind(inside)


def behind_all(chapter: Chapter, place: int) -> int:
    """Where in the source a paragraph whose text ends at `place` ends: outside all that stands around words in it, and behind what follows them."""
    source, at, behind = chapter.decoded.text, -1, source_place(chapter, place)
    while at < behind:
        at = behind
        found = _rest().match(source, at)
        assert found is not None  # it may be empty
        behind = _behind_nothing(source, found.end())
    return behind


def _behind_nothing(source: str, at: int) -> int:
    """Behind an inline element that holds nothing to be read; `at` where none begins there."""
    depth, behind = 0, at
    while found := _nothing().match(source, behind):
        depth += bool(found["start"]) - bool(found["end"])
        behind = found.end()
        if depth <= 0:
            return behind if found["end"] else at
    return at


def unbroken(chapter: Chapter, start: int, end: int) -> int | None:
    """Where in the source a stretch of text begins that is written there as it is read; None where marks stand in it."""
    piece, offset = _piece_before(chapter, end)
    begin = offset - (end - start)
    if begin < 0 or piece.end - piece.start != len(piece.text) or chapter.bars.behind(piece.start + offset) != piece.start + offset:
        return None
    return piece.start + begin


def _piece_before(chapter: Chapter, place: int) -> tuple[Piece, int]:
    """The piece that holds the character before `place`, and how much of it stands before `place`."""
    at = bisect_left(chapter.ends, place)
    piece = chapter.pieces[at]
    return piece, len(piece.text) - (chapter.ends[at] - place)


def source_start(chapter: Chapter, place: int) -> int:
    """Where in the source the character at `place` begins, or what it stands in that must stay whole."""
    at = bisect_right(chapter.ends, place)
    piece = chapter.pieces[at]
    inside = piece.start + place - (chapter.ends[at] - len(piece.text)) if piece.end - piece.start == len(piece.text) else piece.start
    return chapter.bars.before(inside)


def closed_places(chapter: Chapter) -> bytes:
    """For each place of the text, 1 where no marker may stand: behind a character to which the markup allows none."""
    closed = bytearray(len(chapter.text.text) + 1)
    for piece, end in zip(chapter.pieces, chapter.ends, strict=True):
        if chapter.bars.bars(piece.start, piece.end):
            closed[end - len(piece.text) + 1 : end + 1] = b"\1" * len(piece.text)
    return bytes(closed)


def allowed(chapter: Chapter, lookup: Lookup) -> Hits:
    """The mentions that may be marked: where the markup allows a note, in the right language, and in a Latin script written as the term is."""
    text, hits, latin = chapter.text.text, chapter.text.hits, not is_chinese(chapter.lang)
    closed_chinese, closed_latin = _closed(chapter)
    if not latin and closed_chinese == closed_latin:  # as on nearly every page of a Chinese book
        return _outside(hits, closed_latin)
    found = []
    for number, (start, end) in enumerate(zip(hits.starts, hits.ends, strict=True)):
        word = text[start:end]
        if not word.isascii() and has_han(word):
            if closed_chinese.find(1, start, end) < 0:
                found.append(number)
        elif closed_latin.find(1, start, end) < 0 and not (latin and (_is_compound(text, start, end) or not is_spelled(word, lookup))):
            found.append(number)
    return only(hits, found)


def _outside(hits: Hits, closed: bytearray) -> Hits:
    """The hits that cover nothing closed."""
    found, first, start = list[int](), 0, closed.find(1)
    while start >= 0:
        end = closed.find(0, start)
        end = len(closed) if end < 0 else end
        found += range(first, bisect_left(hits.ends, start + 1))
        first, start = bisect_left(hits.starts, end), closed.find(1, end)
    return only(hits, [*found, *range(first, len(hits))])


def _closed(chapter: Chapter) -> tuple[bytearray, bytearray]:
    """For each character of the text, 1 where no Chinese term, and where no other one, may be marked."""
    bars, chinese = chapter.bars, is_chinese(chapter.lang)
    base, size = _language(chapter.lang), len(chapter.text.text)
    closed, latin = bytearray(size) if chinese else bytearray(b"\1" * size), bytearray(size)
    if not (bars.barred or bars.changes):
        return closed, latin
    for piece, end in zip(chapter.pieces, chapter.ends, strict=True):
        start, barred = end - len(piece.text), bars.bars(piece.start, piece.end)
        lang = bars.language(piece.start) or chapter.lang if bars.changes else chapter.lang
        if barred or is_chinese(lang) != chinese:
            closed[start:end] = (b"\1" if barred or chinese else b"\0") * len(piece.text)
        if barred or not (chinese or _language(lang) == base):
            latin[start:end] = b"\1" * len(piece.text)
    return closed, latin


def _language(tag: str) -> str:
    """A tag's first part."""
    return tag.partition("-")[0].lower()


def _is_compound(text: str, start: int, end: int) -> bool:
    """Is the mention a part of a word with hyphens? (`whale-boat` is no whale.)"""
    before, behind = text[max(0, start - 2) : start], text[end : end + 2]
    return (before[1:] in HYPHENS and before[:1].isalpha()) or (behind[:1] in HYPHENS and behind[1:].isalpha())


@cache
def _uneven() -> re.Pattern[str]:
    return re.compile(r"\s\s++|[\t\n\r\f\v\u00a0]")


@cache
def _rest() -> re.Pattern[str]:
    """What may follow the last words of a paragraph and still be in it: ends of inline elements, empty elements, comments, a raised marker."""
    inline = "|".join(sorted(THROUGH | {"ruby"}))
    return re.compile(rf"(?:\s++|</(?:{inline})\s*+>|<\w[^<>]*+(?<=/)>|<!--(?:(?!--).)*+-->|<sup\b[^<>]*+>(?:(?!</sup>)[^\0]){{0,300}}+</sup>)*+", re.DOTALL)


@cache
def _nothing() -> re.Pattern[str]:
    """What an element may hold and have nothing to be read."""
    inline = "|".join(sorted(THROUGH | {"ruby"}))
    return re.compile(rf"\s++|<!--(?:(?!--).)*+-->|<\w[^<>]*+(?<=/)>|(?P<start><(?:{inline})\b[^<>]*+>)|(?P<end></(?:{inline})\s*+>)", re.DOTALL)


@cache
def _heading() -> re.Pattern[str]:
    return re.compile(r"<(?:[\w.-]++:)?h[1-3]\b[^<>]*>")

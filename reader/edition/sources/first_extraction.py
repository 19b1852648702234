"""The first version of the extraction: a saved web page → the text of its article, with headings, lists, quotations and emphasis as marks.

It is never changed: editions that were given out before there was a second one have their ids from its lines (`extract = 1`).
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from msgspec import Struct

from reader.errors import EditionError
from reader.model import Span

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

NO_TEXT = ("script", "style", "nav", "aside", "form", "iframe", "noscript", "template", "button", "svg")
SITE = ("header", "footer")  # an article's own header holds its title; a page's holds the site's name and menu
INLINE = {"em": "em", "i": "em", "strong": "strong", "b": "strong"}
HEADINGS = {"h1": "heading 2", **{f"h{level}": f"heading {level}" for level in range(2, 7)}}  # level 1 is the essay's own title
LINES = {"p", "div", "section", "article", "main", "header", "footer", "figure", "figcaption", "address", "hr", "center"}
LINES |= {*HEADINGS, "li", "blockquote", "ul", "ol", "table", "tr", "td", "th", "caption", "dl", "dt", "dd", "pre"}
HOMES = ("article", "#js_content", "[role=main]", "main", "[itemprop=articleBody]", "#content", ".content")
# HTML's white space (https://infra.spec.whatwg.org/#ascii-whitespace); the ideographic and the no-break space are characters.
RUNS = re.compile(r"[ \t\n\r\f]+|[^ \t\n\r\f]+")


class Piece(Struct, frozen=True, gc=False):
    """A stretch of text with the line kind and the inline kinds that hold for it."""

    text: str
    block: str
    inline: tuple[str, ...]


def extract(page: str, *, name: str) -> tuple[str, tuple[Span, ...]]:
    """(text, marks): one line a block, marks in code points of that text; raises EditionError when the page holds no text.

    The article is the first of the usual containers that holds text, else the body; menus, scripts and asides are left out.
    White space is collapsed as a browser does; a line break between two Chinese characters is none (CSS Text 3, §4.1.3).
    """
    article = _article(page)
    lines = [_tidy(line) for line in _lines(_pieces(article, block="", inline=(), pre=False))] if article is not None else []
    lines = [(text, marks) for text, marks in lines if text]
    if article is not None:
        # Parents and children hold each other; taken apart, they need no garbage collector (`reader build` runs without).
        [*article.parents][-1].decompose()
    if not lines:
        raise EditionError("the saved page holds no text", where=name, advice="save the whole page as HTML, or as plain text")
    return _join(lines)


def _article(page: str) -> Tag | None:
    soup = _soup(page)
    for tag in soup.find_all(NO_TEXT):
        tag.decompose()
    home = next((found for path in HOMES if (found := soup.select_one(path)) and found.get_text(strip=True)), None)
    if home is None:
        for tag in soup.find_all(SITE):
            tag.decompose()
    return home or soup.body


def _soup(page: str) -> BeautifulSoup:
    from bs4 import BeautifulSoup

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of XHTML read as HTML, which is what we want of a page from the web
        return BeautifulSoup(page, "lxml")


def _pieces(tag: Tag, *, block: str, inline: tuple[str, ...], pre: bool) -> Iterator[Piece | None]:
    """The text below `tag` in order; None where a line ends."""
    from bs4.element import NavigableString, PreformattedString, Tag

    for child in tag.children:
        if isinstance(child, Tag):
            ends = child.name in LINES or child.name == "br"
            mark = INLINE.get(child.name)
            if ends:
                yield None
            yield from _pieces(child, block=_kind(child, block), inline=(*inline, mark) if mark else inline, pre=pre or child.name == "pre")
            if ends:
                yield None
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):  # comments and their like
            for number, text in enumerate(str(child).split("\n") if pre else [str(child)]):
                if number:
                    yield None
                yield Piece(text, block, inline)


def _kind(tag: Tag, outer: str) -> str:
    if tag.name == "li":
        return "ordered" if tag.parent is not None and tag.parent.name == "ol" else "item"
    return "quotation" if tag.name == "blockquote" else HEADINGS.get(tag.name, outer)


def _lines(pieces: Iterable[Piece | None]) -> Iterator[list[Piece]]:
    line: list[Piece] = []
    for piece in pieces:
        if piece is not None:
            line.append(piece)
        elif line:
            yield line
            line = []
    yield line


def _tidy(line: list[Piece]) -> tuple[str, list[Span]]:
    """The line with its white space collapsed and its edges trimmed, and its marks; kinds of whole lines come first."""
    text, places = _collapse("".join(piece.text for piece in line))
    marks = [Span(0, len(text), kind, level) for kind, _, level in (piece.block.partition(" ") for piece in line[:1]) if kind]
    at = 0
    for piece in line:
        start, end = places[at], places[at + len(piece.text)]
        at += len(piece.text)
        for kind in dict.fromkeys(piece.inline):
            _mark(marks, start, end, kind)
    return text, marks


def _mark(marks: list[Span], start: int, end: int, kind: str) -> None:
    """Add a mark, as a continuation of the last of its kind where they touch."""
    for at, mark in enumerate(marks):
        if mark.kind == kind and mark.end == start:
            marks[at] = Span(mark.start, end, kind)
            return
    if start < end:
        marks.append(Span(start, end, kind))


def _collapse(raw: str) -> tuple[str, list[int]]:
    """The text, and for each offset of `raw` (its end included) the offset in it."""
    out: list[str] = []
    places: list[int] = []
    length = 0
    for run in RUNS.finditer(raw):
        piece = _space(raw, run) if run[0][0] in " \t\n\r\f" else run[0]
        places += [length + min(offset, len(piece)) for offset in range(len(run[0]))]
        out.append(piece)
        length += len(piece)
    text = "".join(out)
    lead, tidy = len(text) - len(text.lstrip()), text.strip()
    return tidy, [min(max(place - lead, 0), len(tidy)) for place in (*places, length)]


def _space(raw: str, run: re.Match[str]) -> str:
    before, after = raw[max(run.start() - 1, 0) : run.start()], raw[run.end() : run.end() + 1]
    if not before or not after:
        return " "
    widths = {east_asian_width(before), east_asian_width(after)}
    # Curly quotation marks, dashes and ellipses are "ambiguous": next to a wide character they belong to Chinese.
    return "" if "\n" in run[0] and widths <= {"W", "F", "A"} and widths & {"W", "F"} else " "


def _join(lines: list[tuple[str, list[Span]]]) -> tuple[str, tuple[Span, ...]]:
    marks, at = [], 0
    for line, spans in lines:
        marks += [Span(at + span.start, at + span.end, span.kind, span.ref) for span in spans]
        at += len(line) + 1
    return "\n".join(text for text, _ in lines), tuple(marks)

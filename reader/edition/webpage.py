"""A saved web page → the text of its article, with headings, lists, quotations and emphasis as marks (BeautifulSoup lives here)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import EditionError
from reader.model import Span

if TYPE_CHECKING:
    from bs4 import Tag

DROPPED = ("script", "style", "nav", "header", "footer", "aside", "form", "iframe", "noscript", "template", "button", "svg", "figure")
INLINE = {"em": "em", "i": "em", "strong": "strong", "b": "strong"}
LINES = {"p", "div", "section", "article", "main", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "ul", "ol", "table", "tr", "dl", "dt", "dd", "pre"}
HOMES = ("article", "[role=main]", "main", "[itemprop=articleBody]", "#content", ".content", "body")


def extract(page: str, *, name: str) -> tuple[str, tuple[Span, ...]]:
    """(text, marks): one line a block, marks in code points of that text; raises EditionError when the page holds no text.

    The article is the first of `article`, `main`, the usual content containers, `body`; menus, scripts and asides are left out.
    """
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(page, "lxml")
    for tag in soup.find_all(DROPPED):
        tag.decompose()
    article = next((found for home in HOMES if (found := soup.select_one(home)) and found.get_text(strip=True)), None)
    if article is None:
        raise EditionError("the saved page holds no text", where=name, advice="save the whole page as HTML, or as plain text")
    lines: list[tuple[str, list[Span]]] = [("", [])]
    _walk(article, lines, block="", inline=())
    return _join([(text, spans) for text, spans in lines if text.strip()])


def _walk(tag: Tag, lines: list[tuple[str, list[Span]]], *, block: str, inline: tuple[str, ...]) -> None:
    from bs4 import Comment, NavigableString, Tag

    for child in tag.children:
        if isinstance(child, Comment):
            continue
        if isinstance(child, NavigableString):
            _text(str(child), lines, block=block, inline=inline)
        elif isinstance(child, Tag) and child.name == "br":
            lines.append(("", []))
        elif isinstance(child, Tag) and child.name in LINES:
            lines.append(("", []))
            _walk(child, lines, block=_kind(child, block), inline=())
            lines.append(("", []))
        elif isinstance(child, Tag):
            mark = INLINE.get(child.name)
            _walk(child, lines, block=block, inline=(*inline, mark) if mark else inline)


def _kind(tag: Tag, outer: str) -> str:
    if tag.name in {"h1", "h2", "h3", "h4", "h5", "h6"}:
        return f"heading {min(int(tag.name[1]) + 1, 6)}" if tag.name == "h1" else f"heading {tag.name[1]}"
    if tag.name == "li":
        return "ordered" if tag.parent is not None and tag.parent.name == "ol" else "item"
    return "quotation" if tag.name == "blockquote" else outer


def _text(raw: str, lines: list[tuple[str, list[Span]]], *, block: str, inline: tuple[str, ...]) -> None:
    line, spans = lines[-1]
    piece = " ".join(raw.split()) if raw.strip() else ""
    lead = " " if line and raw[:1].isspace() and not line.endswith(" ") else ""
    tail = " " if piece and raw[-1:].isspace() else ""
    start = len(line) + len(lead)
    line += (lead + piece + tail) if piece or line else ""
    if block and not spans:
        spans.append(Span(0, 0, block))
    spans.extend(Span(start, start + len(piece), kind) for kind in inline if piece)
    lines[-1] = (line, spans)


def _join(lines: list[tuple[str, list[Span]]]) -> tuple[str, tuple[Span, ...]]:
    text, marks, at = [], [], 0
    for raw, spans in lines:
        line = raw.rstrip()
        for span in spans:
            whole = span.kind not in INLINE.values()
            end = len(line) if whole else min(span.end, len(line))
            kind, _, level = span.kind.partition(" ")
            marks.append(Span(at + span.start, at + end, kind, level))
        text.append(line)
        at += len(line) + 1
    return "\n".join(text), tuple(marks)

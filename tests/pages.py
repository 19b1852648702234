"""Hypothesis strategies for pages of a stranger's book: paragraphs of which a test knows what is markup and what is text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape

from chinese import LATIN, texts
from hypothesis import strategies as st
from msgspec import Struct

from reader.epub.scan import OPAQUE

WORDS = ("程序员", "人工智能", "软件", "内存", "程式設計師", "人工智慧", "軟體", "隨身碟", "U盘", "𨱏", "龘", "𠮷", "😀", *LATIN)
TAGS = (("<b>", "</b>"), ("<em class='x'>", "</em>"), ('<span title="x">', "</span>"), ("<i\n>", "</i >"), ("<!-- 头发 -->", ""), ("<?x 头发?>", ""))
NO_CHARACTERS = ("&nobody;", "&#0;", "&#xD800;", "&#xFFFF;")
KEPT = (("<code>", "</code>"), ("<kbd>", "</kbd>"), ('<span translate="no">', "</span>"), ('<span lang="ja">', "</span>"))


class Piece(Struct, frozen=True, gc=False):
    """A stretch of a paragraph: `before` and `after` it stands markup, `written` is how the page writes `text`; `kept` text must stay."""

    text: str
    written: str
    before: str = ""
    after: str = ""
    kept: bool = False


class Run(Struct, gc=False):
    """Pieces of one paragraph without markup between them, and the markup before them."""

    before: str
    pieces: list[Piece]
    paragraph: int


class Paragraph(Struct, frozen=True, gc=False):
    """One text of a page, in an element of its own, as an attribute's value (then of plain pieces alone), or as the text of a cell."""

    start: str
    pieces: tuple[Piece, ...]
    end: str

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(piece.text for piece in self.pieces)


def words() -> st.SearchStrategy[str]:
    """A few words, some of which conversion makes longer or shorter; never white space alone."""
    return (
        st.lists(st.one_of(st.sampled_from(WORDS), texts(most=2)), min_size=1, max_size=4).map(lambda some: "".join(some).replace("\n", "")).filter(str.strip)
    )


def plain_pieces() -> st.SearchStrategy[Piece]:
    """Characters, references of every kind, and what is no character."""
    return st.one_of(
        words().map(lambda text: Piece(text, escape(text, quote=True))),
        st.characters(codec="utf-8", min_codepoint=0x21, exclude_categories=("Cs", "Cc", "Cn", "Zs", "Zl", "Zp")).map(
            lambda char: Piece(char, f"&#{ord(char)};")
        ),
        st.sampled_from("发後𨱏髮干").map(lambda char: Piece(char, f"&#x{ord(char):X};")),
        st.sampled_from(NO_CHARACTERS).map(lambda written: Piece(OPAQUE, written, kept=True)),
        st.just(Piece("头\0发", "头\0发")),
        st.just(Piece("“", "&ldquo;")),
        st.sampled_from((("理\u200b发", "理\u200b发"), ("软\u00ad件", "软&shy;件"), ("\u2060", "&#x2060;"), ("\ufe0f", "\ufe0f"))).map(
            lambda pair: Piece(*pair)
        ),
    )


@st.composite
def pieces(draw: st.DrawFn) -> Piece:
    """A stretch of a paragraph with or without an element around it."""
    kind = draw(st.integers(0, 9))
    if kind == 0:
        text = draw(words())
        return Piece(text, text, "<![CDATA[", "]]>")
    if kind == 1:
        before, after = draw(st.sampled_from(KEPT))
        text = draw(words())
        return Piece(text, escape(text), before, after, kept=True)
    piece = draw(plain_pieces())
    if kind < 5:
        before, after = draw(st.sampled_from(TAGS))
        return Piece(piece.text, piece.written, before, after, piece.kept) if after else Piece(piece.text, piece.written, before, "", piece.kept)
    return piece


@st.composite
def paragraphs(draw: st.DrawFn) -> Paragraph:
    """A paragraph, heading, cell, list item, or an attribute."""
    if draw(st.integers(0, 5)) == 0:
        return Paragraph('<hr title="', tuple(draw(st.lists(plain_pieces(), min_size=1, max_size=4))), '"/>\n')
    name = draw(st.sampled_from(("p", "h1", "td", "li", "div", "p class='a'", 'p id="头发"')))
    return Paragraph(f"<{name}>", tuple(draw(st.lists(pieces(), min_size=1, max_size=6))), f"</{name.split()[0]}>\n")


def pages() -> st.SearchStrategy[tuple[Paragraph, ...]]:
    """A page's paragraphs."""
    return st.lists(paragraphs(), min_size=1, max_size=5).map(tuple)


def runs_of(page: Sequence[Paragraph]) -> tuple[list[Run], str]:
    """A page as it is written: each run of characters with the markup before it, and the markup behind the last."""
    runs, markup = list[Run](), '<html xmlns="http://www.w3.org/1999/xhtml"><head><title></title></head><body>\n'
    for number, paragraph in enumerate(page):
        markup += paragraph.start
        for piece in paragraph.pieces:
            markup += piece.before
            if markup:
                runs.append(Run(markup, [], number))
            runs[-1].pieces.append(piece)
            markup = piece.after
        markup += paragraph.end
    return runs, markup + "</body></html>\n"


def source_of(runs: Sequence[Run], tail: str) -> str:
    """The page's source."""
    return "".join(run.before + "".join(piece.written for piece in run.pieces) for run in runs) + tail


def found_in(source: str, runs: Sequence[Run], tail: str) -> list[str]:
    """What stands in the place of each run in another source of the same markup; fails where the markup is another."""
    found, at = list[str](), 0
    for run, following in zip(runs, [*(run.before for run in runs[1:]), tail], strict=True):
        assert source.startswith(run.before, at), source[at:]
        at += len(run.before)
        end = source.index(following, at)
        found.append(source[at:end])
        at = end
    assert source[at:] == tail
    return found


def read(written: str) -> str:
    """What characters with references among them stand for, by the standard library; what stands for none is opaque."""
    return "".join(OPAQUE if part in NO_CHARACTERS else unescape(part) for part in re.split(f"({'|'.join(NO_CHARACTERS)})", written))

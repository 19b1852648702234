"""Saved web pages for tests: drawn by Hypothesis from everything that the extraction knows, and as editions."""

from __future__ import annotations

from hashlib import sha256
from html import escape
from pathlib import Path

from hypothesis import strategies as st
from lxml import etree

from reader.book.compose import Book, compose
from reader.edition import load_edition
from reader.edition.exceptions import read_exceptions
from reader.model import Script
from tests.editions import entries

EDITION = """
[book]
slug = "book"
title = "试验"
script = "zh-Hans"
number = "1"
date = "2026-01-31"
uuid = "6f1b2c5e-4df0-4f0e-9c53-0a4a3a1f1f11"

[[essay]]
slug = "one"
title = "一篇"
supplied = true
short = "一"
author = "unknown"
script = "zh-Hans"
source = "one.html"
extract = 2
sha256 = "{sha256}"
"""
PICTURE = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC"
# Every word is another one, so that what is lost shows.
WORDS = st.text(st.sampled_from("头发干净里程后面茶水算力一二三<&\"'ab1，。 "), min_size=1, max_size=6)
MARKER = '<sup><a href="#fn{0}" id="r{0}-{1}">[{0}]</a></sup>'
WRAPPED = st.sampled_from(["sup", "sub", "code", "em", "b", "s", "u", "mark", "q", "span", 'span lang="fr"', 'span dir="rtl"', "a href='x'"])
BOXES = st.sampled_from(["p", "div", "h3", "blockquote", "section"])
SPANS = st.sampled_from(["", "", ' rowspan="2"', ' colspan="2"'])
NOTES = 3


@st.composite
def inlines(draw: st.DrawFn, *, marked: bool = True) -> str:
    """A run of words, marks, pictures, readings and markers."""
    parts = [escape(draw(WORDS))]
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(["wrapped", "wrapped", "picture", "lost", "reading", "marker", "break"]))
        if kind == "wrapped":
            tag = draw(WRAPPED)
            parts.append(f"<{tag}>{escape(draw(WORDS))}</{tag.split()[0]}>")
        elif kind in ("picture", "lost"):
            parts.append(f'<img src="{PICTURE if kind == "picture" else "gone.png"}" alt="{escape(draw(WORDS))}">')
        elif kind == "reading":
            parts.append(f"<ruby>{escape(draw(WORDS))}<rt>{escape(draw(WORDS))}</rt></ruby>")
        elif kind == "marker" and marked:
            parts.append(MARKER.format(draw(st.integers(1, NOTES)), draw(st.integers(0, 10**6))))
        elif kind == "break":
            parts.append("<br>")
        parts.append(escape(draw(WORDS)))
    return "".join(parts)


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A table with a head or none, cells that reach over others, empty ones."""
    columns = draw(st.integers(2, 6))
    head = draw(st.booleans())
    rows = []
    for row in range(draw(st.integers(2, 4))):
        name = "th" if head and row == 0 else "td"
        cells = (f"<{name}{draw(SPANS)}>{draw(st.one_of(st.just(''), inlines()))}</{name}>" for _ in range(columns))
        rows.append(f"<tr>{''.join(cells)}</tr>")
    caption = f"<caption>{draw(inlines())}</caption>" if draw(st.booleans()) else ""
    return f"<table>{caption}{''.join(rows)}</table>"


@st.composite
def preformatted(draw: st.DrawFn) -> str:
    """Lines with indents, and empty ones."""
    lines = draw(st.lists(st.sampled_from(["", "  ", "a", "    头发 干净", "\t里程"]), min_size=1, max_size=5))
    return f"<pre>{escape(chr(10).join(lines))}</pre>"


def _lists(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = st.lists(inner, min_size=1, max_size=3).map(lambda items: "".join(f"<li>{item}</li>" for item in items))
    return st.tuples(st.sampled_from(["ul", "ol", 'ol start="3"', "dl"]), items).map(
        lambda pair: f"<{pair[0]}>{pair[1] if pair[0] != 'dl' else pair[1].replace('li>', 'dd>')}</{pair[0].split()[0]}>"
    )


def _boxes(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(BOXES, st.lists(inner, min_size=1, max_size=3)).map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>")


FIGURES = st.tuples(st.sampled_from([PICTURE, "gone.png"]), inlines()).map(
    lambda pair: f'<figure><img src="{pair[0]}"><figcaption>{pair[1]}</figcaption></figure>'
)
BLOCKS = st.recursive(
    st.one_of(inlines().map(lambda text: f"<p>{text}</p>"), tables(), preformatted(), FIGURES),
    lambda inner: st.one_of(_lists(inner), _boxes(inner)),
    max_leaves=5,
)


@st.composite
def pages(draw: st.DrawFn) -> str:
    """A whole page: an article, and its notes."""
    body = "".join(draw(st.lists(BLOCKS, min_size=1, max_size=4)))
    notes = "".join(
        f'<li id="fn{at}"><p>{draw(inlines(marked=False))}</p>{draw(st.sampled_from(["", "<ul><li>注</li></ul>"]))}</li>' for at in range(1, NOTES + 1)
    )
    return f'<html><body><article><p>始</p>{body}<section class="footnotes"><h2>注释</h2><ol>{notes}</ol></section></article></body></html>'


def edition_of(page: str, folder: Path) -> Path:
    """An edition of one essay, which is the page."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "one.html").write_text(page, encoding="utf-8")
    (folder / "edition.toml").write_text(EDITION.format(sha256=sha256(page.encode()).hexdigest()), encoding="utf-8")
    return folder


def book_of(folder: Path, asked: Script | None = None) -> Book:
    """The book of an edition."""
    return compose(load_edition(folder), asked=asked, version="0", exceptions=read_exceptions(folder))


def page_of(book: Book) -> etree._Element:
    """The essay's page."""
    return etree.fromstring(entries(book.data)["EPUB/one.xhtml"])

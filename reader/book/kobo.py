"""The Kobo variant: pages in the shape Kobo's own engine expects of a `.kepub.epub`.

Every sentence stands in a `span.koboSpan` with an id of paragraph and segment, the body in two wrappers: what pgaskin/kepubify
(`kepub/transform.go`) and Kobo's shop do. Kobo's engine knows `endnote` rather than `noteref` (kobolabs/epub-spec #45), so markers carry both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from reader.book.kobo_contents import flatten_nav
from reader.book.rewriting import TYPE, XHTML, rewrite_page
from reader.book.spacing import is_spaced, sentence_end_of

if TYPE_CHECKING:
    from lxml.etree import _Element

# A sentence ends with its closing quotation marks and brackets; Chinese has no space behind it.
SENTENCE = re.compile(r"[^。！？…!?\n]*(?:[。！？…!?]+[”’」』）》〉)]*|\n|$)\s*")
PARAGRAPHS = frozenset(f"{XHTML}{name}" for name in ("p", "ul", "ol", "dl", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"))
UNTOUCHED = frozenset(f"{XHTML}{name}" for name in ("script", "style", "pre", "svg", "math", "rt", "rp"))


class Counter(Struct, gc=False):
    """Paragraph and segment of the next span; segments begin anew with each paragraph. `spaced`: the page's language has spaces between words."""

    spaced: bool = False
    paragraph: int = 0
    segment: int = 0

    def next_id(self) -> str:
        """`kobo.<paragraph>.<segment>`, both from 1."""
        self.segment += 1
        return f"kobo.{max(self.paragraph, 1)}.{self.segment}"


def kobo_page(page: bytes) -> bytes:
    """The page with Kobo's spans and wrappers. Law: its text is the same."""
    return rewrite_page(page, _change)


def kobo_nav(page: bytes) -> bytes:
    """The contents page, its entries naming files alone, with Kobo's spans and wrappers."""

    def change(body: _Element) -> None:
        flatten_nav(body)
        _change(body)

    return rewrite_page(page, change)


def _change(body: _Element) -> None:
    _mark_notes(body)
    page = body.getparent()
    _spans(body, Counter(is_spaced(page.get("lang", "zh") if page is not None else "zh")))
    _wrap(body)


def _mark_notes(body: _Element) -> None:
    for link in body.iter(f"{XHTML}a"):
        if link.get(TYPE) == "noteref":
            link.set(TYPE, "noteref endnote")


def _wrap(body: _Element) -> None:
    from lxml import etree

    inner = etree.Element(f"{XHTML}div", {"id": "book-inner"})
    inner.text = body.text
    inner.extend(list(body))
    columns = etree.Element(f"{XHTML}div", {"id": "book-columns"})
    columns.append(inner)
    body.text = None
    body.append(columns)


def _spans(element: _Element, counter: Counter) -> None:
    """Depth first, in reading order: the element's own text, then each child and the text behind it."""
    if element.tag in PARAGRAPHS:
        counter.paragraph, counter.segment = counter.paragraph + 1, 0
    children = list(element)
    if element.text and element.text.strip():
        leading, element.text = element.text, None
        for at, span in enumerate(_segments(leading, counter)):
            element.insert(at, span)
    for child in children:
        if isinstance(child.tag, str) and child.tag not in UNTOUCHED:
            _spans(child, counter)
        if child.tail and child.tail.strip():
            tail, child.tail = child.tail, None
            at = element.index(child)
            for offset, span in enumerate(_segments(tail, counter), 1):
                element.insert(at + offset, span)


def _segments(text: str, counter: Counter) -> Iterator[_Element]:
    from lxml import etree

    for sentence in sentences(text, spaced=counter.spaced):
        span = etree.Element(f"{XHTML}span", {"class": "koboSpan", "id": counter.next_id()})
        span.text = sentence
        yield span


def sentences(text: str, *, spaced: bool = False) -> list[str]:
    """The text cut behind each sentence, closing marks included; joined again it is the text."""
    if spaced:
        edges = [0, *(found.end() for found in sentence_end_of("en").finditer(text) if found.end() < len(text)), len(text)]
        return [text[start:end] for start, end in pairwise(edges) if start < end]
    return [match[0] for match in SENTENCE.finditer(text) if match[0]]

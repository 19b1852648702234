"""KOReader's export as a web page: a heading a book, a line a chapter, a box a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.marks.decoding import HEAD, text_of
from reader.marks.found import Found, Reading

if TYPE_CHECKING:
    from lxml.etree import _Element

SOURCE = "koreader"
# What its template writes beside each mark, a box in the colour of the highlight.
BOX = "display:inline-block; width:0.2em"


def detect(data: bytes) -> bool:
    """A web page with those boxes."""
    return b"<html" in data[:HEAD].lower() and BOX.encode() in data


def read(data: bytes) -> Reading:
    """The highlights with their notes."""
    from lxml import etree, html

    parser = html.HTMLParser(no_network=True, huge_tree=False)
    try:
        top = html.document_fromstring(text_of(data), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return Reading()
    return Reading(tuple(_found(top)))


def _found(top: _Element) -> Iterator[Found]:
    title = author = chapter = ""
    for element in top.iter("h2", "h5", "div"):
        style = element.get("style", "")
        if element.tag == "h2":
            title = shown(element)
        elif element.tag == "h5":
            author = shown(element)
        elif "font-weight:bold" in style and "text-align:center" in style:
            chapter = shown(element)
        elif style.startswith(BOX) and (head := element.getparent()) is not None and (box := head.getparent()) is not None:
            parts = [part for part in box if part is not head]
            said = [shown(part) for part in parts] + ["", ""]
            made = next((shown(span) for span in head.iter("span")), "")
            yield Found(said[0], said[1], made, SOURCE, chapter=chapter, title=title, author=author)


def shown(element: _Element) -> str:
    """The text with the line breaks that are meant; those of the template are none."""
    parts = [" ".join((element.text or "").split())]
    for child in element.iter():
        if child is element:
            continue
        own = "" if not isinstance(child.tag, str) else re.sub(r"\s+", " ", child.text or "")
        parts.append(("\n" if child.tag == "br" else own) + re.sub(r"\s+", " ", child.tail or ""))
    return re.sub(r" *\n *", "\n", "".join(parts)).strip()

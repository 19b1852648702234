"""多看's notes as it sends them to Evernote or by mail: a web page, by the template in the program's own source; no file of a reader has been seen.

A box a mark: in its first part a coloured block and the day, then the words, then 注 and the note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.marks.decoding import text_of
from reader.marks.formats.koreaderhtml import shown
from reader.marks.found import Found, Reading

if TYPE_CHECKING:
    from lxml.etree import _Element

SOURCE = "duokan"
SIGNS = ("duokanbookid:", "多看笔记 来自多看阅读", "多看筆記 來自多看閱讀", "Duokan Notes From Duokan")
MOST = 1 << 24  # bytes


def detect(data: bytes) -> bool:
    """A page with a heading that says at its end that it is 多看's."""
    return len(data) < MOST and b"<h2" in data and any(sign.encode() in data for sign in SIGNS)


def read(data: bytes) -> Reading:
    """The marks with their notes; of an Evernote export (`.enex`), those of every note in it."""
    text = text_of(data)
    pages = re.findall(r"<!\[CDATA\[(.*?)\]\]>", text, re.DOTALL) or [text]
    return Reading(tuple(mark for page in pages if (top := _parsed(page)) is not None for mark in _found(top)))


def _parsed(page: str) -> _Element | None:
    from lxml import etree, html

    try:
        return html.document_fromstring(re.sub(r"\A\s*<\?xml[^>]*>", "", page), parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _found(top: _Element) -> Iterator[Found]:
    title = author = chapter = ""
    for element in top.iter("h2", "h5", "div"):
        children = [child for child in element if isinstance(child.tag, str)]
        tags = [str(child.tag) for child in children]
        if element.tag == "h2":
            title = shown(element)
        elif element.tag == "h5":
            author = shown(element)
        elif tags == ["span"] and not _within_box(element):
            chapter = shown(element)
        elif len(tags) >= 2 and set(tags) == {"div"} and _is_head(children[0]):
            notes = [shown(child).partition(":")[2].strip() for child in children[2:]]
            yield Found(shown(children[1]), "\n".join(notes), shown(children[0]), SOURCE, chapter=chapter, title=title, author=author)


def _is_head(element: _Element) -> bool:
    return [child.tag for child in element] == ["div", "span"]


def _within_box(element: _Element) -> bool:
    parent = element.getparent()
    return parent is not None and len(parent) > 1 and _is_head(parent[0])

"""Marks as devices would write them, made from the built books alone; shares nothing with what reads them.

A page is walked as a reading system sees it: text nodes, those of markers among them. A stretch of it is quoted as the device quotes it, markers
and all, and what it truly is (block, place in the block's own text) is kept beside.
"""

from __future__ import annotations

import html
import io
import json
import random
import re
import sqlite3
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from contextlib import closing

from msgspec import Struct

XHTML = "{http://www.w3.org/1999/xhtml}"
BLOCK = re.compile(r"[a-z]+-l[0-9]+(-c[0-9]+)?\Z")
TITLE = "算力五辩"


class Piece(Struct, frozen=True, gc=False):
    """A text node of a block: what it says, whether it is a marker's."""

    text: str
    marker: bool


class PageBlock(Struct, frozen=True, gc=False):
    """A block as a page shows it."""

    page: str
    title: str
    id: str
    pieces: tuple[Piece, ...]

    @property
    def own(self) -> str:
        """Its text without markers."""
        return "".join(piece.text for piece in self.pieces if not piece.marker)


class Written(Struct, frozen=True, gc=False):
    """A mark on a device and the truth about it: the block in which it begins, where in that block's own text it begins and ends."""

    note: str
    quote: str
    block: str
    start: int
    end: int
    page: str
    title: str
    prefix: str = ""
    suffix: str = ""


def page_blocks(book: bytes, slugs: tuple[str, ...]) -> list[PageBlock]:
    """The blocks of the essays' pages, in order."""
    found: list[PageBlock] = []
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        for slug in slugs:
            name = f"EPUB/{slug}.xhtml"
            root = ET.fromstring(archive.read(name))
            title = "".join(root.find(f"{XHTML}head/{XHTML}title").itertext())  # type: ignore[union-attr]
            for element in root.iter():
                if _is_block(element, slug) and not any(_is_block(child, slug) for child in element):
                    found.append(PageBlock(name, title, element.get("id", ""), tuple(_pieces(element, marker=False))))
    return [block for block in found if block.own]


def _is_block(element: ET.Element, slug: str) -> bool:
    name = element.get("id", "")
    return name.startswith(f"{slug}-") and BLOCK.match(name) is not None and element.tag != f"{XHTML}span"


def _pieces(element: ET.Element, *, marker: bool) -> Iterator[Piece]:
    marker = marker or element.get("class") == "mk"
    if element.text:
        yield Piece(element.text, marker)
    for child in element:
        yield from _pieces(child, marker=marker)
        if child.tail:
            yield Piece(child.tail, marker)


def seen(block: PageBlock, start: int, end: int, *, whole: bool) -> str:
    """What a selection of the own text `[start, end)` holds: the markers inside it too, and the one right behind it if `whole`."""
    parts, at = list[str](), 0
    for piece in block.pieces:
        if piece.marker:
            if start < at < end or (whole and at == end):
                parts.append(piece.text)
            continue
        parts.append(piece.text[max(0, start - at) : max(0, end - at)])
        at += len(piece.text)
    return "".join(parts)


def stretch(blocks: list[PageBlock], number: int, chance: random.Random) -> Written:
    """One mark somewhere in the book; a few run over the end of a paragraph."""
    at = chance.randrange(len(blocks))
    block = blocks[at]
    start = chance.randrange(len(block.own))
    end = min(len(block.own), start + chance.choice((2, 3, 5, 8, 12, 18, 25, 40, 70)))
    quote = seen(block, start, end, whole=chance.random() < 0.3)
    prefix, suffix = block.own[max(0, start - 20) : start], block.own[end : end + 20]
    if end == len(block.own) and at + 1 < len(blocks) and blocks[at + 1].page == block.page and chance.random() < 0.7:
        following = blocks[at + 1]
        reach = min(len(following.own), chance.choice((4, 10)))
        quote += chance.choice(("\n", "", "\n\n", " ")) + seen(following, 0, reach, whole=False)
        suffix = following.own[reach : reach + 20]
    return Written(f"n{number:04}", quote, block.id, start, end, block.page, block.title, prefix, suffix)


def kindle(marks: list[Written]) -> bytes:
    """`My Clippings.txt`: no position that can be used, a note as an entry of its own."""
    parts = []
    for at, mark in enumerate(marks):
        low = 100 + 10 * at
        day = f"添加于 2026年2月{1 + at % 28}日星期三 {'上午' if at % 2 else '下午'}{1 + at % 12}:{at % 60:02}:05"
        quote = mark.quote.replace("\n", " ")
        parts.append(f"\ufeff{TITLE} (毛姐;余鹏鲲)\r\n- 您在位置 #{low}-{low + 5}的标注 | {day}\r\n\r\n{quote}\r\n==========\r\n")
        parts.append(f"\ufeff{TITLE} (毛姐;余鹏鲲)\r\n- 您在位置 #{low + 5} 的笔记 | {day}\r\n\r\n{mark.note}\r\n==========\r\n")
    return "".join(parts).encode()


def lua(text: str) -> str:
    """A string as KOReader writes it: Lua's `%q`."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\\n") + '"'


def koreader(marks: list[Written]) -> bytes:
    """A sidecar: the chapter's name, and a position that only KOReader can follow."""
    entries = [
        f'        [{at}] = {{\n            ["chapter"] = {lua(mark.title)},\n            ["datetime"] = "2026-02-{1 + at % 28:02} 10:00:{at % 60:02}",\n'
        f'            ["drawer"] = "lighten",\n            ["note"] = {lua(mark.note)},\n            ["pageno"] = {at},\n'
        f'            ["pos0"] = "/body/DocFragment[6]/body/p[{at}]/text().0",\n            ["text"] = {lua(mark.quote)},\n        }},\n'
        for at, mark in enumerate(marks, 1)
    ]
    head = f'-- made\nreturn {{\n    ["annotations"] = {{\n{"".join(entries)}    }},\n    ["doc_props"] = {{\n        ["title"] = {lua(TITLE)},\n    }},\n}}\n'
    return head.encode()


def kobo(marks: list[Written]) -> bytes:
    """A database: the page's file, and spans that only that build of the book has."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute("CREATE TABLE content (ContentID TEXT, ContentType TEXT, BookTitle TEXT, Title TEXT, Attribution TEXT)")
        base.execute(
            "CREATE TABLE Bookmark (BookmarkID TEXT, VolumeID TEXT, ContentID TEXT, StartContainerPath TEXT, Text TEXT, Annotation TEXT,"
            " DateCreated TEXT, Hidden BOOL, Type TEXT)"
        )
        volume = "file:///mnt/onboard/suanli-wubian.kepub.epub"
        base.execute("INSERT INTO content VALUES (?, '6', NULL, ?, '毛姐')", (volume, TITLE))
        for at, mark in enumerate(marks):
            row = (str(at), volume, f"{volume}!!{mark.page}", f"span#kobo\\.{at}\\.1", mark.quote, mark.note, "2026-02-04T07:00:59.000")
            base.execute("INSERT INTO Bookmark VALUES (?, ?, ?, ?, ?, ?, ?, 'false', 'highlight')", row)
        base.commit()
        return base.serialize()


def annotation(marks: list[Written]) -> bytes:
    """An annotation set: what stands around, the page, the block's id."""
    items = [
        {
            "type": "Annotation",
            "id": f"urn:uuid:{at}",
            "created": "2026-02-04T07:00:59.000Z",
            "body": {"type": "TextualBody", "value": mark.note},
            "target": {
                "source": mark.page,
                "selector": [
                    {"type": "TextQuoteSelector", "exact": mark.quote, "prefix": mark.prefix, "suffix": mark.suffix},
                    {"type": "CssSelector", "value": f"#{mark.block}"},
                ],
            },
        }
        for at, mark in enumerate(marks)
    ]
    top = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationSet", "about": {"dc:title": TITLE}, "items": items}
    return json.dumps(top, ensure_ascii=False).encode()


def weread(marks: list[Written]) -> bytes:
    """微信读书, version 8.3: thoughts with the words they are about; line breaks become empty lines."""
    parts = [f"《{TITLE}》\n\n毛姐\n\n{len(marks)}个笔记\n\n"]
    title = ""
    for mark in marks:
        if mark.title != title:
            title = mark.title
            parts.append(f"\n\n{title}\n\n")
        parts.append(f"\n◆ 2026/02/04发表想法\n\n{mark.note}\n\n原文：{mark.quote}\n")
    return "".join((*parts, "\n\n-- 来自微信读书\n")).encode()


def adobe(marks: list[Written]) -> bytes:
    """Adobe's annotations, as a Kobo writes them for EPUBs."""
    rows = "".join(
        f'<annotation><dc:date>2026-02-04T07:00:59Z</dc:date><target><fragment start="{mark.page}#point(/1/4/2/1:0)"><text>{html.escape(mark.quote)}</text>'
        f"</fragment></target><content><text>{mark.note}</text></content></annotation>"
        for mark in marks
    )
    names = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://ns.adobe.com/digitaleditions/annotations"'
    return f"<annotationSet {names}><publication><dc:title>{TITLE}</dc:title></publication>{rows}</annotationSet>".encode()


DEVICES = {"kindle": kindle, "koreader": koreader, "kobo": kobo, "annotation": annotation, "weread": weread, "annot": adobe}

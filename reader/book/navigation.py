"""Contents and landmarks as `nav.xhtml`, and an NCX for old readers. At most two levels (Kindle Publishing Guidelines, navigation)."""

from __future__ import annotations

from msgspec import Struct

from reader.book.inline import attribute, safe
from reader.book.page import Node, Page, line, node, together
from reader.book.words import words_of
from reader.model import Block, Edition, Language


class Entry(Struct, frozen=True, gc=False):
    """One line of the contents, with the entries below it."""

    title: Block
    href: str
    below: tuple[Entry, ...] = ()


def contents(pages: tuple[Page, ...]) -> tuple[Entry, ...]:
    """The contents of the whole book in reading order."""
    entries: list[Entry] = []
    for page in pages:
        if page.toc:
            below = tuple(Entry(title, f"{page.name}#{fragment}") for level, title, fragment in page.toc if level == 2)
            entries.append(Entry(page.toc[0][1], page.name, below))
    return tuple(entries)


def nav_page(edition: Edition, pages: tuple[Page, ...], script: Language) -> Page:
    """The navigation document, before conversion; it is also the contents page people read."""
    words = words_of(edition.script)
    toc = node("nav", node("h1", words.contents), node("ol", *(_item(entry) for entry in contents(pages))), epub_type="toc", role="doc-toc", id="toc")
    links = tuple(node("li", node("a", title, epub_type=kind, href=href)) for kind, href, title in _landmarks(edition, pages))
    landmarks = node("nav", node("h2", words.landmarks), node("ol", *links), epub_type="landmarks", id="landmarks", hidden="hidden")
    numbers = "".join([f'<li><a href="{page.name}#{stop.id}">{stop.number}</a></li>\n' for page in pages for stop in page.stops])
    places = node("nav", node("h2", words.pages), node("ol", (numbers,)), epub_type="page-list", role="doc-pagelist", id="page-list", class_="page-list")
    return Page("nav.xhtml", line(words.contents), script, together(toc, landmarks, places), edition.script)


def _item(entry: Entry) -> Node:
    link = node("a", entry.title, href=entry.href)
    return node("li", link, node("ol", *(_item(inner) for inner in entry.below))) if entry.below else node("li", link)


def _landmarks(edition: Edition, pages: tuple[Page, ...]) -> tuple[tuple[str, str, str], ...]:
    names, words = {page.name for page in pages}, words_of(edition.script)
    candidates = (
        ("cover", "cover.xhtml", words.cover),
        ("titlepage", "title.xhtml", words.title_page),
        ("toc", "nav.xhtml", words.contents),
        ("bodymatter", f"{edition.essays[0].slug}.xhtml", words.body),
        ("glossary", "glossary.xhtml", words.glossary),
        ("colophon", "colophon.xhtml", words.colophon),
    )
    return tuple(entry for entry in candidates if entry[1] in names or entry[1] == "nav.xhtml")


def write_ncx(entries: tuple[Entry, ...], *, title: str, identifier: str, script: Language) -> bytes:
    """The NCX for the converted contents; depth 2, play order in reading order."""
    points, order = [], 0
    for entry in entries:
        order += 1
        inner = []
        opening = _point(entry, order)
        for below in entry.below:
            order += 1
            inner.append(f"{_point(below, order)}</navPoint>\n")
        points.append(f"{opening}{''.join(inner)}</navPoint>\n")
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{script}">\n'
        f'<head><meta name="dtb:uid" content="{attribute(identifier)}"/><meta name="dtb:depth" content="2"/>'
        '<meta name="dtb:totalPageCount" content="0"/><meta name="dtb:maxPageNumber" content="0"/></head>\n'
        f"<docTitle><text>{safe(title)}</text></docTitle>\n<navMap>\n{''.join(points)}</navMap>\n</ncx>\n"
    ).encode()


def _point(entry: Entry, order: int) -> str:
    label = f"<navLabel><text>{safe(entry.title.text)}</text></navLabel>"
    return f'<navPoint id="np-{order}" playOrder="{order}">{label}<content src="{attribute(entry.href)}"/>'

"""Kobo's contents: entries that name files alone.

Kobo's engine saves a highlight under the contents' entry, fragment included, and draws it only where a file of the reading order has that very
name: below an entry with a fragment every highlight is kept and never shown (810 of 810 measured on devices, Calibre-Web-NextGen #1657).
So the entries inside a file leave the contents and stand behind them on the same page, as ordinary links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.book.rewriting import TYPE, XHTML
from reader.epub.xml import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

NCX = "{http://www.daisy.org/z3986/2005/ncx/}"


def flatten_nav(body: _Element) -> None:
    """Move what stands below the entries of the contents behind them, each list under its entry's words."""
    from lxml import etree

    for nav in body.iter(f"{XHTML}nav"):
        if nav.get(TYPE) != "toc":
            continue
        sections = etree.Element(f"{XHTML}section", {"class": "sections"})
        for entry in nav.findall(f"{XHTML}ol/{XHTML}li"):
            for inner in entry.findall(f"{XHTML}ol"):
                title = etree.SubElement(sections, f"{XHTML}p")
                title.text = "".join(text_of(link) for link in entry.findall(f"{XHTML}a"))
                inner.tag = f"{XHTML}ul"
                sections.append(inner)
        if len(sections):
            sections.tail, nav.tail = nav.tail, None
            nav.addnext(sections)


def flat_ncx(ncx: bytes) -> bytes:
    """The NCX without the points below another."""
    from lxml import etree

    root = etree.fromstring(ncx)
    for point in root.findall(f"{NCX}navMap/{NCX}navPoint"):
        for inner in point.findall(f"{NCX}navPoint"):
            point.remove(inner)
    for order, point in enumerate(root.iter(f"{NCX}navPoint"), 1):
        point.set("playOrder", str(order))
    for meta in root.iter(f"{NCX}meta"):
        if meta.get("name") == "dtb:depth":
            meta.set("content", "1")
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return written

"""What a book promises its reader, read from the finished EPUB alone: markers, notes, links and the words at their ends.

The engines' tests compare what they see with it.
"""

from __future__ import annotations

import posixpath
import zipfile
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from reader.match.fold import fold

Page: TypeAlias = "etree._Element"
Json: TypeAlias = "dict[str, object]"

XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
# Enough of the text after an anchor to tell one passage from every other.
TASTE = 24


def plain(text: str) -> str:
    """The text without any white space: engines break lines where they like."""
    return "".join(text.split())


def read_pages(path: Path) -> dict[str, Page]:
    """The XHTML pages by their path in the zip, in reading order of the package."""
    with zipfile.ZipFile(path) as book:
        container = etree.fromstring(book.read("META-INF/container.xml"))
        package = container.xpath("string(//*[local-name()='rootfile']/@full-path)")
        opf = etree.fromstring(book.read(package))
        hrefs = {item.get("id"): item.get("href") for item in opf.iterfind(".//{*}manifest/{*}item")}
        names = [posixpath.join(posixpath.dirname(package), hrefs[item.get("idref")]) for item in opf.iterfind(".//{*}spine/{*}itemref")]
        return {name: etree.fromstring(book.read(name)) for name in names}


def following(anchor: Page) -> str:
    """The reading text from an anchor on, without markers and notes: what a reader who lands there should see first."""
    texts = anchor.xpath("(descendant::text() | following::text())[not(ancestor::*[@class='mk' or @class='notes'])][position() <= 40]")
    return plain("".join(texts))[:TASTE]


def links_of(note: Page, page: str, pages: dict[str, Page]) -> list[Json]:
    """The links of a note but its way back: which one it is, kind, label, page and id it leads to, and the words that stand there."""
    found: list[Json] = []
    for nth, link in enumerate(note.iterfind(f".//{XHTML}a")):
        if link.get(TYPE) == "backlink":
            continue
        name, _, fragment = link.get("href").partition("#")
        target = posixpath.join(posixpath.dirname(page), name) if name else page
        [anchor] = pages[target].xpath("//*[@id=$id]", id=fragment)
        label, after = plain("".join(link.itertext())), following(anchor)
        # A note may quote in one script an essay that stands in the other: compared are the shadows.
        shadow = {"label": fold(label), "after": fold(after)}
        found.append({"nth": nth, "kind": link.get("class"), "page": target, "id": fragment, "shadow": shadow})
    return found


def markers_of(name: str, page: Page, pages: dict[str, Page]) -> list[Json]:
    """Every marker of a page with its note."""
    found: list[Json] = []
    for marker in page.iterfind(f".//{XHTML}a[@role='doc-noteref']"):
        [note] = page.xpath("//*[@id=$id]", id=marker.get("href").removeprefix("#"))
        text = plain("".join(note.itertext()))
        kind = marker.get("class").split()[-1]
        found.append({"page": name, "id": marker.get("id"), "kind": kind, "note": note.get("id"), "text": text, "links": links_of(note, name, pages)})
    return found


def inventory(path: Path) -> Json:
    """All that a reader can tap in one book."""
    pages = read_pages(path)
    markers = [marker for name, page in pages.items() for marker in markers_of(name, page, pages)]
    languages = {name: page.get("lang") for name, page in pages.items()}
    return {"book": path.name, "pages": list(pages), "languages": languages, "markers": markers}

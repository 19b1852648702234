"""What a book promises its reader, read from the finished EPUB alone: markers, notes, links and the words at their ends.

The engines' tests compare what they see with it.
"""

from __future__ import annotations

import posixpath
import zipfile
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from reader.epub.xml import parse_xml
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
        return {name: parse_xml(book.read(name), where=name) for name in names}


def following(anchor: Page) -> str:
    """The reading text from an anchor on, without markers and notes: what a reader who lands there should see first."""
    texts = anchor.xpath("(descendant::text() | following::text())[not(ancestor::*[@class='mk' or @class='notes'])][position() <= 40]")
    return plain("".join(texts))[:TASTE]


def quotations(pages: dict[str, Page]) -> dict[tuple[str, str], str]:
    """By page and id: the passage that the page of disputes prints beside a link to it."""
    found: dict[tuple[str, str], str] = {}
    for name, page in pages.items():
        for link in page.iterfind(f".//{XHTML}div[@class='dispute']//{XHTML}a[@class='passage']"):
            target, _, fragment = link.get("href").partition("#")
            [words] = link.xpath("following::*[local-name()='blockquote'][1]")
            found[posixpath.join(posixpath.dirname(name), target), fragment] = plain("".join(words.itertext()))[:TASTE]
    return found


def links_of(note: Page, page: str, pages: dict[str, Page], quoted: dict[tuple[str, str], str]) -> list[Json]:
    """The links of a note but its way back: which one it is, kind, page and id it leads to, the words that stand there and those it promises."""
    found: list[Json] = []
    for nth, link in enumerate(note.iterfind(f".//{XHTML}a")):
        if link.get(TYPE) == "backlink":
            continue
        name, _, fragment = link.get("href").partition("#")
        target = posixpath.join(posixpath.dirname(page), name) if name else page
        [anchor] = pages[target].xpath("//*[@id=$id]", id=fragment)
        # The page of disputes may quote in one script an essay that stands in the other: compared are the shadows.
        shadow = {"quoted": fold(quoted.get((target, fragment), "")), "after": fold(following(anchor))}
        found.append({"nth": nth, "kind": link.get("class"), "page": target, "id": fragment, "shadow": shadow})
    return found


def markers_of(name: str, page: Page, pages: dict[str, Page], quoted: dict[tuple[str, str], str]) -> list[Json]:
    """Every marker of a page with its note."""
    found: list[Json] = []
    for marker in page.iterfind(f".//{XHTML}a[@role='doc-noteref']"):
        [note] = page.xpath("//*[@id=$id]", id=marker.get("href").removeprefix("#"))
        text = plain("".join(note.itertext()))
        kind = marker.get("class").split()[-1]
        found.append({"page": name, "id": marker.get("id"), "kind": kind, "note": note.get("id"), "text": text, "links": links_of(note, name, pages, quoted)})
    return found


def plain_links(name: str, page: Page) -> list[Json]:
    """The links in a page's own text that are no markers: a term's to the glossary, a quotation's back to the page of disputes."""
    found: list[Json] = []
    for block in page.xpath("//*[@id][.//*[local-name()='a' and (@class='glossed' or @class='return')]]"):
        if block.xpath("ancestor::*[@class='notes'] | .//*[@id and .//*[local-name()='a']]"):
            continue
        for nth, link in enumerate(block.iterfind(f".//{XHTML}a")):
            if link.get("class") in {"glossed", "return"}:
                target, _, fragment = link.get("href").partition("#")
                to = posixpath.join(posixpath.dirname(name), target)
                found.append({"page": name, "block": block.get("id"), "nth": nth, "kind": link.get("class"), "to": to, "id": fragment})
    return found


def inventory(path: Path) -> Json:
    """All that a reader can tap in one book."""
    pages = read_pages(path)
    quoted = quotations(pages)
    markers = [marker for name, page in pages.items() for marker in markers_of(name, page, pages, quoted)]
    plains = [link for name, page in pages.items() for link in plain_links(name, page)]
    languages = {name: page.get("lang") for name, page in pages.items()}
    return {"book": path.name, "pages": list(pages), "languages": languages, "markers": markers, "plain": plains}

"""A page of the web edition read back: the text of each of its blocks, without markers and links of the page's own."""

from __future__ import annotations

from msgspec import Struct

# The link in a block's margin, by which a block is known (`webpage.py` writes it).
HERE = "here"
BETWEEN = " · "  # a page's title and its book's
HEADINGS = {f"h{level}": level for level in range(1, 7)}


class WebBlock(Struct, frozen=True, gc=False):
    """A block of an essay and its text, as the page has it; a heading's level, 0 of everything else."""

    id: str
    text: str
    level: int = 0


class PageText(Struct, frozen=True, gc=False):
    """A page's language, its book's title, its heading, and its blocks: none on a page that is no essay's."""

    language: str
    book: str
    title: str
    blocks: tuple[WebBlock, ...]


def page_text(data: bytes) -> PageText:
    """What the page says; linear."""
    from lxml import html

    from reader.club.places import with_places

    root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    blocks = list[WebBlock]()
    title = ""
    for link in root.iterfind(f".//a[@class='{HERE}']"):
        block = link.getparent()
        assert block is not None
        text, places = with_places(block)
        own = "".join(text[place] for place in places)
        blocks.append(WebBlock(block.get("id", ""), own, HEADINGS.get(block.tag, 0)))
        title = title or (own if block.tag == "h1" else "")
    named, _, book = str(root.findtext(".//title") or "").rpartition(BETWEEN)
    return PageText(root.get("lang", ""), book, title or named, tuple(blocks))

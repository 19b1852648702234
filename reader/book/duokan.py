"""The Duokan (多看) variant: markers are small pictures, notes a list with Duokan's classes.

Duokan's older versions pop up only `a.duokan-footnote` around an `img`, whose note is a `li.duokan-footnote-item` of one
`ol.duokan-footnote-content` a file (both stay out of the universal book: they kill KOReader's markers).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.book.rewriting import TYPE, XHTML, rewrite_page

if TYPE_CHECKING:
    from lxml.etree import _Element

FOLDER = Path(__file__).parent / "style"
# One picture for each kind of note.
PICTURES = {"term": "note.png", "rebuttal": "dispute.png", "fact": "fact.png", "text": "fact.png", "author": "note.png"}


def duokan_page(page: bytes) -> bytes:
    """The page with picture markers and its notes as Duokan's list."""
    return rewrite_page(page, _change)


def duokan_style() -> bytes:
    """What the variant adds to the style sheet."""
    return (FOLDER / "duokan.css").read_bytes()


def duokan_pictures() -> dict[str, bytes]:
    """The marker pictures by file name."""
    return {name: (FOLDER / name).read_bytes() for name in sorted(set(PICTURES.values()))}


def _change(body: _Element) -> None:
    for mark in body.iter(f"{XHTML}sup"):
        for link in mark.findall(f"{XHTML}a[@{TYPE}='noteref']"):
            _picture(mark, link)
    sections = [section for section in body.iter(f"{XHTML}section") if section.get(TYPE) == "footnotes"]
    if sections:
        _list(sections)


def _picture(mark: _Element, link: _Element) -> None:
    """The marker's sign and number become the alternative text of a picture."""
    from lxml import etree

    kind = link.get("class", "").removeprefix("noteref ")
    etree.SubElement(link, f"{XHTML}img", {"src": PICTURES.get(kind, "note.png"), "alt": f"{mark.text or ''}{link.text or ''}{link.tail or ''}"})
    mark.text = link.text = link.tail = None
    link.set("class", f"duokan-footnote noteref {kind}")


def _list(sections: list[_Element]) -> None:
    """One list in the last section, since Duokan reads one a file; of the author's notes before it their own heading stays."""
    from lxml import etree

    notes = [note for section in sections for note in section.findall(f"{XHTML}div")]
    found = etree.SubElement(sections[-1], f"{XHTML}ol", {"class": "duokan-footnote-content"})
    found.tail = "\n"
    for note in notes:
        # Neither role nor type: `role=doc-footnote` is an error on `li` (DPUB-ARIA), and Ace reports a type without its role. Duokan goes by the class.
        name, kind = note.get("id", ""), note.get("class", "")
        note.attrib.clear()
        note.tag = f"{XHTML}li"
        note.set("id", name)
        note.set("class", f"duokan-footnote-item {kind}")
        found.append(note)
    for section in sections[:-1]:
        if section.find("*[@id]") is None and (parent := section.getparent()) is not None:
            parent.remove(section)

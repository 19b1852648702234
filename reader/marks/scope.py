"""Which essay a device says a mark stands in: by the page's file, by the chapter's name, by an id in its position."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from reader.book.labels import matter_titles
from reader.marks.desk import BlockPlace, Desk
from reader.marks.found import Found
from reader.match.fold import key

# What the book calls its own pages, notes and lists.
MATTER = ("disputes", "agreements", "questions", "glossary", "remarks", "readers", "textual", "colophon", "theses", "about", "title", "cover", "nav")


class Scope(Struct, frozen=True, gc=False):
    """Where to look: an essay's slug, a stretch of its reading text (a section), a block; `matter` when it is none of the essays.

    What is not known is empty.
    """

    essay: str = ""
    section: tuple[int, int] | None = None
    block: BlockPlace | None = None
    matter: bool = False


def scope_of(found: Found, desk: Desk) -> Scope:
    """What the device says of the place; the file before the chapter."""
    block = _block(found.position, desk)
    page = _page(found.href)
    if page in desk.texts:
        return Scope(page, _section(found.chapter, page, desk), block)
    if page in MATTER or (block is None and _note().search(found.position)):
        return Scope(matter=True)
    named = key(found.chapter)
    if any(named == key(title) for title in matter_titles(desk.edition)):
        return Scope(matter=True)
    essay = next((essay.slug for essay in desk.edition.essays if named and named in {key(essay.title), key(essay.short)}), "")
    if essay:
        return Scope(essay, None, block)
    sections = [(slug, section) for slug in desk.texts if (section := _section(found.chapter, slug, desk))]
    return Scope(*sections[0], block) if len(sections) == 1 else Scope(block=block)


def _page(href: str) -> str:
    """`maojie` of `OEBPS/text/maojie.xhtml#point(/1/4)`."""
    return href.partition("#")[0].replace("!", "/").rpartition("/")[2].partition(".")[0]


def _block(position: str, desk: Desk) -> BlockPlace | None:
    """The block that is named in a CFI or a selector: the last such id."""
    return next((desk.blocks[name] for name in reversed(_id().findall(position)) if name in desk.blocks), None)


def _section(chapter: str, essay: str, desk: Desk) -> tuple[int, int] | None:
    """The stretch below a heading of that name, up to the next heading as high."""
    named = key(chapter)
    if not named:
        return None
    blocks = desk.by_essay[essay]
    at = next((at for at, place in enumerate(blocks) if place.block.kind == "heading" and key(place.block.text) == named), None)
    if at is None:
        return None
    level = blocks[at].block.level
    end = next((place.start for place in blocks[at + 1 :] if place.block.kind == "heading" and place.block.level <= level), blocks[-1].end)
    return blocks[at].start, end


@cache
def _id() -> re.Pattern[str]:
    return re.compile(r"[a-z][a-z0-9-]*")


@cache
def _note() -> re.Pattern[str]:
    """The id of a note at a page's end."""
    return re.compile(r"[\[#][a-z0-9-]+?-n-[a-z0-9-]+")

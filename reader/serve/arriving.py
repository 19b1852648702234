"""Highlights as KOReader has them → marks: where they stand is told by the device, and their words decide."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from reader.mark import Mark
from reader.marks.anchor import SHORTEST
from reader.marks.found import Found, tidy
from reader.marks.identity import mark_id
from reader.marks.skeleton import bare
from reader.serve.making import LONGEST_NOTE, mark_at
from reader.serve.marks import Kept
from reader.serve.members import Member
from reader.serve.positions import File, block_of
from reader.serve.texts import LONGEST, Essay, Stretch, find

SOURCE = "koreader"
# Why a mark has no place, in the words that room `marks` has for it.
ELSEWHERE = "it stands in the notes or on a page of the book's own, not in an essay"
NOWHERE = "its words are not in this edition"
AMBIGUOUS = "its words stand in several places, and the file does not say in which"


class Highlight(Struct, frozen=True, gc=False):
    """What the plugin says of one (KOReader, `readerannotation.lua`): `pos0` is crengine's xpointer, `datetime` the device's own time."""

    text: str
    note: str = ""
    pos0: str = ""
    chapter: str = ""
    datetime: str = ""


class Shelf(Struct, frozen=True, gc=False):
    """The essays of a file's edition: `published`, and as the file has them (`read`), where the web edition has that; the same places in both."""

    file: File
    published: tuple[Essay, ...]
    read: tuple[Essay, ...]


def arrived(member: Member, shelf: Shelf, highlight: Highlight) -> Kept:
    """The mark of a highlight in the file. One without a place is kept as an orphan."""
    found = tidy(Found(highlight.text[:LONGEST], highlight.note[:LONGEST_NOTE], highlight.datetime, chapter=highlight.chapter))
    placed = _placed(shelf, highlight.pos0, found.quote)
    if isinstance(placed, str):
        return Kept(_orphan(member, shelf.file, found, placed), shelf.file.build.uuid)
    essay, stretch = placed
    published = next(one for one in shelf.published if one.slug == essay.slug)
    return mark_at(member, published, shelf.published, stretch, note=found.note, made=found.made, source=SOURCE)


def _orphan(member: Member, file: File, found: Found, reason: str) -> Mark:
    name = mark_id(member.name, found.quote, found.note, edition=file.build.uuid)
    mark = Mark(name, member.name, "", found.quote, note=found.note, made=found.made, source=SOURCE)
    return replace(mark, state="orphan", chapter=found.chapter, reason=reason)


def _placed(shelf: Shelf, pointer: str, quote: str) -> tuple[Essay, Stretch] | str:
    """The essay and the stretch, or why there is none: in the block that the device names, else in its essay, else wherever it stands alone."""
    block = block_of(shelf.file, pointer)
    named = next((essay for essay in shelf.read if _is_of(block, essay)), None)
    if named and (stretch := find(named, quote, block=block, start=_offset(shelf.file, block, pointer))):
        return named, stretch
    if block and not named:
        return ELSEWHERE
    if len(bare(quote)) < SHORTEST:
        return NOWHERE
    asked = [named] if named else shelf.read
    places = [(essay, stretch) for essay in asked if (stretch := find(essay, quote))]
    if len(places) == 1:
        return places[0]
    return AMBIGUOUS if any(bare(quote) in essay.layer.skeleton.text for essay in asked) else NOWHERE


def _is_of(block: str, essay: Essay) -> bool:
    """Is it a block of the essay, today's or one of a former edition? A note's id has another shape (`docs/design.md`, law 4)."""
    return block in essay.starts or re.match(rf"{re.escape(essay.slug)}-[lph]", block) is not None


def _offset(file: File, block: str, pointer: str) -> int:
    """How many characters of the block stand before the position, where it lies in its first text; -1 where that is not told."""
    found = re.fullmatch(re.escape(file.pointers.get(block, "")) + r"/text\(\)(?:\[1\])?\.(\d{1,6})", pointer)
    return int(found[1]) if found else -1

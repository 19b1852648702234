"""The site's essays laid out as room `marks` lays out an edition, so that what members send is held to the same evidence as what `reader marks` reads."""

from __future__ import annotations

from collections.abc import Sequence

from reader.club.record import Build
from reader.marks.desk import Desk
from reader.marks.texts import current, make_layer
from reader.model import Block, Edition, Reading, Source
from reader.model import Essay as Printed
from reader.script.exceptions import our_exceptions
from reader.serve.texts import Essay


def desk_of(build: Build, essays: Sequence[Essay]) -> Desk:
    """The desk of a build's essays as published; its places are those of `Essay.whole`. A site has today's texts alone, none of past editions."""
    first = essays[0].page
    printed = tuple(map(_printed, essays))
    edition = Edition(build.edition, first.book, first.language, build.number, build.date, build.uuid, essays=printed)
    return Desk(edition, our_exceptions(), (make_layer(current(edition)),))


def _printed(essay: Essay) -> Printed:
    """The essay as an edition has it, with a line for each block, as in `Essay.whole`."""
    lines = [block.text.replace("\n", " ") for block in essay.blocks]
    blocks = tuple(
        Block(block.id, "heading" if block.level else "paragraph", line, level=block.level) for block, line in zip(essay.blocks, lines, strict=True) if line
    )
    title = essay.page.title or essay.slug
    return Printed(essay.slug, title, title, "", essay.page.language, Source("", "", ""), reading=Reading("\n".join(lines), ()), blocks=blocks)

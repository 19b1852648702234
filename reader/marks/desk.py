"""Everything that anchoring a mark needs of an edition, made once: its texts in all shapes, its blocks, its pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from reader.marks.nearby import Nearby, make_nearby
from reader.marks.past import past_texts
from reader.marks.texts import Layer, converted, current, lines_of, make_layer, reading_of
from reader.model import SCRIPTS, Block, Edition
from reader.script.exceptions import Exceptions


class BlockPlace(Struct, frozen=True, gc=False):
    """Where a block stands: its essay's slug, and its stretch of the reading text."""

    essay: str
    start: int
    end: int
    block: Block


class Desk(Struct, frozen=True, dict=True):
    """An edition laid out: `layers[0]` holds the essays as they are, the others as they were; `more` in other scripts and words."""

    edition: Edition
    exceptions: Exceptions
    layers: tuple[Layer, ...]

    @cached_property
    def more(self) -> tuple[Layer, ...]:
        """The essays in every script, with and without regional words, where that reads otherwise: made when first asked for."""
        seen = {layer.skeleton.text for layer in self.layers}
        found = list[Layer]()
        for layer in self.layers:
            for script, words in ((script, words) for words in (False, True) for script in SCRIPTS):
                made = make_layer(converted(layer.essays, self.edition, self.exceptions, script, words=words))
                if made.skeleton.text not in seen:
                    seen.add(made.skeleton.text)
                    found.append(made)
        return tuple(found)

    @cached_property
    def nearby(self) -> tuple[Nearby, ...]:
        """What likenesses are looked for in."""
        return tuple(make_nearby(layer) for layer in self.layers)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The reading texts by slug."""
        return {essay.slug: reading_of(essay) for essay in self.edition.essays}

    @cached_property
    def blocks(self) -> Mapping[str, BlockPlace]:
        """Every block by its id."""
        return {
            block.id: BlockPlace(essay.slug, start, end, block)
            for essay in self.edition.essays
            for block, (start, end) in zip(essay.blocks, lines_of(essay), strict=True)
        }

    @cached_property
    def by_essay(self) -> Mapping[str, tuple[BlockPlace, ...]]:
        """The blocks of each essay, in order."""
        return {slug: tuple(blocks) for slug, blocks in groupby(self.blocks.values(), key=lambda block: block.essay)}

    def block_at(self, essay: str, offset: int) -> BlockPlace:
        """The block that holds a place of an essay's reading text, or the last before it."""
        blocks = self.by_essay[essay]
        return blocks[max(0, bisect_right(blocks, offset, key=lambda block: block.start) - 1)]


def lay_out(folder: Path) -> Desk:
    """The edition in a folder, laid out; raises what reading it raises."""
    from reader.book.compose import read_essays
    from reader.edition import load_edition
    from reader.edition.exceptions import read_exceptions

    edition = read_essays(load_edition(folder))
    layers = (tuple(current(edition)), *past_texts(edition, folder))
    return Desk(edition, read_exceptions(folder), tuple(make_layer(layer) for layer in layers))

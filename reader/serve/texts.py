"""The essays as the site's web edition has them, and where in them a quotation stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from reader.club.record import Build
from reader.club.webtext import PageText, WebBlock, page_text
from reader.marks.context import told_apart
from reader.marks.found import Found
from reader.marks.placing import CONTEXT
from reader.marks.scope import Scope
from reader.marks.seek import seek
from reader.marks.skeleton import Skeleton, skeleton
from reader.marks.texts import EssayText, Layer, make_layer

if TYPE_CHECKING:
    from reader.serve.state import State

PUBLISHED = "as-published"
KEPT = 100  # essays kept in memory: those of a few editions in four scripts
LONGEST = 5000  # characters of one mark
PLACES, REMEMBERED = 20_000, 600  # places that are kept in memory, and of how long quotations (with the words around them)


class Stretch(Struct, frozen=True, gc=False):
    """Words of an essay: the blocks in which they begin and end, and the places in these, in code points."""

    block: str
    start: int
    last: str
    end: int


class Essay(Struct, frozen=True, eq=False, dict=True):
    """An essay in one text of the web edition: of which edition (UUID, and slug in addresses), its own slug, its page. Read anew it is another."""

    edition: str
    book: str
    text: str
    slug: str
    page: PageText

    @property
    def blocks(self) -> tuple[WebBlock, ...]:
        """Its blocks in their order."""
        return self.page.blocks

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The ids of the blocks."""
        return tuple(block.id for block in self.blocks)

    @cached_property
    def starts(self) -> Mapping[str, int]:
        """By block where it begins in the essay."""
        lengths = accumulate((len(block.text) + 1 for block in self.blocks), initial=0)
        return dict(zip(self.order, lengths, strict=False))

    @cached_property
    def lengths(self) -> Mapping[str, int]:
        """By block how many code points it has."""
        return {block.id: len(block.text) for block in self.blocks}

    @cached_property
    def whole(self) -> str:
        """A line for each block."""
        return "\n".join(block.text for block in self.blocks)

    @cached_property
    def layer(self) -> Layer:
        """What quotations are looked for in, whatever their script."""
        return make_layer([EssayText(self.slug, self.whole, lambda start, end: (start, end))])

    def stretch(self, start: int, end: int) -> Stretch:
        """Places of the essay as places of blocks."""
        first, last = self.at(start), self.at(end - 1)
        return Stretch(first, start - self.starts[first], last, end - self.starts[last])

    def span(self, stretch: Stretch) -> tuple[int, int]:
        """Places of blocks as places of the essay."""
        return self.starts[stretch.block] + stretch.start, self.starts[stretch.last] + stretch.end

    def around(self, start: int, end: int) -> tuple[str, str]:
        """What stands before and behind a stretch in its blocks, as a mark tells it."""
        return self.whole[max(0, start - CONTEXT) : start].rpartition("\n")[2], self.whole[end : end + CONTEXT].partition("\n")[0]

    def at(self, place: int) -> str:
        """The block that holds a place of the essay."""
        return self.order[max(0, bisect_right(self._firsts, place) - 1)]

    @cached_property
    def _firsts(self) -> tuple[int, ...]:
        return tuple(self.starts.values())


def essay_of(state: State, book: str, text: str, slug: str) -> Essay | None:
    """The essay at an address of the web edition; None where there is none."""
    build = state.files.editions.get(book)
    if not build or f"{slug}.xhtml" not in {page.file for page in build.pages} or text not in {one.text for one in build.books}:
        return None
    return _essay(build.uuid, book, text, slug, state.site)


def essays_of(state: State, build: Build) -> Iterator[Essay]:
    """The essays of a build as published, in the book's order."""
    return essays_on(state.site, build)


def essays_on(site: Path, build: Build, text: str = PUBLISHED) -> Iterator[Essay]:
    """The essays of a build on a site in one of its texts, in the book's order."""
    for slug in dict.fromkeys(page.file.removesuffix(".xhtml") for page in sorted(build.pages, key=lambda page: page.spine)):
        if essay := _essay(build.uuid, build.edition, text, slug, site):
            yield essay


def build_of(state: State, edition: str) -> Build | None:
    """Today's build of an edition (its UUID)."""
    return next((build for build in state.files.editions.values() if build.uuid == edition), None)


def _essay(edition: str, book: str, text: str, slug: str, site: Path) -> Essay | None:
    path = site / "read" / book / text / f"{slug}.html"
    try:
        there = path.stat()
    except OSError:
        return None
    essay = _read(edition, book, text, slug, path, there.st_mtime_ns)
    return essay if essay.blocks else None


@lru_cache(KEPT)
def _read(edition: str, book: str, text: str, slug: str, path: Path, time: int) -> Essay:
    """The essay on the page at the path, as it was at that time."""
    del time
    return Essay(edition, book, text, slug, page_text(path.read_bytes()))


def find(essay: Essay, quote: str, *, block: str = "", start: int | None = None, prefix: str = "", suffix: str = "") -> Stretch | None:
    """Where a quotation in any script stands: in or from the block on, where one is named; None where nowhere, or in several places alike.

    Markers in it and white space do not count. `start` is its place in the block as whoever quotes it sees it, if he does.
    """
    look = _find_once if len(quote) + len(prefix) + len(suffix) < REMEMBERED else _find
    return look(essay, quote, block, start, prefix, suffix)


def _find(essay: Essay, quote: str, block: str, start: int | None, prefix: str, suffix: str) -> Stretch | None:
    wanted = skeleton(quote[:LONGEST])
    if not wanted.text or (block and block not in essay.starts):
        return None
    hits = [hit for hit in seek(essay.layer, wanted, _from(essay, block, wanted) if block else None) if hit.place]
    if block:
        low = essay.starts[block]
        hits = [hit for hit in hits if hit.place and essay.at(hit.place[0]) == block]
        hits = [hit for hit in hits if hit.place and hit.place[0] - low == start] or hits
    if len(hits) > 1:
        hits = [hit for hit in hits if hit.place and essay.around(*hit.place) == (prefix, suffix)] or hits
    hit = hits[0] if len(hits) == 1 else told_apart(hits, Found("", prefix=prefix, suffix=suffix), Scope(), needed=False) if hits else None
    return essay.stretch(*hit.place) if hit and hit.place else None


# Every page of an essay asks for the same marks' places again.
_find_once = lru_cache(PLACES)(_find)


def _from(essay: Essay, block: str, wanted: Skeleton) -> tuple[int, int]:
    """Where in the essay a quotation lies that begins in the block, be it with markers at the block's end."""
    places, low = essay.layer.skeleton.places, essay.starts[block]
    last = bisect_left(places, low + essay.lengths[block]) + len(wanted.text)
    return low, places[last] if last < len(places) else len(essay.whole)

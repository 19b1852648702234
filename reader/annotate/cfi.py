"""EPUB Canonical Fragment Identifiers (EPUB CFI 1.1), as calibre, foliate-js and Readium write them ↔ places in a page."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from reader.annotate.moving import Move, Spot
from reader.annotate.trace import Tree
from reader.errors import UsageError


class Cfi(Struct, frozen=True, gc=False):
    """`base` leads to the page of the spine number `page` (from 1); behind it stand one path, or three: what two ends have in common, and each."""

    base: str
    page: int
    paths: tuple[str, ...]


def read_cfi(text: str) -> Cfi:
    """Raises UsageError for what is no CFI into a page of a book."""
    found = _cfi().fullmatch(text.strip())
    if not found:
        raise UsageError(f"“{text}” is no CFI into a page of a book", advice="it looks like epubcfi(/6/4!/4/2/1:3)")
    base, spine, paths = found[1], int(found[2]), tuple(found[3].split(","))
    if spine % 2 or len(paths) not in {1, 3}:
        raise UsageError(f"“{text}” is no CFI into a page of a book", advice="it has one path, or three with commas between them")
    return Cfi(base, spine // 2, paths)


def translate(cfi: Cfi, here: Tree, there: Tree, move: Move) -> str:
    """The CFI in the other tree; `move` is asked for a place, and whether what counts is the text behind it: only not where a range ends."""
    if len(cfi.paths) == 1:
        return f"epubcfi({cfi.base}{write_path(move(find(cfi.paths[0], here), later=True), there)})"
    common, start, end = cfi.paths
    places = [write_path(move(find(common + path, here), later=later), there) for path, later in ((start, True), (end, False))]
    shared = _shared(*places)
    return f"epubcfi({cfi.base}{shared},{places[0][len(shared) :]},{places[1][len(shared) :]})"


def _shared(one: str, other: str) -> str:
    """The whole steps that two paths begin with alike; each keeps one of its own."""
    steps, others = _step().findall(one)[:-1], _step().findall(other)[:-1]
    alike = next((at for at, (left, right) in enumerate(zip(steps, others, strict=False)) if left != right), min(len(steps), len(others)))
    return "".join(steps[:alike])


def find(path: str, tree: Tree) -> Spot:
    """The place that a path names; raises UsageError when the page has no such element."""
    element, gap, done = 0, -1, 0
    for step in re.finditer(r"/(\d{1,9})(?:\[[^\]]*\])?", path):
        number, done = int(step[1]), step.end()
        if gap >= 0:
            break
        if number % 2:
            gap = number // 2
        elif (element, number // 2) in tree.children:
            element = tree.children[element, number // 2]
        else:
            raise UsageError(f"the page has no element {path[:done]}", advice="is it the right book, with or without notes?")
    offset = re.match(r":(\d{1,9})", path[done:])
    if gap < 0:
        return Spot(element)
    text = tree.text((element, gap))
    return Spot(element, gap, points(text, int(offset[1])) if offset else 0)


def write_path(spot: Spot, tree: Tree) -> str:
    """The path to a place, with the ids on its way."""
    steps, at = [], spot.element
    while at > 0:
        element = tree.elements[at]
        steps.append(f"/{element.number * 2}[{element.id}]" if element.id else f"/{element.number * 2}")
        at = element.parent
    path = "".join(reversed(steps))
    if spot.gap < 0:
        return path
    return f"{path}/{spot.gap * 2 + 1}:{units(tree.text((spot.element, spot.gap))[: spot.offset])}"


def units(text: str) -> int:
    """The length of a text as CFIs count it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def points(text: str, count: int) -> int:
    """How many code points so many UTF-16 units of a text are."""
    return len(text.encode("utf-16-le", "surrogatepass")[: count * 2].decode("utf-16-le", "ignore"))


@cache
def _cfi() -> re.Pattern[str]:
    """With the way through the package document and `!`, or as calibre's viewer and Readium write it, without one of them."""
    return re.compile(r"epubcfi\(((?:/6)?/(\d{1,9})(?:\[[^\]]*\])?!?)((?:[/:,]\d{1,9}(?:\[[^\]]*\])?|,)+)\)")


@cache
def _step() -> re.Pattern[str]:
    return re.compile(r"/\d+(?:\[[^\]]*\])?(?::\d+)?")

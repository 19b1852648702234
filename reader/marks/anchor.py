"""A mark of a device → its place in the text, or the reason why it has none. A wrong place is worse than none: at equal evidence, none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from reader.marks.context import told_apart
from reader.marks.desk import BlockPlace, Desk
from reader.marks.found import Found
from reader.marks.nearby import Like, Nearby, alike
from reader.marks.scope import Scope, scope_of
from reader.marks.seek import Hit, is_everywhere, seek
from reader.marks.skeleton import Skeleton, skeleton
from reader.marks.texts import Layer

SHORTEST = 4  # characters: fewer stand anywhere, and need a position or their neighbours
SHORTEST_ALIKE = 12  # characters from which on likeness says something
LIKE_ENOUGH = 90.0  # percent
APART = 6.0  # percent by which the best likeness is ahead of the second
NEAREST, SHOWN, HELPFUL = 3, 40, 50.0
SEVERAL = "its words stand in several places, and the file does not say in which"


class Placed(Struct, frozen=True, gc=False):
    """A mark's stretch of an essay's reading text; `moved` when likeness alone has found it."""

    essay: str
    start: int
    end: int
    moved: bool = False


class Lost(Struct, frozen=True, gc=False):
    """A mark without a place: why, and the passages that come nearest."""

    reason: str
    nearest: tuple[str, ...] = ()


def anchor(found: Found, desk: Desk) -> Placed | Lost:
    """The place of a mark: by its quotation, where that stands once; else by what the device says of the place; else by likeness."""
    wanted = skeleton(found.quote)
    if not wanted.text:
        return Lost("the file says no words of the text" if not found.quote else "numbers alone are no quotation")
    scope = scope_of(found, desk)
    if scope.matter:
        return Lost("it stands in the notes or on a page of the book's own, not in an essay")
    often = is_everywhere(desk.layers[0], wanted)
    if often and not (scope.block or found.prefix or found.suffix):
        return Lost(SEVERAL)
    hits = _in_block(scope.block, wanted, desk) if often and scope.block else _everywhere(desk.layers, wanted) or _everywhere(desk.more, wanted)
    if not hits and often:
        return Lost(SEVERAL)
    if not hits:
        return _by_likeness(wanted, scope, desk)
    inside = [hit for hit in hits if hit.essay == scope.essay] if scope.essay else hits
    if not inside:
        return Lost("its words stand in another essay than the device says", _passages(hits, desk))
    return _chosen(inside, found, scope, desk, short=len(wanted.text) < SHORTEST)


def _everywhere(layers: Iterable[Layer], wanted: Skeleton) -> list[Hit]:
    return [hit for layer in layers for hit in seek(layer, wanted)]


def _in_block(block: BlockPlace, wanted: Skeleton, desk: Desk) -> list[Hit]:
    """The places in the block that the device names, of words that stand everywhere."""
    layer = desk.layers[0]
    first = next(start for start, essay in zip(layer.starts, layer.essays, strict=True) if essay.slug == block.essay)
    return seek(layer, wanted, (first + block.start, first + block.end))


def _chosen(hits: Sequence[Hit], found: Found, scope: Scope, desk: Desk, *, short: bool) -> Placed | Lost:
    places = _distinct(hits)
    if len(places) == 1 and not short:
        return _placed(places[0]) or Lost("its words are gone from this edition")
    told = told_apart(places, found, scope, needed=short)
    if told is not None:
        return _placed(told) or Lost("its words are gone from this edition")
    if short:
        return Lost(f"fewer than {SHORTEST} characters, and the file does not say where they stand", _passages(places, desk))
    return Lost(SEVERAL, _passages(places, desk))


def _placed(hit: Hit) -> Placed | None:
    return Placed(hit.essay, *hit.place) if hit.place else None


def _distinct(hits: Iterable[Hit]) -> list[Hit]:
    """One hit for each place: those of several layers that come to the same passage are one."""
    found: list[Hit] = []
    for hit in hits:
        if not any(_same(hit, other) for other in found):
            found.append(hit)
    return found


def _same(one: Hit, other: Hit) -> bool:
    if one.essay != other.essay or one.place is None or other.place is None:
        return one.essay == other.essay and one.place is other.place and one.start == other.start
    shared = min(one.place[1], other.place[1]) - max(one.place[0], other.place[0])
    return one.layer is not other.layer and 2 * shared > one.place[1] - one.place[0]


def _by_likeness(wanted: Skeleton, scope: Scope, desk: Desk) -> Placed | Lost:
    """The passage that is plainly the same with a few characters changed, in the nearest chapter."""
    likes = [(like, near) for near in desk.nearby for like in alike(near, wanted.text)]
    likes.sort(key=lambda pair: -pair[0].score)
    inside = [pair for pair in likes if not scope.essay or _place_of(*pair)[0] == scope.essay]
    lost = Lost("its words are not in this edition", _shown(likes, desk))
    if not inside or len(wanted.text) < SHORTEST_ALIKE or inside[0][0].score < LIKE_ENOUGH:
        return lost
    essay, place = _place_of(*inside[0])
    rivals = [pair for pair in likes[:20] if pair[0].score > inside[0][0].score - APART and not _overlaps(_place_of(*pair), (essay, place))]
    return Placed(essay, *place, moved=True) if place and not rivals else lost


def _place_of(like: Like, near: Nearby) -> tuple[str, tuple[int, int] | None]:
    places = near.layer.skeleton.places
    return near.layer.place(places[like.start], places[like.end - 1] + 1)


def _overlaps(one: tuple[str, tuple[int, int] | None], other: tuple[str, tuple[int, int] | None]) -> bool:
    (essay, place), (second, there) = one, other
    return essay == second and place is not None and there is not None and max(place[0], there[0]) < min(place[1], there[1])


def _shown(likes: Iterable[tuple[Like, Nearby]], desk: Desk) -> tuple[str, ...]:
    places = (_place_of(like, near) for like, near in likes if like.score >= HELPFUL)
    return _excerpts(((essay, place) for essay, place in places if place), desk)


def _passages(hits: Iterable[Hit], desk: Desk) -> tuple[str, ...]:
    return _excerpts(((hit.essay, hit.place) for hit in hits if hit.place), desk)


def _excerpts(places: Iterable[tuple[str, tuple[int, int]]], desk: Desk) -> tuple[str, ...]:
    """`slug: …words…` of the first few places, each once."""
    found: dict[str, None] = {}
    for essay, (start, end) in places:
        middle = (start + min(end, start + SHOWN)) // 2
        words = " ".join(desk.texts[essay][max(0, middle - SHOWN // 2) : middle + SHOWN // 2].split())
        found.setdefault(f"{essay}: …{words}…")
        if len(found) == NEAREST:
            break
    return tuple(found)

"""How many readers have marked which words of an essay, up to each place in it. Nobody is named, and what nobody shares counts too.

All of it is reckoned behind an answer, never for one: the time of an answer tells nothing of marks that are counted and not shown.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from threading import Lock

from msgspec import Struct, field
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from reader.book.popular import FEWEST, SHORTEST, covered
from reader.serve.seeing import Counted, counted_marks
from reader.serve.store import Store, UnavailableError
from reader.serve.texts import Essay, find

OLDEST = 60.0  # seconds, for what another process may have changed
READING = frozenset({"GET", "HEAD", "OPTIONS"})
# A range of an essay, whose it is, and the number of the block in which it ends.
Range = tuple[int, int, int, int]


class Passage(Struct, frozen=True, gc=False):
    """A passage that so many readers have marked."""

    block: str
    start: int
    last: str
    end: int
    readers: int


class Tally(Struct, frozen=True, gc=False):
    """Of an essay's marks (`rows`) the passages, in groups that do not touch: each as it is for who has read to the block of a number, and from there on.

    `firsts` are the blocks from which on each group has any passage, in that order.
    """

    rows: Sequence[Counted]
    firsts: tuple[int, ...] = ()
    groups: tuple[tuple[tuple[int, tuple[Passage, ...]], ...], ...] = ()


class Tallies(Struct):
    """The tallies of the essays that were asked for since the service began, by edition, text and slug, and when they were last renewed."""

    known: dict[tuple[str, str, str], tuple[Essay, Tally]] = field(default_factory=dict)
    renewed: float = field(default_factory=time.monotonic)
    lock: Lock = field(default_factory=Lock)


def passages_of(tallies: Tallies, store: Store, essay: Essay, reached: str) -> Sequence[Passage]:
    """What several have marked up to a block, in the order of the text; of no block, nothing. Only the first to ask for an essay waits for its tally."""
    key = essay.edition, essay.text, essay.slug
    of, tally = tallies.known.get(key, (None, None))
    if of is not essay or tally is None:
        tally = reckon(essay, counted_marks(store, essay.edition, essay.slug))
        tallies.known[key] = essay, tally
    return told(tally, essay, reached)


def renew(tallies: Tallies, store: Store) -> None:
    """Bring the tallies that are known up to date."""
    with tallies.lock:
        rows = {(edition, slug): counted_marks(store, edition, slug) for edition, _, slug in list(tallies.known)}
        for key, (essay, tally) in list(tallies.known.items()):
            if (now := rows[key[0], key[2]]) != tally.rows:
                tallies.known[key] = essay, reckon(essay, now)


def reckon(essay: Essay, rows: Sequence[Counted]) -> Tally:
    """The tally of the marks."""
    numbers = {block: number for number, block in enumerate(essay.order)}
    ranges = []
    for one in rows:
        place = find(essay, one.exact, block=one.block, prefix=one.prefix, suffix=one.suffix) if one.last in numbers else None
        if place:
            ranges.append((*essay.span(place), one.member, numbers[one.last]))
    groups = sorted((steps for group in _apart(ranges) if (steps := tuple(_steps(group, essay)))), key=lambda steps: steps[0][0])
    return Tally(rows, tuple(steps[0][0] for steps in groups), tuple(groups))


def _apart(ranges: Iterable[Range]) -> Iterator[list[Range]]:
    """The ranges in groups that have no character in common."""
    group, reach = list[Range](), 0
    for one in sorted(ranges):
        if group and one[0] >= reach:
            yield group
            group, reach = [], 0
        group.append(one)
        reach = max(reach, one[1])
    if group:
        yield group


def _steps(group: Sequence[Range], essay: Essay) -> Iterator[tuple[int, tuple[Passage, ...]]]:
    """From which block on what is a passage."""
    if len({member for _, _, member, _ in group}) < FEWEST:
        return
    former: tuple[Passage, ...] = ()
    for last in sorted({last for *_, last in group}):
        ranges = [(start, end, member) for start, end, member, ends in group if ends <= last]
        passages = tuple(_passage(essay, *one) for one in covered(ranges) if one[1] - one[0] >= SHORTEST)
        if passages != former:
            yield last, passages
        former = passages


def _passage(essay: Essay, start: int, end: int, readers: int) -> Passage:
    place = essay.stretch(start, end)
    return Passage(place.block, place.start, place.last, place.end, readers)


def told(tally: Tally, essay: Essay, reached: str) -> Sequence[Passage]:
    """What of a tally somebody sees who has read to a block."""
    at = essay.order.index(reached) if reached in essay.starts else -1
    groups = tally.groups[: bisect_right(tally.firsts, at)]
    found = [passage for steps in groups for passage in next(passages for last, passages in reversed(steps) if last <= at)]
    return sorted(found, key=lambda one: essay.starts[one.block] + one.start)


class Renewing:
    """An application behind whose answers the tallies are renewed: after whatever may have changed a mark, and once in a while."""

    def __init__(self, app: ASGIApp, store: Store, tallies: Tallies) -> None:
        """Around `app`."""
        self.app, self.store, self.tallies = app, store, tallies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        await self.app(scope, receive, send)
        old = time.monotonic() - self.tallies.renewed > OLDEST
        if self.tallies.known and scope["type"] == "http" and (old or (scope["method"] not in READING and "/syncs/" not in scope["path"])):
            self.tallies.renewed = time.monotonic()
            with suppress(UnavailableError):  # the answer is out; they are renewed behind another
                await run_in_threadpool(renew, self.tallies, self.store)

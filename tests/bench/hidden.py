"""Do hidden marks show in the time of an answer? Two services that differ in them alone are asked in turn; processor time, medians."""

from __future__ import annotations

import time
from collections.abc import Sequence
from http.cookies import SimpleCookie
from pathlib import Path
from random import Random
from statistics import median

from msgspec import Struct
from starlette.types import ASGIApp

from reader.edition import shipped_folder
from reader.mark import Share
from reader.serve.access import redeem
from reader.serve.app import make_app
from reader.serve.furthest import say_furthest
from reader.serve.making import Selection, make_mark
from reader.serve.marks import add_marks
from reader.serve.members import Invited, invite
from reader.serve.own import COOKIE
from reader.serve.state import State
from reader.serve.store import close_store
from reader.serve.texts import Essay, essays_of

from ..requests import Asked, said_to
from ..served import NOW, state_at
from .measure import run
from .report import Bar
from .serving import READER

MEMBERS, HIDDEN, SEEN = 10, 2000, 40
SHORTEST = 60  # characters of a paragraph that is marked
# What is hidden: a private mark or a shared one further on; and a private one in what has been read, which counts once three have the same words.
KINDS: tuple[tuple[str, Share, bool], ...] = (
    ("shared, further on", "club", True),
    ("private, further on", "me", True),
    ("private, in what was read", "me", False),
)


class World(Struct, frozen=True):
    """A service, a member's session, and the addresses that he asks for."""

    app: ASGIApp
    state: State
    session: str
    paths: tuple[str, ...]


def measure_hidden(folder: Path, *, rounds: int) -> tuple[list[str], list[Bar]]:
    """The table: by kind of mark and page the processor time of an answer without hidden marks and with them."""
    site = folder / "site"
    run((*READER, "publish", str(shipped_folder()), "-o", str(site)), folder=folder)
    lines = [
        f"### {HIDDEN} hidden marks\n",
        "| hidden | page | without, ms | with, ms | the difference, µs | of two halves without, µs |",
        "|---|---|---|---|---|---|",
    ]
    bars = []
    for number, (what, share, further) in enumerate(KINDS):
        without, having = (world(site, folder / f"{number}-{count}", count, share, further=further) for count in (0, HIDDEN))
        for path in without.paths:
            one, other, apart = in_turn(path, without, having, times=rounds * 100)
            lines.append(f"| {what} | `{path}` | {one * 1e3:.3f} | {other * 1e3:.3f} | {(other - one) * 1e6:+.0f} | {apart * 1e6:.0f} |")
            bars.append(Bar(f"{what}, {path}: with / without", other / one, 1.05))
        close_store(without.state.store)
        close_store(having.state.store)
    return [*lines, ""], bars


def world(site: Path, data: Path, hidden: int, share: Share, *, further: bool) -> World:
    """A group with a few marks to be seen in the first half of its longest essay, which the member has read, and so many hidden ones."""
    state = state_at(site, data)
    people = [invite(state.store, f"reader {number}", f"reader-{number}", label="Kobo", now=NOW) for number in range(MEMBERS)]
    (build,) = state.files.editions.values()
    essay = max(essays_of(state, build), key=lambda one: len(one.blocks))
    half = len(essay.blocks) // 2
    read, unread = essay.blocks[:half], essay.blocks[half:]
    keep(state, people[1:], essay, [block.id for block in read], SEEN, "club")
    keep(state, people[1:3] if not further else people[1:], essay, [block.id for block in (unread if further else read)], hidden, share)
    say_furthest(state.store, people[0].member, essay.edition, essay.slug, read[-1].id)
    session = redeem(state.store, people[0].link, now=NOW)
    page = f"{essay.book}/zh-Hans/{essay.slug}"
    paths = (f"/read/{page}.html", f"/me/read/{page}.json", f"/me/read/{page}", f"/me/read/{page}/{read[0].id}", "/me/marks")
    return World(make_app(state), state, session, paths)


def keep(state: State, people: Sequence[Invited], essay: Essay, blocks: Sequence[str], count: int, share: Share) -> None:
    """So many marks of random words."""
    chance, texts = Random(count), {block.id: block.text for block in essay.blocks}
    long = [block for block in blocks if len(texts[block]) >= SHORTEST]
    made = dict[str, None]()
    while len(made) < count:
        who, block = people[len(made) % len(people)].member, chance.choice(long)
        start = chance.randrange(len(texts[block]) - 50)
        words = Selection(block, texts[block][start : start + chance.randrange(10, 50)], start=start)
        if kept := make_mark(who, essay, (), words, note="", share=share, now=NOW):
            made[kept.mark.id] = None
            add_marks(state.store, who, [kept])


def in_turn(path: str, without: World, having: World, *, times: int) -> tuple[float, float, float]:
    """Seconds of processor for an answer of each, asked in turn; and how far two halves of the first are apart, which is chance alone."""
    took: dict[int, list[float]] = {0: [], 1: []}
    for number in range(-20, times):
        for which in (0, 1) if number % 2 else (1, 0):
            seconds = ask((without, having)[which], path)
            if number >= 0:  # the first warm the caches
                took[which].append(seconds)
    halves = [median(took[0][first::2]) for first in (0, 1)]
    return median(took[0]), median(took[1]), abs(halves[0] - halves[1])


def ask(world: World, path: str) -> float:
    """Seconds of processor for one answer."""
    headers = ((b"cookie", SimpleCookie({COOKIE: world.session}).output(header="").strip().encode()),)
    start = time.process_time()
    said = said_to(world.app, Asked("GET", path, headers=headers))
    seconds = time.process_time() - start
    if said.status != 200:
        raise RuntimeError(f"{path} is answered with {said.status}")
    return seconds

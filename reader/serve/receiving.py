"""What other programs' protocols bring: one message of a device, taken in as a file is; the same again costs nothing."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from reader.match.fold import key
from reader.serve.access import Caller
from reader.serve.arrivals import came_before, digest_of, take_in
from reader.serve.importing import Job
from reader.serve.limits import a_hand
from reader.serve.members import devices_of, heard_from
from reader.serve.reception import UnreadableError, brought
from reader.serve.state import State
from reader.serve.store import changing
from reader.serve.texts import essay_of

MOST = 1 << 20  # bytes: a heavy reader's notes on one book


async def receive(state: State, caller: Caller, data: bytes, *, name: str, titles: Iterable[str]) -> int:
    """How many marks of the site's books are in a message about books of these titles (an empty one: it does not say); 429, 422, 503."""
    await run_in_threadpool(_heard, state, caller, name)
    builds = "".join(build.build for build in state.files.editions.values())
    digest = digest_of(builds.encode(), data)
    if not await run_in_threadpool(_may_be_ours, state, list(titles)) or await run_in_threadpool(came_before, state.store, caller.member, digest):
        return 0
    if not state.messages.may(str(caller.member.id)):
        raise HTTPException(429, headers={"Retry-After": "60"})
    try:
        async with a_hand(state.hands.reading):
            found = await run_in_threadpool(brought, Job(str(state.site.absolute()), caller.member.name, ((name, data),)))
    except UnreadableError:
        raise HTTPException(422) from None
    label = next((one.label for one in await run_in_threadpool(devices_of, state.store, caller.member) if one.id == caller.device), name)
    await run_in_threadpool(lambda: take_in(state.store, caller.member, found.kept, name=label, digest=digest, now=state.now()))
    return len(found.kept)


def _heard(state: State, caller: Caller, name: str) -> None:
    with changing(state.store) as connection:
        heard_from(connection, caller.device, name, now=state.now())


def _may_be_ours(state: State, titles: Iterable[str]) -> bool:
    """May a book of one of these titles be the site's? A person's whole library may come this way, and need not be read."""
    known = tuple(title for title in _known(state) if title)
    return any(not title or key(title).startswith(known) for title in titles)


def _known(state: State) -> Iterable[str]:
    """The titles of the site's books as each text has them, folded, and what their files' names begin with."""
    for build in state.files.editions.values():
        yield key(build.edition)
        slugs = dict.fromkeys(page.file.removesuffix(".xhtml") for page in build.pages)
        for text in dict.fromkeys(book.text for book in build.books):
            essay = next((one for slug in slugs if (one := essay_of(state, build.edition, text, slug))), None)
            yield key(essay.page.book) if essay else ""

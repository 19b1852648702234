"""A member gives a mark that has no place its place by hand: an essay, a paragraph of it, words. They must stand there, or nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from reader.club.record import Build
from reader.serve.arrivedpages import HERE, Candidate, essay_page, orphan_page
from reader.serve.making import Selection, mark_at, placed
from reader.serve.marks import Kept, delete_mark, kept_of, place_mark, settle_mark
from reader.serve.members import Member
from reader.serve.own import html, key_of, member_of, sent_form, speech
from reader.serve.state import State, state_of
from reader.serve.texts import Essay, Stretch, build_of, essays_of, find


class Asked(Struct, frozen=True, gc=False):
    """Whose mark without a place it is, the mark, its edition's build and essays as published."""

    member: Member
    kept: Kept
    build: Build
    essays: Sequence[Essay]


def routes() -> list[Route]:
    """An orphan, the essay in which it is looked for, what is decided of it; and that what has moved stands right."""
    return [
        Route("/me/orphans/{mark}", show),
        Route("/me/orphans/{mark}/{essay}", look),
        Route("/me/orphans/{mark}/place", place, methods=["POST"]),
        Route("/me/orphans/{mark}/delete", delete, methods=["POST"]),
        Route("/me/moved/{mark}/right", settle, methods=["POST"]),
    ]


async def asked_for(request: Request, member: Member) -> Asked:
    """The orphan that is asked for; 404 where the member has none of that name."""
    state = state_of(request)
    kept = await run_in_threadpool(kept_of, state.store, member, request.path_params["mark"])
    build = build_of(state, kept.edition) if kept and kept.mark.state == "orphan" else None
    if not kept or not build:
        raise HTTPException(404)
    return Asked(member, kept, build, await run_in_threadpool(lambda: list(essays_of(state, build))))


async def show(request: Request) -> Response:
    """The mark, the passages that come nearest, the essays to choose from."""
    asked = await asked_for(request, await member_of(request))
    near = await run_in_threadpool(lambda: list(candidates(asked)))
    return html(request, orphan_page(asked.kept, near, asked.essays, speech(request), key=key_of(request)))


def candidates(asked: Asked) -> Iterator[Candidate]:
    """The nearest passages (`slug: …words…`) with their paragraphs, where that can be told."""
    essays = {essay.slug: essay for essay in asked.essays}
    for nearest in asked.kept.mark.nearest:
        slug, _, words = nearest.partition(": ")
        if essay := essays.get(slug):
            stretch = find(essay, words.strip("…"))
            yield Candidate(essay, words, stretch.block if stretch else "")


async def look(request: Request) -> Response:
    """An essay's paragraphs, to choose one and its words."""
    asked = await asked_for(request, await member_of(request))
    essay, own = essay_in(asked, request.path_params["essay"]), asked.kept.mark.exact
    words = own if await run_in_threadpool(_stands, essay, own) else ""
    return html(request, essay_page(asked.kept, essay, request.query_params.get("block", ""), words, speech(request), key=key_of(request)))


def _stands(essay: Essay, words: str) -> bool:
    """Do the words stand in the essay, be it in several places?"""
    return any(placed(essay, Selection(block, words)) for block in essay.order) if words.strip() else False


def essay_in(asked: Asked, slug: str) -> Essay:
    """The essay of that slug; 404 for none."""
    essay = next((one for one in asked.essays if one.slug == slug), None)
    if not essay:
        raise HTTPException(404)
    return essay


async def place(request: Request) -> Response:
    """Put the mark where the form says, if the words stand there."""
    member, fields = await sent_form(request)
    asked = await asked_for(request, member)
    essay = essay_in(asked, fields.get("essay", ""))
    block, words = fields.get("block", ""), fields.get("exact", "")
    stretch = await run_in_threadpool(_stretch, essay, block, words)
    if not stretch:
        say = speech(request)
        said = say("not-there" if block or words.strip() else "orphan-choose")
        return html(request, essay_page(asked.kept, essay, block, words, say, key=key_of(request), said=said), 409)
    await run_in_threadpool(_place, state_of(request), asked, essay, stretch)
    return RedirectResponse(HERE, 303)


def _stretch(essay: Essay, block: str, words: str) -> Stretch | None:
    if block:
        return placed(essay, Selection(block, words))
    return find(essay, words) if words.strip() else None


def _place(state: State, asked: Asked, essay: Essay, stretch: Stretch) -> None:
    old = asked.kept.mark
    place_mark(state.store, asked.member, old.id, mark_at(asked.member, essay, asked.essays, stretch, note=old.note, made=old.made, source=old.source))


async def delete(request: Request) -> Response:
    """Delete the mark; no device brings it back."""
    member, _ = await sent_form(request)
    asked = await asked_for(request, member)
    await run_in_threadpool(delete_mark, state_of(request).store, member, asked.kept.mark.id)
    return RedirectResponse(HERE, 303)


async def settle(request: Request) -> Response:
    """What has moved stands right, its reader says."""
    member, _ = await sent_form(request)
    await run_in_threadpool(settle_mark, state_of(request).store, member, request.path_params["mark"])
    return RedirectResponse(HERE, 303)

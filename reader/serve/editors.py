"""The editors' page: what members have given for the next edition, what of it has no place any more, what is accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from reader.book.page import Node, node
from reader.club.speech import Speech
from reader.mark import State as Verdict
from reader.serve.markpages import text_address
from reader.serve.marks import Kept, decide, marks_for_the_book
from reader.serve.members import Member
from reader.serve.own import html, key_of, member_of, sent_form, speech
from reader.serve.pages import form, page, section
from reader.serve.state import State, state_of
from reader.serve.taking import where
from reader.serve.texts import Essay
from reader.serve.view import shown_names

# What is said of a mark, by the key of the button; and which buttons there are beside one of which that was said.
IS_WORDS = {"new": "is-new", "accepted": "is-accepted", "declined": "is-declined"}
VERDICTS: dict[str, Verdict] = {"accept": "accepted", "decline": "declined", "undecide": "new"}


def routes() -> list[Route]:
    """The page, and what is said of a mark."""
    return [Route("/editors", editors), Route("/editors/{mark}", judge, methods=["POST"])]


def is_editor(state: State, member: Member) -> bool:
    """Does the group's file name the member's handle among its editors?"""
    return member.handle in state.club.editors


async def editors(request: Request) -> Response:
    """What has come in."""
    member, state, say = await member_of(request), state_of(request), speech(request)
    if not is_editor(state, member):
        return html(request, page(say("editors"), (node("p", say("editors-only")),), say), 403)
    key = key_of(request)
    return html(request, await run_in_threadpool(lambda: editors_page(state, say, key=key)))


async def judge(request: Request) -> Response:
    """Accept a mark for the next edition, decline it, or neither."""
    member, fields = await sent_form(request)
    state = state_of(request)
    if not is_editor(state, member):
        raise HTTPException(403)
    verdict = VERDICTS.get(fields.get("verdict", ""))
    if not verdict:
        raise HTTPException(400)
    await run_in_threadpool(decide, state.store, request.path_params["mark"], verdict)
    return RedirectResponse("/editors", 303)


def editors_page(state: State, say: Speech, *, key: str) -> bytes:
    """By edition and essay what is given; what has no place comes last."""
    names = shown_names(state)
    given = [(kept, where(state, kept)) for build in state.files.editions.values() for kept in marks_for_the_book(state.store, build.uuid)]
    placed = [(kept, essay) for kept, essay in given if essay]
    lost = [kept for kept, essay in given if not essay]
    parts = [node("p", say("pull")), *_by_essay(placed, names, say, key)]
    if lost:
        parts.append(section(say("no-place"), *(_given(kept, None, names, say, key) for kept in lost)))
    return page(say("for-the-book"), parts if given else [node("p", say("for-the-book-none"))], say, path="/editors")


def _by_essay(placed: Sequence[tuple[Kept, Essay]], names: dict[str, str], say: Speech, key: str) -> Iterator[Node]:
    for essay in {id(essay): essay for _, essay in placed}.values():
        mine = sorted((kept for kept, other in placed if other is essay), key=lambda kept: essay.starts[kept.block])
        yield section(essay.page.title or essay.slug, *(_given(kept, essay, names, say, key) for kept in mine))


def _given(kept: Kept, essay: Essay | None, names: dict[str, str], say: Speech, key: str) -> Node:
    mark = kept.mark
    state = mark.state if mark.state in IS_WORDS else "new"
    words = node("q", mark.exact)
    said = (node("p", mark.note, class_="said"),) if mark.note else ()
    return node(
        "div",
        node("p", node("a", words, href=text_address(essay, kept.block)) if essay else words),
        *said,
        node("p", f"{names[mark.member]} · {mark.made[:10]} · {say(IS_WORDS[state])}"),
        *(_button(mark.id, verdict, say, key) for verdict in _open_to(state)),
        class_="row",
    )


def _open_to(state: str) -> Iterable[str]:
    return ("accept", "decline") if state == "new" else ("undecide",)


def _button(mark: str, verdict: str, say: Speech, key: str) -> Node:
    return form(say(verdict), node("input", type="hidden", name="verdict", value=verdict), action=f"/editors/{mark}", key=key)

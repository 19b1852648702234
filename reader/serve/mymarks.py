"""All marks of a member: to be seen, taken away in forms that other programs read, deleted."""

from __future__ import annotations

from collections.abc import Container, Iterator

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from reader.book.page import Node, node
from reader.club.speech import Speech
from reader.marks.writers.annotation import annotation_set
from reader.marks.writers.markdown import markdown
from reader.serve.answers import is_number
from reader.serve.marklist import MOST, PAGE, marks_page, part_of
from reader.serve.marks import count_marks, delete_marks, marks_of, some_marks
from reader.serve.own import html, key_of, member_of, sent_form, speech
from reader.serve.state import State, state_of
from reader.serve.taking import taken, where

FORMS = {"annotation": (annotation_set, "application/ld+json"), "md": (markdown, "text/markdown; charset=utf-8")}


def routes() -> list[Route]:
    """The page and the files."""
    return [
        Route("/me/marks", all_marks),
        Route("/me/marks/{book}.{text}.{form}", take_away),
        Route("/me/marks/delete", delete_all, methods=["POST"]),
    ]


async def all_marks(request: Request) -> Response:
    """The member's own marks, a page of them."""
    member, state, say = await member_of(request), state_of(request), speech(request)
    asked = request.query_params.get(PAGE, "")

    def write() -> bytes:
        counts = count_marks(state.store, member)
        part = part_of(sum(counts.values()), int(asked) if is_number(asked) else 1)
        marks = [(kept, where(state, kept)) for kept in some_marks(state.store, member, skip=(part.number - 1) * MOST, most=MOST)]
        return marks_page(marks, part, list(_exports(state, counts, say)), say, key=key_of(request))

    return html(request, await run_in_threadpool(write))


def _exports(state: State, editions: Container[str], say: Speech) -> Iterator[Node]:
    yield node("p", say("take"), node("a", "JSON", href="/me/export.json"))
    for build in state.files.editions.values():
        if build.uuid in editions:
            texts = dict.fromkeys(book.text for book in build.books)
            for form, label in (("md", "Markdown"), ("annotation", "Thorium (.annotation)")):
                links = (part for text in texts for part in (node("a", say(text), href=f"/me/marks/{build.edition}.{text}.{form}"), " "))
                yield node("p", f"{label}: ", *links)


async def take_away(request: Request) -> Response:
    """The marks of an edition, in one of its texts, as a file."""
    member, state = await member_of(request), state_of(request)
    book, text, form = (request.path_params[name] for name in ("book", "text", "form"))
    build = state.files.editions.get(book)
    if not build or form not in FORMS or text not in {one.text for one in build.books}:
        raise HTTPException(404)
    write, kind = FORMS[form]
    data = await run_in_threadpool(lambda: write(*taken(state, marks_of(state.store, member), build.uuid, text)))
    name = f'attachment; filename="{book}.{text}.{member.handle}.{form}"'
    return Response(data, media_type=kind, headers={"Cache-Control": "no-store", "Content-Disposition": name})


async def delete_all(request: Request) -> Response:
    """Delete all marks of a member who said that it is meant."""
    member, fields = await sent_form(request)
    if fields.get("sure") != "yes":
        raise HTTPException(400)
    await run_in_threadpool(delete_marks, state_of(request).store, member)
    return RedirectResponse("/me/marks", 303)

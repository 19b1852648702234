"""Marks beside the text: what is to be seen of an essay, and what a member does there. A form does all that the page's script does."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from reader.book.page import node
from reader.club.speech import in_script
from reader.club.words import own_word
from reader.mark import SHARES, Share
from reader.serve.answers import is_number, json_answer
from reader.serve.furthest import say_furthest
from reader.serve.making import Selection, make_mark, note_text
from reader.serve.markpages import address, essay_page, paragraph_page
from reader.serve.marks import change_note, delete_mark, put_mark, share_mark
from reader.serve.members import Member
from reader.serve.own import html, key_of, member_of, sent_form, speech
from reader.serve.replies import add_reply, delete_reply
from reader.serve.state import State, state_of
from reader.serve.texts import PUBLISHED, Essay, essay_of, essays_of
from reader.serve.view import view_of

# What the page's script says, in the page's own language.
SAYS = (
    "marks", "mark", "remark", "save", "mark-delete", "answer", "answer-delete", "share", "share-me", "share-club", "share-book", "furthest-set", "furthest",
    "furthest-none", "spoilers", "offer", "marked-by", "not-there", "close", "by-paragraph", "me",
)  # fmt: skip


def routes() -> list[Route]:
    """What is to be seen, and what is sent."""
    return [
        Route("/me/read/{book}/{text}/{essay}.json", told),
        Route("/me/read/{book}/{text}/{essay}", by_paragraph),
        Route("/me/read/{book}/{text}/{essay}/{block}", paragraph),
        Route("/me/marks", add, methods=["POST"]),
        Route("/me/marks/{mark}", change, methods=["POST"]),
        Route("/me/marks/{mark}/delete", remove, methods=["POST"]),
        Route("/me/marks/{mark}/answer", answer, methods=["POST"]),
        Route("/me/answers/{reply}/delete", take_back, methods=["POST"]),
        Route("/me/furthest", reach, methods=["POST"]),
    ]


def wants_json(request: Request) -> bool:
    """Does the page's script ask?"""
    return request.headers.get("accept", "").startswith("application/json")


async def essay_at(request: Request) -> tuple[Member, Essay]:
    """The member who asks, and the essay that is asked for; 403 and 404."""
    member = await member_of(request)
    names = (request.path_params[name] for name in ("book", "text", "essay"))
    essay = await run_in_threadpool(essay_of, state_of(request), *names)
    if not essay:
        raise HTTPException(404)
    return member, essay


async def told(request: Request) -> Response:
    """What the page's script shows: every mark at its place, and the words of the page's language."""
    return await answer_json(request, *await essay_at(request))


async def answer_json(request: Request, member: Member, essay: Essay) -> Response:
    """All that is to be seen of an essay now."""
    view = await run_in_threadpool(view_of, state_of(request), member, essay)
    language = essay.page.language
    words = {key: in_script(own_word(key, language), language) for key in SAYS}
    value = {"form": key_of(request), "page": f"{essay.book}/{essay.text}/{essay.slug}", "words": words, "view": view}
    return json_answer(value)


async def by_paragraph(request: Request) -> Response:
    """An essay's paragraphs with their marks."""
    member, essay = await essay_at(request)
    view = await run_in_threadpool(view_of, state_of(request), member, essay)
    return html(request, essay_page(essay, view, speech(request), key=key_of(request)))


async def paragraph(request: Request) -> Response:
    """One paragraph with its marks and forms."""
    member, essay = await essay_at(request)
    return await show_paragraph(request, member, essay, request.path_params["block"])


async def show_paragraph(request: Request, member: Member, essay: Essay, block: str, *said: str, status: int = 200) -> Response:
    """The paragraph's page; `said` is what there is to say of what was just sent."""
    if block not in essay.starts:
        raise HTTPException(404)
    view = await run_in_threadpool(view_of, state_of(request), member, essay)
    new = tuple(node("p", text, class_="new") for text in said)
    return html(request, paragraph_page(essay, block, view, speech(request), key=key_of(request), new=new), status)


def page_in(fields: dict[str, str], state: State) -> Essay:
    """The essay on whose page a form was; 400 for none."""
    names = fields.get("page", "").split("/")
    essay = essay_of(state, *names) if len(names) == 3 else None
    if not essay:
        raise HTTPException(400)
    return essay


async def sent_beside(request: Request) -> tuple[Member, dict[str, str], Essay]:
    """The member, the fields of a form beside an essay, and the essay."""
    member, fields = await sent_form(request)
    return member, fields, await run_in_threadpool(page_in, fields, state_of(request))


async def done(request: Request, member: Member, essay: Essay, block: str) -> Response:
    """What is to be seen after something was sent: as JSON, or on the paragraph's page."""
    if wants_json(request):
        return await answer_json(request, member, essay)
    return RedirectResponse(address(essay, block if block in essay.starts else ""), 303)


def share_in(fields: dict[str, str]) -> Share:
    """Who may see it; 400 for what is no such choice."""
    share = fields.get("share", "me")
    if share not in SHARES:
        raise HTTPException(400)
    return share


async def add(request: Request) -> Response:
    """Mark the selected words, or the whole paragraph."""
    member, fields, essay = await sent_beside(request)
    problem = await run_in_threadpool(_add, state_of(request), member, essay, fields, share_in(fields))
    block = fields.get("block", "")
    if not problem:
        return await done(request, member, essay, block)
    if wants_json(request) or block not in essay.starts:
        return json_answer({"problem": problem}, 409)
    return await show_paragraph(request, member, essay, block, speech(request)(problem), status=409)


def _add(state: State, member: Member, essay: Essay, fields: dict[str, str], share: Share) -> str:
    """The key of what hinders it; nothing where nothing does."""
    published = essay_of(state, essay.book, PUBLISHED, essay.slug) or essay
    start = fields.get("start", "")
    block, exact, prefix, suffix = (fields.get(name, "") for name in ("block", "exact", "prefix", "suffix"))
    selected = Selection(block, exact, prefix, suffix, int(start) if is_number(start) else -1)
    others = essays_of(state, state.files.editions[essay.book])
    kept = make_mark(member, published, others, selected, note=fields.get("note", ""), share=share, now=state.now())
    if not kept:
        return "not-there"
    return "" if put_mark(state.store, member, kept) else "too-many-marks"


async def change(request: Request) -> Response:
    """Another note to one's own mark, or others who may see it."""
    member, fields, essay = await sent_beside(request)
    state, mark = state_of(request), request.path_params["mark"]
    if "note" in fields:
        await run_in_threadpool(change_note, state.store, member, mark, note_text(fields["note"]))
    if "share" in fields:
        await run_in_threadpool(share_mark, state.store, member, mark, share_in(fields))
    return await done(request, member, essay, fields.get("block", ""))


async def remove(request: Request) -> Response:
    """Delete one's own mark."""
    member, fields, essay = await sent_beside(request)
    await run_in_threadpool(delete_mark, state_of(request).store, member, request.path_params["mark"])
    return await done(request, member, essay, fields.get("block", ""))


async def answer(request: Request) -> Response:
    """Answer a mark that one sees; to others there is none of that name."""
    member, fields, essay = await sent_beside(request)
    state, mark = state_of(request), request.path_params["mark"]
    view = await run_in_threadpool(view_of, state, member, essay)
    if all(shown.id != mark for shown in view.marks):
        raise HTTPException(404)
    await run_in_threadpool(add_reply, state.store, member, mark, fields.get("text", ""), now=state.now())
    return await done(request, member, essay, fields.get("block", ""))


async def take_back(request: Request) -> Response:
    """Take an answer back."""
    member, fields, essay = await sent_beside(request)
    await run_in_threadpool(delete_reply, state_of(request).store, member, request.path_params["reply"])
    return await done(request, member, essay, fields.get("block", ""))


async def reach(request: Request) -> Response:
    """The member says how far he has read."""
    member, fields, essay = await sent_beside(request)
    block = fields.get("block", "")
    if block and block not in essay.starts:
        raise HTTPException(400)
    await run_in_threadpool(say_furthest, state_of(request).store, member, essay.edition, essay.slug, block)
    return await done(request, member, essay, block)

"""A member's own page and what it can do: see, add and revoke devices, take everything away, delete everything."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from reader.book.page import Node, node
from reader.club.speech import Speech
from reader.errors import UsageError
from reader.serve.access import by_session, end_session, form_key, invited, is_own_form, redeem
from reader.serve.answers import form_of, json_answer
from reader.serve.lastread import told_place
from reader.serve.members import SESSION, Member, add_device, devices_of, remove_device, remove_member
from reader.serve.pages import code_box, join_page, me_page, words_page
from reader.serve.progress import places_of
from reader.serve.sessions import browser_name, sessions_of
from reader.serve.state import State, state_of
from reader.serve.taking import everything
from reader.serve.tongue import CHOICE, KEPT, chosen, tongue

COOKIE = "reader"


def routes() -> list[Route]:
    """The pages for members."""
    return [
        Route("/join/{code}", show_invitation),
        Route("/join/{code}", take_invitation, methods=["POST"]),
        Route("/me", me),
        Route("/me/export.json", export),
        Route("/me/devices", new_device, methods=["POST"]),
        Route("/me/devices/{device:int}/remove", revoke, methods=["POST"]),
        Route("/me/leave", leave, methods=["POST"]),
        Route("/me/delete", delete, methods=["POST"]),
    ]


def speech(request: Request) -> Speech:
    """The words of the page that is asked for."""
    return Speech(tongue(request))


def html(request: Request, page: bytes, status: int = 200) -> Response:
    """A page for one person: kept by nobody, and its address, which may hold a code, told to nobody. A language that was chosen is remembered."""
    answer = HTMLResponse(page, status, headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"})
    if language := chosen(request):
        answer.set_cookie(CHOICE, language, max_age=KEPT, httponly=True, samesite="lax", secure=is_secure(request), path="/")
    return answer


def base_of(request: Request, state: State) -> str:
    """The address of the service, for whoever asks."""
    return state.base or f"{request.url.scheme}://{request.url.netloc}/"


def is_secure(request: Request) -> bool:
    """Do readers reach the service by HTTPS, so that no cookie need go without?"""
    return urlsplit(base_of(request, state_of(request))).scheme == "https"


async def show_invitation(request: Request) -> Response:
    """Show whom a link is for, and change nothing."""
    state, say = state_of(request), speech(request)
    member = await run_in_threadpool(invited, state.store, request.path_params["code"], now=state.now())
    if not member:
        return html(request, words_page("stale", say), 404)
    return html(request, join_page(member, request.url.path, say))


async def take_invitation(request: Request) -> Response:
    """Redeem the link: the browser has a session from now on."""
    state = state_of(request)
    browser = browser_name(request.headers.get("user-agent", ""))
    session = await run_in_threadpool(redeem, state.store, request.path_params["code"], now=state.now(), browser=browser)
    if not session:
        return html(request, words_page("stale", speech(request)), 404)
    answer = RedirectResponse("/me", 303, headers={"Referrer-Policy": "no-referrer"})
    answer.set_cookie(COOKIE, session, max_age=SESSION, httponly=True, samesite="lax", secure=is_secure(request), path="/")
    return answer


async def member_of(request: Request) -> Member:
    """The member whose browser asks; 403 for anybody else."""
    state = state_of(request)
    member = await run_in_threadpool(by_session, state.store, request.cookies.get(COOKIE, ""), now=state.now())
    if not member:
        raise HTTPException(403)
    return member


def key_of(request: Request) -> str:
    """What the forms of the browser's session carry."""
    return form_key(request.cookies.get(COOKIE, ""))


async def sent_form(request: Request) -> tuple[Member, dict[str, str]]:
    """The member and the fields of a form of one of our pages; 403 for any other."""
    member, fields = await member_of(request), await form_of(request)
    if not is_own_form(request.cookies.get(COOKIE, ""), fields.get("form", "")):
        raise HTTPException(403)
    return member, fields


async def show(request: Request, member: Member, *new: Node, status: int = 200) -> Response:
    """The member's page."""
    state = state_of(request)
    session, say = request.cookies.get(COOKIE, ""), speech(request)
    devices = await run_in_threadpool(devices_of, state.store, member)
    places = await run_in_threadpool(lambda: [told_place(state, place, say) for place in places_of(state.store, member)])
    browsers = await run_in_threadpool(sessions_of, state.store, member, session, now=state.now())
    editor = member.handle in state.club.editors
    return html(request, me_page(member, devices, places, browsers, key=form_key(session), say=say, new=new, editor=editor), status)


async def me(request: Request) -> Response:
    """The member's page; for anybody else, how to become one."""
    try:
        member = await member_of(request)
    except HTTPException:
        return html(request, words_page("stranger", speech(request)), 403)
    return await show(request, member)


async def export(request: Request) -> Response:
    """All that the service has of a member, but for the codes, of which it has hashes alone."""
    member, state = await member_of(request), state_of(request)
    devices = await run_in_threadpool(devices_of, state.store, member)
    places = await run_in_threadpool(places_of, state.store, member)
    value: dict[str, Any] = {"handle": member.handle, "name": member.name, "devices": devices, "progress": places}
    value |= await run_in_threadpool(everything, state, member)
    return json_answer(value, headers={"Content-Disposition": f'attachment; filename="{member.handle}.json"'})


async def new_device(request: Request) -> Response:
    """A code for one more device, shown this once."""
    member, fields = await sent_form(request)
    state, say = state_of(request), speech(request)
    try:
        code = await run_in_threadpool(add_device, state.store, member, fields.get("label", "") or say("device"), now=state.now())
    except UsageError:
        return await show(request, member, node("p", say("too-many"), class_="new"), status=409)
    return await show(request, member, code_box(member, code, base_of(request, state), say))


async def revoke(request: Request) -> Response:
    """A lost device's code is worth nothing from now on."""
    member, _ = await sent_form(request)
    await run_in_threadpool(remove_device, state_of(request).store, member, request.path_params["device"])
    return RedirectResponse("/me", 303)


async def leave(request: Request) -> Response:
    """Log the browser out."""
    await sent_form(request)
    await run_in_threadpool(end_session, state_of(request).store, request.cookies.get(COOKIE, ""))
    return gone()


async def delete(request: Request) -> Response:
    """Delete everything that the service has of a member, who said that it is meant."""
    member, fields = await sent_form(request)
    if fields.get("sure") != "yes":
        raise HTTPException(400)
    await run_in_threadpool(remove_member, state_of(request).store, member)
    return gone()


def gone() -> Response:
    """Back to the books, a stranger again."""
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(COOKIE, path="/")
    return answer

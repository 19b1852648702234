"""The group's meetings, as a page and as a calendar. Who has read how far stands in neither."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reader.book.page import Node, node
from reader.club.record import text_name
from reader.club.speech import Speech
from reader.club.words import SHOWN
from reader.serve.clubfile import Meeting
from reader.serve.ics import KIND, Told, write_calendar
from reader.serve.own import base_of, html, speech
from reader.serve.pages import page, section, zone
from reader.serve.state import State, state_of
from reader.serve.texts import PUBLISHED, build_of, essay_of

BEGINNING = 24  # characters of a paragraph by which it is named


def routes() -> list[Route]:
    """The page and the calendar."""
    return [Route("/meetings", meetings_page), *feeds()]


def feeds() -> list[Route]:
    """The calendar: with a code in the path too, since a program that subscribes has no session."""
    return [Route("/meetings.ics", calendar)]


async def meetings_page(request: Request) -> Response:
    """What is to come, the next first; then what has been, the last first."""
    state, say = state_of(request), speech(request)
    told = await run_in_threadpool(told_meetings, state, say, base_of(request, state))
    now = state.now()
    coming = [one for one in told if one.meeting.end.timestamp() > now]
    past = [one for one in reversed(told) if one.meeting.end.timestamp() <= now]
    subscribe = node("p", node("a", say("calendar"), class_="file", href=f"meetings.ics?lang={say.language}"), class_="get")
    parts = (subscribe if told else node("p", say("meetings-none")), *_listed("meetings-coming", coming, say), *_listed("meetings-past", past, say))
    return html(request, page(say("meetings"), parts, say, path="meetings", home="./"))


async def calendar(request: Request) -> Response:
    """The same for calendar programs."""
    state, say = state_of(request), speech(request)
    told = await run_in_threadpool(told_meetings, state, say, base_of(request, state))
    data = await run_in_threadpool(write_calendar, state.club.name or say("meetings"), state.club, told)
    return Response(data, media_type=KIND, headers={"Content-Disposition": 'inline; filename="meetings.ics"', "Cache-Control": "public, max-age=0"})


def told_meetings(state: State, say: Speech, base: str) -> list[Told]:
    """All meetings, in the page's words and the text that its readers read."""
    return [_told(state, meeting, say, base) for meeting in state.club.meetings]


def _told(state: State, meeting: Meeting, say: Speech, base: str) -> Told:
    build = build_of(state, meeting.edition)
    texts = (text_name(SHOWN[say.language]), PUBLISHED)
    essay = next((found for text in texts if build and (found := essay_of(state, build.edition, text, meeting.essay))), None)
    if not essay:
        return Told(meeting, meeting.essay, "", "")
    words = next((block.text for block in essay.blocks if block.id == meeting.until), "")
    until = say("until").format(words=words[:BEGINNING] + ("…" if len(words) > BEGINNING else "")) if words else ""
    place = f"#{meeting.until}" if meeting.until else ""
    return Told(meeting, essay.page.title, until, f"{base}read/{essay.book}/{essay.text}/{essay.slug}.html{place}")


def _listed(key: str, told: Sequence[Told], say: Speech) -> tuple[Node, ...]:
    return (section(say(key), *(_meeting(one, say) for one in told)),) if told else ()


def _meeting(told: Told, say: Speech) -> Node:
    meeting = told.meeting
    title = node("a", told.title, href=told.address) if told.address else node("span", told.title)
    rows = (when(meeting, say), meeting.place, told.until or say("until-the-end"))
    return node("div", node("h3", title), *(node("p", row) for row in rows if row), class_="row")


def when(meeting: Meeting, say: Speech) -> str:
    """Day, day of the week, times, and the zone they are told in: the one in which the group's file tells them."""
    start, end = meeting.start, meeting.end
    days = say("weekdays").split()
    until = end.strftime("%H:%M") if end.date() == start.date() else f"{end:%Y-%m-%d} {days[end.weekday()]} {end:%H:%M}"
    return f"{start:%Y-%m-%d} {days[start.weekday()]} {start:%H:%M}–{until} ({zone(start)})"

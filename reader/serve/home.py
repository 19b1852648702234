"""The site's first page as the service shows it: in the reader's language, with the ways to what only a service has."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reader.book.page import Node, node
from reader.club.htmlpage import markup, page_file
from reader.club.speech import Speech
from reader.club.words import LANGUAGES, Language
from reader.serve.answers import page_answer
from reader.serve.state import state_of
from reader.serve.tongue import tongue
from reader.serve.wechat import hint, is_wechat

NAME = "index"
KEPT = 20  # pages in memory: one in each language, with and without what may stand in it
BEFORE = b"<main>"
HEADERS = {"Cache-Control": "public, max-age=0, must-revalidate", "Vary": "Cookie, Accept-Language, User-Agent"}


def routes() -> list[Route]:
    """The page by its address alone, and in each language."""
    return [Route("/", first), *(Route(f"/{page_file(NAME, language)}", first) for language in LANGUAGES)]


async def first(request: Request) -> Response:
    """The page in the language that its name says, else in the reader's."""
    state = state_of(request)
    name = request.scope["path"].rpartition("/")[2]
    language = next((one for one in LANGUAGES if page_file(NAME, one) == name), None) or tongue(request)
    path = state.site / page_file(NAME, language)
    data = with_ways(path, path.stat().st_mtime_ns, language, meet=bool(state.club.meetings), wechat=is_wechat(request))
    return page_answer(request, data, HEADERS)


@lru_cache(KEPT)
def with_ways(path: Path, time: int, language: Language, *, meet: bool, wechat: bool) -> bytes:
    """The site's page at the path, as it was at that time, with one line more, and in WeChat with a word on downloads."""
    del time
    say = Speech(language)
    added = markup(*((hint(say),) if wechat else ()), ways(say, meet=meet))
    return path.read_bytes().replace(BEFORE, BEFORE + added.encode(), 1)


def ways(say: Speech, *, meet: bool) -> Node:
    """To the meetings, where there are some, and to a member's own page."""
    meetings = (node("a", say("meetings"), href=f"meetings?lang={say.language}"), " · ") if meet else ()
    return node("p", *meetings, node("a", say("me"), href=f"/me?lang={say.language}"), class_="ways")

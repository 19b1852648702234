"""The web edition as a member reads it: the site's own pages, with the means to mark them. Strangers get the pages as they lie there."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from reader.book.inline import attribute, safe
from reader.club.speech import in_script
from reader.club.words import own_word
from reader.serve.access import by_session
from reader.serve.answers import page_answer
from reader.serve.gate import Gate
from reader.serve.markpages import address
from reader.serve.own import COOKIE
from reader.serve.site import LATER, Site, dress
from reader.serve.state import state_of
from reader.serve.texts import KEPT, Essay, essay_of

STYLE = Path(__file__).parent / "style"
OWN_FILES = ("marks.js", "marks.css")
HEAD = '<link rel="stylesheet" href="/marks.css">\n<script type="module" src="/marks.js"></script>\n</head>\n'


def routes(site: Site) -> list[Route]:
    """The pages of essays, and the files that they need; everything else is the site's."""

    async def essay_page(request: Request) -> Response:
        return await read_page(request, site)

    return [Route("/read/{book}/{text}/{essay}.html", essay_page, middleware=[Middleware(Gate)]), *(Route(f"/{name}", own_file) for name in OWN_FILES)]


async def own_file(request: Request) -> Response:
    """The script or the style sheet of the marks."""
    path = STYLE / Path(request.url.path).name
    answer = FileResponse(path, stat_result=path.stat())
    dress(answer, path)
    return answer


async def read_page(request: Request, site: Site) -> Response:
    """An essay's page: a member's one is made of the site's, and says nothing of any mark."""
    state = state_of(request)
    names = [request.path_params[name] for name in ("book", "text", "essay")]
    session = request.cookies.get(COOKIE, "")
    member = await run_in_threadpool(by_session, state.store, session, now=state.now()) if session else None
    essay = await run_in_threadpool(essay_of, state, *names) if member else None
    if not essay:
        answer = await site.get_response("/".join(("read", *names)) + ".html", request.scope)
        answer.headers["Vary"] = "Cookie"
        return answer
    path = state.site / "read" / essay.book / essay.text / f"{essay.slug}.html"
    data = await run_in_threadpool(lambda: _for_members(path, path.stat().st_mtime_ns, essay))
    return page_answer(request, data, {"Cache-Control": LATER.replace("public", "private"), "Vary": "Cookie"})


@lru_cache(KEPT)
def _for_members(path: Path, time: int, essay: Essay) -> bytes:
    del time
    text = _policy().sub("", path.read_text(encoding="utf-8"), count=1).replace("</head>\n", HEAD, 1)
    language = essay.page.language

    def say(key: str) -> str:
        return in_script(own_word(key, language), language)

    links = f'<a href="{address(essay)}">{safe(say("marks"))}</a> <a href="/me">{safe(say("me"))}</a>'
    ways = f'</header>\n<nav class="members" aria-label="{attribute(say("marks"))}">{links}</nav>'
    label, sign = attribute(say("remark")), safe(say("remark-sign"))
    text = _here().sub(lambda found: f'{found[0]}<a class="remark" href="{attribute(address(essay, found[1]))}" aria-label="{label}">{sign}</a>', text)
    return text.replace("</header>", ways, 1).encode()


@cache
def _here() -> re.Pattern[str]:
    """The link in a block's margin, as `club/webpage.py` writes it."""
    return re.compile(r'<a class="here" href="#([^"]+)" aria-hidden="true" tabindex="-1"></a>')


@cache
def _policy() -> re.Pattern[str]:
    """The page's own policy, which allows nothing to be sent: for the service's pages the one in the header holds."""
    return re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">\n')

"""The published site's files, as they lie there: nothing outside of its folder, whatever is asked for."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from reader.club.mediatypes import EPUB, OPDS_1, OPDS_2
from reader.serve.kept import Kept, KeptFile, keep_answer, kept_answer
from reader.serve.wechat import STORED

TYPES = {
    ".epub": EPUB,
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".annotation": "application/ld+json",
    ".annotations": "application/zip",
}
FEEDS = ("opds.xml", "opds.json")
# What a catalogue leads to, and what tells the books apart.
PROGRAMS = frozenset({*FEEDS, "opds", "opds-search.xml", "books", "covers", "dictionaries", "notes", "plugins", "hashes.json", "SHA256SUMS"})
CONDITIONS = frozenset({b"if-none-match", b"if-modified-since"})
LATER = "public, max-age=0, must-revalidate"


class Site(StaticFiles):
    """Starlette's files with the types that a catalogue needs, names for what is stored, and the small ones at hand."""

    def __init__(self, folder: Path) -> None:
        """The files of a folder, no links followed."""
        super().__init__(directory=folder, html=True, follow_symlink=False)
        self.kept = Kept()

    def file_response(self, full_path: Any, stat_result: Any, scope: Scope, status_code: int = 200) -> Response:
        """The file, or that it is the same as before."""
        answer = super().file_response(full_path, stat_result, scope, status_code)
        dress(answer, Path(full_path))
        return answer

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file at the path."""
        given = {name for name, _ in scope["headers"]}
        # A folder's address must end with a stroke, and says so to whoever asks without.
        asked = f"{path}/" if scope["path"].endswith("/") else path
        if b"range" not in given and scope["method"] in {"GET", "HEAD"} and (finished := kept_answer(self.kept, asked)):
            kept = KeptFile(finished, head=scope["method"] == "HEAD")
            return kept if given.isdisjoint(CONDITIONS) else self.same_or_whole(kept, Headers(scope=scope))
        answer = await self.looked_up(path, scope)
        if type(answer) is FileResponse and answer.status_code == 200:
            keep_answer(self.kept, asked, answer)
        return answer

    def same_or_whole(self, answer: KeptFile, headers: Headers) -> Response:
        """A kept file, or that it is the one that the client has."""
        return NotModifiedResponse(answer.headers) if self.is_not_modified(answer.headers, headers) else answer

    async def looked_up(self, path: str, scope: Scope) -> Response:
        """The file on the disk; a name that the system does not take is none, and what it keeps from us is no stranger's fault."""
        try:
            return await super().get_response(path, scope)
        except (OSError, ValueError):
            raise HTTPException(404) from None
        except HTTPException as error:
            raise HTTPException(404) if error.status_code == 401 else error from None


class ForPrograms:
    """The files without the pages: an address with a code in it would stay in a browser's history, and go to whoever is sent it."""

    def __init__(self, app: ASGIApp) -> None:
        """Before `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        below = scope["path"].removeprefix(scope.get("root_path", "")).split("/")
        if len(below) < 2 or below[1] not in PROGRAMS or {".", ".."}.intersection(below):
            raise HTTPException(404)
        await self.app(scope, receive, send)


def dress(answer: Response, path: Path) -> None:
    """The headers that a file's name asks for. KOReader knows `filename` alone, and takes the first."""
    name = path.name
    kind = feed_type(path) or TYPES.get(path.suffix)
    if kind and answer.status_code != 304:
        answer.headers["Content-Type"] = kind
    answer.headers["Cache-Control"] = LATER
    if path.suffix in STORED:  # else a device makes a name of the address
        plain = "".join(char if char.isascii() and char.isprintable() and char not in '"\\' else "_" for char in name)
        answer.headers["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"


def feed_type(path: Path) -> str:
    """The type of a catalogue; nothing for any other file."""
    return {".xml": OPDS_1, ".json": OPDS_2}.get(path.suffix, "") if path.name in FEEDS or path.parent.name == "opds" else ""


async def catalogue(files: Site, request: Request) -> Response:
    """The catalogue's root in the version that is asked for: no redirect, which KOReader's LuaSocket does not follow."""
    version = wanted(request.headers.get("accept", ""))
    answer = await files.get_response(FEEDS[version == 2], request.scope)
    answer.headers["Vary"] = "Accept"
    return answer


def wanted(accept: str) -> int:
    """1 or 2: OPDS 2.0 for whoever names it first, 1.2 for all others."""
    kinds = [part.split(";")[0].strip().lower() for part in accept.split(",")]
    first = next((kind for kind in kinds if kind in {OPDS_2, "application/atom+xml"}), "")
    return 2 if first == OPDS_2 else 1


def routes(files: Site) -> list[Route]:
    """The catalogue's root."""
    return [Route(path, partial(catalogue, files)) for path in ("/opds", "/opds/")]

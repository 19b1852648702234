"""A part of the service, known by the first step of a path: so that what is asked for most, the site's files, is not held against every route before."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.routing import Match, Mount, Route
from starlette.types import Scope


class Section(Mount):
    """Routes to which every path belongs that begins as one of theirs, whether or not there is a route for it."""

    def __init__(self, routes: Sequence[Route]) -> None:
        """The routes; none of them begins with something that may be anything."""
        super().__init__("", routes=routes)
        self.firsts = frozenset(first_step(route.path) for route in routes)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Does the path belong here?"""
        return super().matches(scope) if first_step(scope["path"]) in self.firsts else (Match.NONE, {})


def first_step(path: str) -> str:
    """`me` of `/me/marks`, and of `//me`: who types an address with a stroke at its end sends two."""
    return path.lstrip("/").partition("/")[0]

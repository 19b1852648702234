"""What every route needs: the site's folder, the files it knows, the database, the group, the clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct, field
from starlette.requests import Request

from reader.serve.clubfile import Club
from reader.serve.limits import Guesses, Hands
from reader.serve.positions import Files
from reader.serve.store import Store
from reader.serve.tally import Tallies


def seconds() -> int:
    """Seconds since 1970."""
    return int(time.time())


class State(Struct, frozen=True):
    """`base` is the address that readers know the service by, with a stroke at its end; nothing where that is what they asked for."""

    site: Path
    files: Files
    store: Store
    guesses: Guesses
    club: Club = Club()
    base: str = ""
    now: Callable[[], int] = seconds
    hands: Hands = field(default_factory=Hands)
    messages: Guesses = field(default_factory=Guesses)
    tallies: Tallies = field(default_factory=Tallies)


def state_of(request: Request) -> State:
    """The state of the service that the request is for."""
    state: State = request.app.state.reader
    return state

"""One job: what it is asked to do, and what it is given by the program that it runs in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from threading import Event
from typing import Any, TypedDict

from .asking import Deed, Settings
from .words import Say


class Work(TypedDict):
    """The program, what it is to do, with which books (number and title), in which language it speaks."""

    program: str
    deed: Deed
    settings: Settings
    books: Sequence[tuple[int, str]]
    language: str


class Around(TypedDict):
    """How far it is goes to `progress` (0 to 1, a line), each book that has changed to `changed`; setting `stop` ends it."""

    stop: Event
    progress: Callable[[float, str], None]
    changed: Callable[[int], None]
    sanitized: Callable[[], AbstractContextManager[Any]]
    say: Say

"""Members with marks in a database of memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from threading import Lock

from reader.mark import Mark, Share
from reader.marks.identity import mark_id
from reader.serve.marks import Kept
from reader.serve.members import Member, invite
from reader.serve.sqlite import Database, bring_up_to_date
from reader.serve.store import Store
from tests.databases import SERVER, fresh_store

EDITION = "7d5b0a52-8a3e-5d56-9c1f-3f1f0a5c2b11"
ESSAY = "maojie"
BLOCKS = tuple(f"{ESSAY}-l{number}" for number in range(1, 7))


def memory() -> Store:
    """An empty database."""
    if SERVER:
        return fresh_store()
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    bring_up_to_date(connection, where=":memory:")
    return Database(connection, Lock(), ":memory:")


def members(store: Store, names: Iterable[str]) -> list[Member]:
    """New members of these names."""
    return [invite(store, name, f"m{number}", label="Kobo", now=1).member for number, name in enumerate(names)]


def kept(member: Member, exact: str, *, block: str = BLOCKS[0], last: str = "", share: Share = "me", note: str = "", made: str = "2026-01-02") -> Kept:
    """A mark as the service keeps it."""
    name = mark_id(member.name, exact, edition=EDITION, block=block)
    return Kept(Mark(name, member.name, ESSAY, exact, note=note, made=made, source="web", share=share), EDITION, block, last or block)

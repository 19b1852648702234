"""What members say to each other's marks: one level, nobody answers an answer."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from reader.marks.found import clean
from reader.marks.identity import NAMESPACE
from reader.serve.members import Member
from reader.serve.statements import AMONG, listed
from reader.serve.store import Store, asking, changing

LONGEST = 2000  # characters
MOST = 200  # on one mark


class Reply(Struct, frozen=True, gc=False):
    """An answer to a mark, by a member of that name; `made` in seconds since 1970."""

    id: str
    mark: str
    member: str
    text: str
    made: int


def add_reply(store: Store, member: Member, mark: str, text: str, *, now: int) -> None:
    """Answer a mark; the same words again are the same answer. Whether the member may see the mark is for the caller to know."""
    text = clean(text)[:LONGEST]
    name = str(uuid.uuid5(NAMESPACE, "\n".join(("reply", mark, str(member.id), text))))
    with changing(store) as connection:
        if text and connection.execute("SELECT count(*) FROM reply WHERE mark = ?", (mark,)).fetchone()[0] < MOST:
            connection.execute(
                "INSERT INTO reply (id, mark, member, text, made) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", (name, mark, member.id, text, now)
            )


def delete_reply(store: Store, member: Member, name: str) -> None:
    """Take an answer back: one's own, or anybody's to one's own mark."""
    with changing(store) as connection:
        connection.execute(
            "DELETE FROM reply WHERE id = ? AND (member = ? OR mark IN (SELECT id FROM mark WHERE member = ?))",
            (name, member.id, member.id),
        )


def replies_to(store: Store, marks: Iterable[str]) -> Mapping[str, Sequence[Reply]]:
    """The answers to the marks of these ids, the oldest first."""
    found: dict[str, list[Reply]] = {}
    for reply in _read(store, f"WHERE mark {AMONG}", listed(marks)):
        found.setdefault(reply.mark, []).append(reply)
    return found


def replies_of(store: Store, member: Member) -> Sequence[Reply]:
    """What a member has answered, the oldest first."""
    return _read(store, "WHERE reply.member = ?", member.id)


def _read(store: Store, which: str, value: str | int) -> list[Reply]:
    with asking(store) as connection:
        rows = connection.execute(
            f"SELECT reply.id, mark, member.name, text, made FROM reply JOIN member ON member.id = reply.member {which} ORDER BY made, reply.id",
            (value,),
        ).fetchall()
    return [Reply(*row) for row in rows]

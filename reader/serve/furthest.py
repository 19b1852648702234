"""How far a member has read in each essay, by the member's own word: what a device pushes may be wrong, and is not asked."""

from __future__ import annotations

from collections.abc import Mapping

from reader.serve.members import Member
from reader.serve.statements import put
from reader.serve.store import Store, asking, changing


def furthest(store: Store, member: Member, edition: str) -> Mapping[str, str]:
    """By essay the id of the last block that the member says to have read, in an edition (its UUID)."""
    with asking(store) as connection:
        return dict(connection.execute("SELECT essay, block FROM furthest WHERE member = ? AND edition = ?", (member.id, edition)).fetchall())


def say_furthest(store: Store, member: Member, edition: str, essay: str, block: str) -> None:
    """The member says to have read up to this block, or only so far; without one, nothing of the essay."""
    with changing(store) as connection:
        if block:
            statement = put("furthest", ("member", "edition", "essay", "block"), key=("member", "edition", "essay"))
            connection.execute(statement, (member.id, edition, essay, block))
        else:
            connection.execute("DELETE FROM furthest WHERE member = ? AND edition = ? AND essay = ?", (member.id, edition, essay))

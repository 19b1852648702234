"""What came in of a member's marks: from which file or device, when, how many; and nothing of other books."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from hashlib import sha256

from msgspec import Struct

from reader.serve.marks import Added, Kept, add_marks
from reader.serve.members import Member
from reader.serve.store import Store, asking, changing

SHOWN = 50  # arrivals of a member that are remembered
LONGEST_NAME = 120


class Arrival(Struct, frozen=True, gc=False):
    """A file or a device's message: its name, what its marks come from, when (seconds since 1970); how many marks, new, changed, moved, without a place."""

    time: int
    name: str
    source: str
    marks: int
    new: int
    changed: int
    moved: int
    orphans: int


def take_in(store: Store, member: Member, kept: Collection[Kept], *, name: str, now: int, digest: bytes = b"", if_new: bool = False) -> Added:
    """Keep the marks, private like all that a device sends, and remember that they came; nothing is remembered of what holds none.

    `if_new`: only where some of them are new or have changed.
    """
    added = add_marks(store, member, kept)
    if kept and (added.new or added.changed or not if_new):
        source = ", ".join(dict.fromkeys(one.mark.source for one in kept))
        moved, orphans = (sum(one.mark.state == state for one in kept) for state in ("moved", "orphan"))
        row = (member.id, now, " ".join(name.split())[:LONGEST_NAME], source, digest, len(kept), len(added.new), len(added.changed), moved, orphans)
        with changing(store) as connection:
            connection.execute(
                "INSERT INTO arrival (member, time, name, source, digest, marks, new, changed, moved, orphans) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row
            )
            connection.execute(
                "DELETE FROM arrival WHERE member = ? AND id NOT IN (SELECT id FROM arrival WHERE member = ? ORDER BY id DESC LIMIT ?)",
                (member.id, member.id, SHOWN),
            )
    return added


def digest_of(*parts: bytes) -> bytes:
    """What tells that the same was sent before."""
    return sha256(b"\0".join(sha256(part).digest() for part in parts)).digest()


def came_before(store: Store, member: Member, digest: bytes) -> bool:
    """Is it among what the member has sent last?"""
    with asking(store) as connection:
        return connection.execute("SELECT 1 FROM arrival WHERE member = ? AND digest = ?", (member.id, digest)).fetchone() is not None


def arrivals_of(store: Store, member: Member) -> Sequence[Arrival]:
    """What came in, the last first."""
    with asking(store) as connection:
        rows = connection.execute(
            "SELECT time, name, source, marks, new, changed, moved, orphans FROM arrival WHERE member = ? ORDER BY id DESC", (member.id,)
        ).fetchall()
    return [Arrival(*row) for row in rows]

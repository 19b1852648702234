"""How far a member has read: pushed from one book, offered to the others of the edition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from reader.serve.access import Caller
from reader.serve.members import LONGEST_DEVICE, Member, heard_from
from reader.serve.positions import File, Files, block_of, moved
from reader.serve.statements import put
from reader.serve.store import Store, asking, changing

LONGEST_DOCUMENT, LONGEST_PROGRESS = 200, 2000


class Push(Struct, frozen=True, gc=False):
    """What a program says of a book: `percentage` from 0 to 1."""

    document: str
    progress: str
    percentage: float
    device: str
    device_id: str


class Place(Struct, frozen=True, gc=False):
    """The last push from a book: `edition` and `block` where the file is known, `timestamp` in the service's seconds, `number` the order of pushes."""

    document: str
    progress: str
    percentage: float
    device: str
    device_id: str
    edition: str
    block: str
    timestamp: int
    number: int


def read_push(body: Any) -> Push | None:
    """The push in a request's JSON; None where it is none. Programs send numbers as words, and places as numbers."""
    if not isinstance(body, dict):
        return None
    document, progress, share = body.get("document"), body.get("progress"), body.get("percentage", 0)
    if isinstance(progress, int | float) and not isinstance(progress, bool):
        progress = str(progress)
    if not isinstance(document, str) or not isinstance(progress, str) or not 0 < len(document) <= LONGEST_DOCUMENT or len(progress) > LONGEST_PROGRESS:
        return None
    try:
        percentage = float(share)
    except (TypeError, ValueError):
        return None
    device, device_id = (str(body.get(key) or "")[:LONGEST_DEVICE] for key in ("device", "device_id"))
    return Push(document, progress, percentage, device, device_id) if 0 <= percentage <= 1 else None


def keep(store: Store, files: Files, caller: Caller, push: Push, *, now: int) -> int:
    """Remember a push, on the disk before this returns; the timestamp it has, which never goes back though the clock may."""
    file = files.find(push.document)
    edition, block = (file.build.uuid, block_of(file, push.progress)) if file else ("", "")
    with changing(store) as connection:
        last, number = connection.execute(
            "SELECT coalesce(max(timestamp), 0), coalesce(max(number), 0) FROM progress WHERE member = ?", (caller.member.id,)
        ).fetchone()
        time = max(now, last)
        connection.execute(
            put("progress", ("member", *Place.__struct_fields__), key=("member", "document")),
            (caller.member.id, push.document, push.progress, push.percentage, push.device, push.device_id, edition, block, time, number + 1),
        )
        heard_from(connection, caller.device, push.device, now=now)
    return int(time)


def offered(store: Store, files: Files, member: Member, document: str) -> Place | None:
    """The member's last place, as a position in the book called `document`; None where there is none.

    The last push from any book of the edition counts. Where it was made in another file it is carried over to this one, to the paragraph; a
    place that cannot be carried over gives way to the last from this very file.
    """
    file = files.find(document)
    own = next(iter(_places(store, member, "AND document = ?", document)), None)
    for place in _places(store, member, "AND edition = ?", file.build.uuid) if file else ():
        if place.document == document or (own and place.number < own.number):
            break
        if file and (source := files.find(place.document)) and (progress := carried(place, source, file)):
            return replace(place, progress=progress, document=document)
    return own


def carried(place: Place, source: File, target: File) -> str:
    """The place as a position in another file; the same where the file is the same but for its name."""
    return place.progress if source.book == target.book and source.build == target.build else moved(place.progress, source, target)


def places_of(store: Store, member: Member) -> Sequence[Place]:
    """All places of a member, the last first."""
    return _places(store, member)


def _places(store: Store, member: Member, which: str = "", *values: str) -> list[Place]:
    with asking(store) as connection:
        rows = connection.execute(
            f"SELECT {', '.join(Place.__struct_fields__)} FROM progress WHERE member = ? {which} ORDER BY number DESC", (member.id, *values)
        ).fetchall()
    return [Place(*row) for row in rows]

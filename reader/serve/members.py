"""Members without passwords: long random codes, of which the service keeps hashes alone."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from hashlib import md5, sha256

from msgspec import Struct

from reader.errors import UsageError
from reader.serve.store import Connection, Store, asking, changing

# Without signs that are taken for one another, since some are typed on a device.
SIGNS = "abcdefghijkmnpqrstuvwxyz23456789"
LENGTH = 26  # 130 bits
INVITATION = 7 * 86_400  # seconds
SESSION = 180 * 86_400
MOST_DEVICES = 20
LONGEST_NAME, LONGEST_DEVICE = 60, 200


class Member(Struct, frozen=True, gc=False):
    """A member: `handle` is the name in ASCII that the protocols take."""

    id: int
    handle: str
    name: str


class Device(Struct, frozen=True, gc=False):
    """A device that may sync: when it was seen last (seconds since 1970, 0 for never), and what it said then."""

    id: int
    label: str
    made: int
    seen: int
    said: str


class Invited(Struct, frozen=True, gc=False):
    """What a new member is given, once: the code of the link, and that of the first device."""

    member: Member
    link: str
    device: str


def new_code() -> str:
    """A code that nobody guesses."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def hashed(code: str) -> bytes:
    """What is kept of a code: its SHA-256, which for so long a random code needs no salt and no slowness."""
    return sha256(code.encode()).digest()


def hashed_md5(code: str) -> bytes:
    """What is kept of the MD5 of a code, which KOReader sends in its place."""
    return hashed(md5(code.encode(), usedforsecurity=False).hexdigest())


def invite(store: Store, name: str, handle: str, *, label: str, now: int) -> Invited:
    """A new member; raises UsageError for a name without letters or a name that a member has."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError(f"“{name[:LONGEST_NAME]}” is no name", advice=f"give one of at most {LONGEST_NAME} characters")
    link = new_code()
    with changing(store) as connection:
        if connection.execute("SELECT 1 FROM member WHERE name = ?", (name,)).fetchone():
            raise UsageError(f"there is a member called “{name}” already", advice="give another name; for a new link use --again")
        row = connection.execute("INSERT INTO member (handle, name, joined) VALUES (?, ?, ?) RETURNING id", (_free(connection, handle), name, now)).fetchone()
        member = _member(connection, int(row[0]))
        _keep_invitation(connection, member, link, now)
        device = _add_device(connection, member, label, now)
    return Invited(member, link, device)


def invite_again(store: Store, name: str, *, label: str, now: int) -> Invited:
    """A new link and device code for a member; raises UsageError where there is none of that name or handle."""
    link = new_code()
    with changing(store) as connection:
        row = connection.execute("SELECT id FROM member WHERE name = ? OR handle = ?", (name, name)).fetchone()
        if not row:
            raise UsageError(f"there is no member called “{name}”", advice="invite without --again")
        member = _member(connection, int(row[0]))
        _keep_invitation(connection, member, link, now)
        return Invited(member, link, _add_device(connection, member, label, now))


def _free(connection: Connection, handle: str) -> str:
    taken = {str(row[0]) for row in connection.execute("SELECT handle FROM member")}
    return next(one for number in range(1, len(taken) + 2) if (one := handle if number == 1 else f"{handle}{number}") not in taken)


def _member(connection: Connection, number: int) -> Member:
    return Member(*connection.execute("SELECT id, handle, name FROM member WHERE id = ?", (number,)).fetchone())


def _keep_invitation(connection: Connection, member: Member, link: str, now: int) -> None:
    connection.execute("DELETE FROM invitation WHERE until < ?", (now,))
    connection.execute("INSERT INTO invitation (code, member, until) VALUES (?, ?, ?)", (hashed(link), member.id, now + INVITATION))


def add_device(store: Store, member: Member, label: str, *, now: int) -> str:
    """A code for one more device, shown once; raises UsageError when there are too many."""
    with changing(store) as connection:
        return _add_device(connection, member, label, now)


def _add_device(connection: Connection, member: Member, label: str, now: int) -> str:
    if connection.execute("SELECT count(*) FROM device WHERE member = ?", (member.id,)).fetchone()[0] >= MOST_DEVICES:
        raise UsageError(f"{member.name} has {MOST_DEVICES} devices", advice="take one away first")
    code, kept = new_code(), " ".join(label.split())[:LONGEST_NAME]
    connection.execute("INSERT INTO device (member, label, code, md5, made) VALUES (?, ?, ?, ?, ?)", (member.id, kept, hashed(code), hashed_md5(code), now))
    return code


def devices_of(store: Store, member: Member) -> Iterable[Device]:
    """The member's devices, the oldest first."""
    with asking(store) as connection:
        rows = connection.execute("SELECT id, label, made, coalesce(seen, 0), said FROM device WHERE member = ? ORDER BY id", (member.id,)).fetchall()
    return [Device(*row) for row in rows]


def heard_from(connection: Connection, device: int, said: str, *, now: int) -> None:
    """A device has sent something: when, and what it calls itself; part of the change that keeps what it sent."""
    connection.execute("UPDATE device SET seen = ?, said = ? WHERE id = ?", (now, said[:LONGEST_DEVICE], device))


def remove_device(store: Store, member: Member, device: int) -> None:
    """Its code is worth nothing from now on."""
    with changing(store) as connection:
        connection.execute("DELETE FROM device WHERE member = ? AND id = ?", (member.id, device))


def remove_member(store: Store, member: Member) -> None:
    """Everything that the service has of a member is gone."""
    with changing(store) as connection:
        connection.execute("DELETE FROM member WHERE id = ?", (member.id,))


def all_members(store: Store) -> list[Member]:
    """All members, as they joined."""
    with asking(store) as connection:
        return [Member(*row) for row in connection.execute("SELECT id, handle, name FROM member ORDER BY id").fetchall()]

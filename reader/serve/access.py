"""Who is asking: by a device's code, or by the session of a browser."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from hashlib import sha256
from hmac import compare_digest

from msgspec import Struct

from reader.serve.members import SESSION, Member, hashed, new_code
from reader.serve.store import Store, asking, changing


class Caller(Struct, frozen=True, gc=False):
    """A member, and the device whose code was sent."""

    member: Member
    device: int


def by_code(store: Store, code: str, *, handle: str | None = None) -> Caller | None:
    """The member whose device has the code, or whose code has it as MD5; with `handle` only if that is the member's."""
    key = hashed(code)
    with asking(store) as connection:
        row = connection.execute(
            "SELECT member.id, member.handle, member.name, device.id FROM device JOIN member ON member.id = device.member"
            " WHERE device.code = ? OR device.md5 = ?",
            (key, key),
        ).fetchone()
    if not row or (handle is not None and not compare_digest(handle.encode(), str(row[1]).encode())):
        return None
    return Caller(Member(*row[:3]), int(row[3]))


def by_headers(store: Store, headers: Mapping[str, str]) -> Caller | None:
    """KOReader's two headers, else HTTP Basic, which other programs send, or the code as Readwise's token."""
    user, key = headers.get("x-auth-user"), headers.get("x-auth-key")
    if user is not None and key is not None:
        return by_code(store, key, handle=user)
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "token":
        return by_code(store, value.strip())
    if scheme.lower() != "basic":
        return None
    try:
        user, _, key = b64decode(value, validate=True).decode().partition(":")
    except ValueError:
        return None
    return by_code(store, key, handle=user)


def invited(store: Store, code: str, *, now: int) -> Member | None:
    """Whom a link is for; None when it is none, was used, or is too old."""
    with asking(store) as connection:
        row = connection.execute(
            "SELECT member.id, handle, name FROM invitation JOIN member ON member.id = invitation.member WHERE invitation.code = ? AND until >= ?",
            (hashed(code), now),
        ).fetchone()
    return Member(*row) if row else None


def redeem(store: Store, code: str, *, now: int, browser: str = "") -> str:
    """Use the link up: the code of a new session; nothing when it was no good."""
    session = new_code()
    with changing(store) as connection:
        row = connection.execute("DELETE FROM invitation WHERE code = ? AND until >= ? RETURNING member", (hashed(code), now)).fetchone()
        if not row:
            return ""
        connection.execute("DELETE FROM session WHERE until < ?", (now,))
        values = (hashed(session), row[0], now + SESSION, now, browser)
        connection.execute("INSERT INTO session (code, member, until, made, browser) VALUES (?, ?, ?, ?, ?)", values)
    return session


def by_session(store: Store, session: str, *, now: int) -> Member | None:
    """The member whose browser it is."""
    if not session:
        return None
    with asking(store) as connection:
        row = connection.execute(
            "SELECT member.id, handle, name FROM session JOIN member ON member.id = session.member WHERE session.code = ? AND until >= ?",
            (hashed(session), now),
        ).fetchone()
    return Member(*row) if row else None


def end_session(store: Store, session: str) -> None:
    """The browser is a stranger's again."""
    with changing(store) as connection:
        connection.execute("DELETE FROM session WHERE code = ?", (hashed(session),))


def form_key(session: str) -> str:
    """What each form of the session carries, and no page of anybody else's can know."""
    return sha256(b"form" + session.encode()).hexdigest()[:32]


def is_own_form(session: str, key: str) -> bool:
    """Was the form one of our pages'?"""
    return bool(session) and compare_digest(form_key(session).encode(), key.encode())

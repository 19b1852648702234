"""The browsers that a member is known to: which, since when, and how each is made a stranger again."""

from __future__ import annotations

from msgspec import Struct

from reader.serve.members import Member, hashed
from reader.serve.store import Store, asking, changing

# What browsers call themselves, the most telling first: nearly all say Chrome or Safari besides. Kept is this name alone.
BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("Kobo", "Kobo"),
    ("Kindle", "Kindle"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "Mac"), ("Linux", "Linux"))


class Session(Struct, frozen=True, gc=False):
    """A browser: what it is, since when it is known (seconds since 1970, 0 where nobody noted it), and whether it is the one that asks."""

    id: int
    browser: str
    made: int
    own: bool


def browser_name(agent: str) -> str:
    """`Firefox, Windows`: what a browser says it is; nothing where it says nothing that we know."""
    return ", ".join(found for names in (BROWSERS, SYSTEMS) if (found := next((name for sign, name in names if sign in agent), "")))


def sessions_of(store: Store, member: Member, own: str, *, now: int) -> list[Session]:
    """The browsers that a member is known to, the first first; `own` is the session of the one that asks."""
    with asking(store) as connection:
        rows = connection.execute("SELECT id, browser, made, code FROM session WHERE member = ? AND until >= ? ORDER BY id", (member.id, now)).fetchall()
    return [Session(int(number), browser, made, code == hashed(own)) for number, browser, made, code in rows]


def end_one(store: Store, member: Member, session: int) -> None:
    """One of the member's browsers is a stranger's again."""
    with changing(store) as connection:
        connection.execute("DELETE FROM session WHERE member = ? AND id = ?", (member.id, session))


def end_all(store: Store, member: Member) -> None:
    """Every browser of the member is a stranger's again, and a link that was not used yet opens nothing."""
    with changing(store) as connection:
        connection.execute("DELETE FROM session WHERE member = ?", (member.id,))
        connection.execute("DELETE FROM invitation WHERE member = ?", (member.id,))

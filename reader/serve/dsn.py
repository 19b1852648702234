"""The address of a PostgreSQL database: what is one, and how it is shown, which is never with what may be secret in it."""

from __future__ import annotations

import re

from reader.errors import UsageError

HOST = r"(?:\[[0-9A-Fa-f:.]+\]|[\w.%-]*)(?::\d+)?"
ADDRESS = re.compile(
    r"postgres(?:ql)?://"
    r"(?:(?P<user>[^:@/?#]*)(?::(?P<password>[^:@/?#]*))?@)?"
    rf"(?P<hosts>{HOST}(?:,{HOST})*)"
    r"(?P<name>/[^@/?#]*)?"
    r"(?:\?(?P<options>\w+=[^&#?]*(?:&\w+=[^&#?]*)*)?)?"
)
NO_ADDRESS = "is no address of a PostgreSQL database"
ADVICE = "write postgresql://user@host/name; signs that mean something in an address are written as %40 (@), %2F (/), %3A (:), %3F (?), %23 (#)"


def shown_address(address: str) -> str:
    """The address without password and options; raises UsageError for what is none, and shows nothing of it."""
    found = ADDRESS.fullmatch(address)
    if not found:
        raise UsageError(NO_ADDRESS, where="--database", advice=ADVICE)
    user = f"{found['user']}@" if found["user"] else ""
    return f"postgresql://{user}{found['hosts']}{found['name'] or ''}"


def has_password(address: str) -> bool:
    """Does a password stand in it?"""
    found = ADDRESS.fullmatch(address)
    return bool(found and (found["password"] or "password=" in (found["options"] or "")))

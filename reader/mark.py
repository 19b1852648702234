"""A reader's mark: words of an essay that somebody marked on a device, and what he wrote to them."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

# With the club: members see it. For the book: it may be printed, too, which nobody consents to by sharing with the club.
Share = Literal["me", "club", "book"]
# `moved`: found by likeness alone, to be looked at; `orphan`: without a place.
State = Literal["new", "moved", "accepted", "declined", "orphan"]

SHARES: tuple[Share, ...] = ("me", "club", "book")
STATES: tuple[State, ...] = ("new", "moved", "accepted", "declined", "orphan")


class Mark(Struct, frozen=True, gc=False):
    """One `[[mark]]` of `readers.toml` or `orphans.toml`.

    `exact` is the reading text's own words (an orphan's: the device's), `prefix` and `suffix` what stands around them; `made` is the day
    and time as the device says, `source` the format. An orphan has the `reason` and the passages that come `nearest`.
    """

    id: str
    member: str
    essay: str
    exact: str
    prefix: str = ""
    suffix: str = ""
    note: str = ""
    made: str = ""
    source: str = ""
    share: Share = "me"
    state: State = "new"
    chapter: str = ""
    reason: str = ""
    nearest: tuple[str, ...] = ()

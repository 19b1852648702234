"""Meetings as a calendar that other programs subscribe to (RFC 5545; icalendar lives here). The same file of the group gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from reader.serve.clubfile import Club, Meeting

if TYPE_CHECKING:
    from icalendar import Event

KIND = "text/calendar"
PRODUCT = "-//reader//meetings//EN"
AGAIN = timedelta(hours=6)  # when a program should look for changes (RFC 7986, 5.7)


class Told(Struct, frozen=True, gc=False):
    """A meeting in the words of a page: the essay's title, how far it is read (its first words, or nothing), where it can be read."""

    meeting: Meeting
    title: str
    until: str
    address: str


def write_calendar(name: str, club: Club, meetings: Iterable[Told]) -> bytes:
    """The calendar. Times are in UTC, which every program turns into its own; the stamp is the day on which the group's file was last changed."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
    for told in meetings:
        calendar.add_component(_event(told, datetime.fromtimestamp(club.revised, UTC)))
    return bytes(calendar.to_ical())


def _event(told: Told, stamp: datetime) -> Event:
    from icalendar import Event

    meeting, event = told.meeting, Event()
    event.add("uid", meeting.uid)
    event.add("dtstamp", stamp)
    event.add("dtstart", meeting.start.astimezone(UTC))
    event.add("dtend", meeting.end.astimezone(UTC))
    event.add("summary", told.title)
    if meeting.place:
        event.add("location", meeting.place)
    if told.until:
        event.add("description", told.until)
    if told.address:
        event.add("url", told.address)
    return event

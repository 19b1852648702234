"""`club.toml`: what a reading group says of itself: its name, who may see its books, its editors, its meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

from msgspec import Struct

from reader.club.record import Build, Record
from reader.edition.fields import Entry, near
from reader.edition.files import read_toml
from reader.errors import EditionError
from reader.serve.outline import places

FILE = "club.toml"
OPEN, MEMBERS = "open", "members"
MINUTES, MOST_MINUTES = 120, 7 * 24 * 60


class Meeting(Struct, frozen=True, gc=False):
    """An evening on an essay: `edition` is its UUID, `until` the block up to which it is read ("" for all of it), `uid` the same for ever."""

    uid: str
    edition: str
    essay: str
    start: datetime
    minutes: int
    until: str
    place: str

    @property
    def end(self) -> datetime:
        """When it is over."""
        return self.start + timedelta(minutes=self.minutes)


class Club(Struct, frozen=True, gc=False):
    """A group: `closed` where only members see its books, `editors` handles, `names` display names by handle, `meetings` by their time.

    `revised` is when the file was last changed (seconds since 1970).
    """

    name: str = ""
    closed: bool = False
    editors: frozenset[str] = frozenset()
    names: tuple[tuple[str, str], ...] = ()
    meetings: tuple[Meeting, ...] = ()
    revised: int = 0


def read_club(path: Path, record: Record, *, optional: bool) -> Club:
    """The group that the file tells of, whose meetings are on essays of the record; raises InputError (no such file) or EditionError (a slip in it).

    An optional file that is missing tells of a group that is open and does not meet.
    """
    file = Entry(path.name, read_toml(path.parent, path.name, optional=optional))
    club = Club(
        name=file.text("name", ""),
        closed=file.choice("catalogue", (OPEN, MEMBERS), OPEN) == MEMBERS,
        editors=frozenset(_handles(file)),
        names=tuple(_names(file)),
        meetings=tuple(sorted(_meetings(file, record), key=lambda meeting: meeting.start)),
        revised=int(path.stat().st_mtime) if path.exists() else 0,
    )
    file.done()
    return club


def read_names(path: Path) -> dict[str, str]:
    """Display names by handle, as the file has them; none where there is no such file. Raises EditionError for a slip in them."""
    return dict(_names(Entry(path.name, read_toml(path.parent, path.name, optional=True))))


def shown_name(club: Club, handle: str, name: str) -> str:
    """What other members see of a member: the file's name for the handle, else the one of the invitation."""
    return dict(club.names).get(handle, name)


def held(club: Club, edition: str, essay: str, *, now: int) -> tuple[Meeting, ...]:
    """The meetings on the essay that are over; `now` in seconds since 1970."""
    return tuple(meeting for meeting in club.meetings if (meeting.edition, meeting.essay) == (edition, essay) and meeting.end.timestamp() <= now)


def _handles(file: Entry) -> Iterator[str]:
    for handle in file.texts("editors", []):
        yield Entry(file.where, {"editors": handle}).id("editors")


def _names(file: Entry) -> Iterator[tuple[str, str]]:
    seen = set[str]()
    for entry in file.entries("member"):
        handle, name = entry.id("handle"), entry.text("name")
        if handle in seen:
            raise entry.fail(f"the handle “{handle}” is there already", "name each member once")
        seen.add(handle)
        entry.done()
        yield handle, name


def _meetings(file: Entry, record: Record) -> Iterator[Meeting]:
    seen = set[str]()
    for entry in file.entries("meeting"):
        meeting = _meeting(entry, record)
        if meeting.uid in seen:
            raise entry.fail("another meeting has the same essay and goes as far", 'give each an id of its own, such as id = "second-evening"')
        seen.add(meeting.uid)
        yield meeting


def _meeting(entry: Entry, record: Record) -> Meeting:
    build = _build(entry, record)
    essay, until = entry.text("essay"), entry.text("until", "")
    _check(entry, build, essay, until)
    name = entry.id() if "id" in entry.data else until or essay
    minutes = entry.number("minutes", MINUTES)
    if not 0 < minutes <= MOST_MINUTES:
        raise entry.fail(f"`minutes` is {minutes}", f"write a number from 1 to {MOST_MINUTES}")
    meeting = Meeting(str(uuid5(UUID(build.uuid), name)), build.uuid, essay, entry.instant("at"), minutes, until, entry.text("place", ""))
    entry.done()
    return meeting


def _build(entry: Entry, record: Record) -> Build:
    """Today's build of the edition that is meant; only where there are several it must be named."""
    newest = {build.edition: build for build in reversed(record.builds)}
    slug = entry.text("edition", next(iter(newest)) if len(newest) == 1 else None)
    if slug not in newest:
        raise entry.fail(f"there is no edition “{slug}” on the site", f"write one of: {', '.join(sorted(newest))}")
    return newest[slug]


def _check(entry: Entry, build: Build, essay: str, until: str) -> None:
    blocks = {page.file.removesuffix(".xhtml"): [name for name, _ in places(page.body, {})] for page in build.pages if "universal" in page.variants}
    essays = [name for name, ids in blocks.items() if name in ids]
    if essay not in essays:
        raise _unknown(entry, f"there is no essay “{essay}” in the edition {build.edition}", essay, essays)
    if until and (until not in blocks[essay] or until == essay or until.startswith(f"{essay}-n-")):
        advice = "open the paragraph's link ¶ in the web edition: what stands behind # in its address is the id"
        raise entry.fail(f"`until` is “{until}”, which is no paragraph of {essay}", advice)


def _unknown(entry: Entry, text: str, word: str, words: list[str]) -> EditionError:
    meant = near(word, words)
    return entry.fail(text, f"is `{meant}` meant?" if meant else f"write one of: {', '.join(words)}")

"""The process that reads what a member has sent: `python -m reader.serve.importing < job`. Limits first; nothing but this site's marks comes out of it.

A `KoboReader.sqlite` holds a person's whole library: of other books not even the titles leave this process.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from reader.club.record import HASHES
from reader.errors import InputError
from reader.mark import Mark
from reader.marks.anchor import Lost, anchor
from reader.marks.database import DatabaseError, is_database, with_log
from reader.marks.desk import Desk
from reader.marks.found import Found
from reader.marks.gather import LOG, Source, sources_in
from reader.marks.importing import sort_out
from reader.marks.placing import marks_from
from reader.marks.querying import limit
from reader.serve.arriving import AMBIGUOUS
from reader.serve.desks import desk_of
from reader.serve.evidence import files_known_to, informed
from reader.serve.making import LONGEST_NOTE, kept_mark
from reader.serve.marks import MOST, Kept
from reader.serve.positions import Files
from reader.serve.texts import LONGEST, Essay, essays_on

NICE = 5  # whoever pushes a reading position is answered first
MOST_OUT = 64 << 20  # bytes of the answer


class Job(Struct, frozen=True, gc=False):
    """The site's folder, whose marks they are, and the files with their names."""

    site: str
    member: str
    files: tuple[tuple[str, bytes], ...]


class Brought(Struct, frozen=True, gc=False):
    """The marks in the site's books, and the files that have some; the formats; how many marks stand in other books, how many entries and files are unread."""

    kept: tuple[Kept, ...] = ()
    names: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    others: int = 0
    broken: int = 0
    unread: int = 0


class Room(Struct, frozen=True, gc=False):
    """An edition of the site: its essays by slug, and its desk."""

    essays: Mapping[str, Essay]
    desk: Desk


def bring(job: Job) -> Brought:
    """What the files hold of the site's books, anchored. Nothing is kept of them."""
    logs = {name: data for name, data in job.files if name.endswith(LOG)}
    read = [list(_sources(name, data, logs.get(name + LOG))) for name, data in job.files if name not in logs]
    files = files_known_to(Path(job.site, HASHES))
    sources = [informed(source, files) for found in read for source in found]
    every = list(rooms(Path(job.site), files))
    ours = list(at_home(sources, every))
    kept = [_kept(mark, room) for room, found in ours for mark in marks_from(map(_short, found), room.desk, member=job.member)]
    return Brought(
        tuple(kept[:MOST]),
        tuple(source.name for source in sources if any(sort_out([source], room.desk)[0] for room in every)),
        tuple(dict.fromkeys(source.format for source in sources)),
        sum(len(source.reading.marks) for source in sources) - sum(len(found) for _, found in ours),
        sum(len(source.reading.findings) for source in sources),
        sum(not found for found in read),
    )


def at_home(sources: Sequence[Source], rooms: Sequence[Room]) -> Iterator[tuple[Room, list[Found]]]:
    """The marks of each edition's book. One that says nothing of its book is where its words stand, else in the first."""
    every = [(room, sort_out(sources, room.desk)[0]) for room in rooms]
    home: dict[Found, Room] = {}
    for room, found in every if len(rooms) > 1 else ():
        for one in found:
            if one not in home or (isinstance(anchor(one, home[one].desk), Lost) and not isinstance(anchor(one, room.desk), Lost)):
                home[one] = room
    for room, found in every:
        if mine := [one for one in found if home.get(one, room) is room]:
            yield room, mine


def rooms(site: Path, files: Files) -> Iterator[Room]:
    """Today's editions of the site that have a web edition, whose text marks are looked for in."""
    for build in files.editions.values():
        if essays := list(essays_on(site, build)):
            yield Room({essay.slug: essay for essay in essays}, desk_of(build, essays))


def _sources(name: str, data: bytes, log: bytes | None) -> Iterator[Source]:
    """What a file says, nothing where it is none; a database with its write-ahead log."""
    try:
        yield from sources_in(with_log(data, log) if log and is_database(data) else data, name)
    except (InputError, DatabaseError):
        return


def _short(found: Found) -> Found:
    return replace(found, quote=found.quote[:LONGEST], note=found.note[:LONGEST_NOTE])


def _kept(mark: Mark, room: Room) -> Kept:
    """The mark with its blocks; without a place where the page of the site does not have its words at one place."""
    placed = kept_mark(mark, room.essays.get(mark.essay))
    return placed or Kept(mark if mark.state == "orphan" else replace(mark, essay="", state="orphan", reason=AMBIGUOUS), room.desk.edition.uuid)


def main() -> None:
    """Answer the job on standard input."""
    limit()
    with suppress(AttributeError, OSError):
        os.nice(NICE)
    job = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Job)
    answer = msgspec.msgpack.encode(bring(job))
    if len(answer) > MOST_OUT:
        sys.exit(1)
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main()

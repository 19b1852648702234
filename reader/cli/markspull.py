"""`reader marks pull`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.chosen import chosen_edition
from reader.cli.databases import DATABASE
from reader.cli.marking import OUTPUT, places_for, write_all
from reader.cli.screen import counted, json_text, say
from reader.cli.serving import DATA
from reader.cli.shared import NAMED

if TYPE_CHECKING:
    from reader.mark import Mark
    from reader.marks.importing import Places
    from reader.marks.pulling import Pulled

EXAMPLES = """\b
Examples:
  reader marks pull --data club -o my-edition/readers.toml
"""


@click.command(epilog=EXAMPLES)
@click.option("--data", type=NAMED, default=DATA, show_default=True, help="The folder that reader serve keeps its members in.")
@DATABASE
@click.option("--edition", metavar="EDITION", type=NAMED, help="The edition's folder (default: the one that -o lies in).")
@OUTPUT
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the summary.")
def pull(data: Path, database: str, edition: Path | None, output: Path, as_json: bool) -> None:
    """Bring into the next edition what members gave for it at reader serve and editors accepted there.

    It may be done while the service runs, and again: what was changed there is changed here, what was taken back is taken out, what you have touched stays.
    """
    from reader.marks.desk import lay_out
    from reader.marks.pulling import pull_marks

    places = places_for(output)
    desk = lay_out(chosen_edition(edition or home_of(output))[0])
    given = given_marks(data, database, desk.edition.uuid)
    marks = [mark for mark in given if mark.state == "accepted"]
    pulled = pull_marks(marks, desk, places)
    write_all(pulled.texts)
    tell(pulled, marks, places, as_json=as_json)
    if not as_json and (waiting := sum(mark.state in {"new", "moved"} for mark in given)):
        say(f"{counted(waiting, 'given mark')} not yet decided on: editors do that at /editors")


def home_of(output: Path) -> Path | None:
    """The edition's folder that a file lies in, if it lies in one."""
    from reader.edition.load import FILES

    return output.parent if (output.parent / FILES[0]).is_file() else None


def given_marks(data: Path, database: str, edition: str) -> list[Mark]:
    """What members have given for the edition, accepted or not, by the names that the group's file has for them.

    Raises InputError where no service keeps anything.
    """
    from msgspec.structs import replace

    from reader.serve.clubfile import FILE, read_names
    from reader.serve.marks import marks_for_the_book
    from reader.serve.members import all_members
    from reader.serve.store import close_store, open_store

    store = open_store(data, database, existing=True)
    try:
        names = read_names(data / FILE)
        shown = {member.name: names.get(member.handle, member.name) for member in all_members(store)}
        marks = [kept.mark for kept in marks_for_the_book(store, edition)]
    finally:
        close_store(store)
    return [replace(mark, member=shown[mark.member]) for mark in marks]


def tell(pulled: Pulled, marks: list[Mark], places: Places, *, as_json: bool) -> None:
    """What came, what went."""
    merged = pulled.merged
    orphans = sum(entry.mark.id in {mark.id for mark in marks} for entry in merged.orphans.entries)
    if as_json:
        counts = {"added": len(merged.added), "changed": len(merged.changed), "deleted_before": len(merged.kept_away), "orphans": orphans}
        click.echo(json_text({"path": str(places.readers), "accepted": len(marks), **counts, "withdrawn": pulled.withdrawn, "touched": pulled.touched}))
        return
    say(f"{counted(len(marks), 'accepted mark')} of this edition, {counted(orphans, 'orphan')}")
    away = f", {len(merged.kept_away):,} deleted before" if merged.kept_away else ""
    if not places.readers.exists():
        return
    say(f"→ {places.readers}: {len(merged.added):,} new, {len(merged.changed):,} changed, {len(pulled.withdrawn):,} taken back{away}")
    if pulled.touched:
        say(f"{counted(len(pulled.touched), 'mark')} taken back by readers, but changed here by hand: please delete {', '.join(pulled.touched)}", err=True)

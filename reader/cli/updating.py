"""`reader update`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.cli.chosen import all_slips_of
from reader.cli.screen import counted, json_text, say
from reader.cli.shared import NAMED
from reader.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.book.renewing import Renewal
    from reader.edition.starting.tomledit import ValueEdit

EXAMPLES = """\b
Examples:
  reader update tea cha new/cha.txt           what would a new version of the essay cha change?
  reader update tea cha new/cha.txt --write   take it over
"""


@click.command(epilog=EXAMPLES)
@click.argument("folder", type=NAMED)
@click.argument("essay")
@click.argument("newfile", type=NAMED)
@click.option("--write", is_flag=True, help="Take the new version over; without it, only what would change is shown.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the report.")
def update(folder: Path, essay: str, newfile: Path, write: bool, as_json: bool) -> None:
    """Give the essay ESSAY of the edition in FOLDER a new version of its text.

    Repairs, quotations and structure that still hold stay as they are. What has moved is shown and taken over; what is lost stays in its file,
    switched off with the reason. The ids of paragraphs follow their text, so that readers' highlights stay. The old text stays in the folder.
    """
    from reader.book.renewing import renew
    from reader.edition import load_edition
    from reader.edition.starting.gather import gather
    from reader.edition.starting.trial import carry_out

    given = gather([newfile])
    if len(given) != 1:
        raise UsageError("a new version is one file", where=str(newfile), advice="name the file")
    with all_slips_of(folder):
        load_edition(folder)
    renewal = renew(folder, essay, given[0])
    if write:
        carry_out(folder, renewal.data, renewal.files)
    if as_json:
        click.echo(json_text(_facts(essay, renewal, written=write)))
        return
    for line in _lines(essay, renewal):
        say(line)
    say(f"→ {folder / next(iter(renewal.files))}" if write else "nothing is written yet → the same command with --write takes it over")


def _facts(essay: str, renewal: Renewal, *, written: bool) -> dict[str, Any]:
    moved = [{"entry": edit.where, "key": ".".join(map(str, edit.keys)), "value": edit.value} for edit in _taken_over(renewal)]
    lost = [{"entry": entry, "reason": why} for entry, why in renewal.lost.items()]
    paragraphs = {"kept": renewal.kept_lines, "new": renewal.new_lines}
    return {
        "essay": essay,
        "source": next(iter(renewal.files)),
        "lines": paragraphs,
        "entries": renewal.entries,
        "moved": moved,
        "lost": lost,
        "written": written,
    }


def _taken_over(renewal: Renewal) -> Iterator[ValueEdit]:
    return (edit for edits in renewal.moved.values() for edit in edits if edit.value is not None)


def _lines(essay: str, renewal: Renewal) -> Iterator[str]:
    yield f"{essay}: {counted(renewal.kept_lines, 'line')} keep their ids, {renewal.new_lines} are new"
    held = renewal.entries - len(renewal.moved) - len(renewal.lost)
    yield f"  {held} of {renewal.entries} repairs, quotations and structure entries hold as they are"
    for entry, edits in renewal.moved.items():
        values = ", ".join(f"`{'.'.join(map(str, edit.keys))}` is “{edit.value}”" for edit in edits if edit.value is not None)
        yield f"  moved: {entry}: {values or 'no prefix and suffix are needed'}"
    for entry, why in renewal.lost.items():
        yield f"  lost, and switched off: {entry}: {why}"

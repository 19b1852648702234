"""`reader marks`."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.cli.chosen import chosen_edition
from reader.cli.screen import counted, finding_text, json_text, say
from reader.cli.shared import NAMED, with_shared
from reader.errors import InputError, ReaderError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reader.marks.gather import Source
    from reader.marks.importing import Imported, Places

EXAMPLES = """\b
Examples:
  reader marks "My Clippings.txt"             a Kindle's file, into readers.toml
  reader marks /media/KOBOeReader --who 阿里     whatever a mounted device holds
  reader marks marks/ --edition my-edition -o my-edition/readers.toml
  reader marks export --format markdown       and out again: --help tells the forms
  reader marks pull --data club               what members gave for the book at reader serve
"""
SHOWN = 5
OUTPUT = click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=NAMED,
    default="readers.toml",
    show_default=True,
    help="Where they go; orphans.toml stands beside it.",
)


class Marks(click.Command):
    """The command, and what `reader marks export` and `reader marks pull` are: commands of their own."""

    def make_context(self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any) -> click.Context:
        """Read the command line (a file of that name is `./export`)."""
        if args[:1] == ["export"]:
            from reader.cli.marksout import export

            return with_shared(export).make_context(f"{info_name} export", args[1:], parent, **extra)
        if args[:1] == ["pull"]:
            from reader.cli.markspull import pull

            return with_shared(pull).make_context(f"{info_name} pull", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@click.command(cls=Marks, epilog=EXAMPLES)
@click.argument("targets", nargs=-1, required=True, metavar="FILE|FOLDER...", type=NAMED)
@click.option("--edition", metavar="EDITION", type=NAMED, help="The edition's folder (default: the one here, else the one that ships).")
@click.option("--who", metavar="NAME", default="me", show_default=True, help="Whose marks they are: a name or a pseudonym.")
@OUTPUT
@click.option("--hashes", metavar="FILE", type=NAMED, help="A site's hashes.json: KOReader's positions in the site's books count, too.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the summary.")
def marks(targets: tuple[Path, ...], edition: Path | None, who: str, output: Path, hashes: Path | None, as_json: bool) -> None:
    """Bring readers' highlights and notes back into the text: from the files of their devices into readers.toml.

    Each is found by its words, whatever its script. What has no place goes to orphans.toml, with its nearest candidates. Importing again changes nothing.
    """
    from reader.marks.desk import lay_out
    from reader.marks.importing import import_marks

    member = " ".join(who.split())
    if not member or not member.isprintable():
        raise UsageError("--who: a name is needed", advice="write --who 阿里, or leave it out")
    places = places_for(output)
    inform = by_positions(hashes)
    sources, errors = read_all(targets)
    sources = [inform(source) for source in sources]
    imported = import_marks(sources, lay_out(chosen_edition(edition)[0]), places, member=member)
    write_all(imported.texts)
    tell(imported, sources, places, as_json=as_json)
    for error in errors:
        say(f"reader: {error}", err=True)
    sys.exit(errors[0].exit_code if errors else 0)


def places_for(output: Path) -> Places:
    """The files that are written; raises OutputError where one of them cannot go to its place."""
    from reader.epub.files import settle
    from reader.marks.importing import places_of

    places = places_of(output)
    for path in (places.readers, places.orphans, places.seen):
        settle(path)
    return places


def by_positions(hashes: Path | None) -> Callable[[Source], Source]:
    """What adds to a file's marks where KOReader says they stand in a site's books; raises InputError for what is no `hashes.json`."""
    if not hashes:
        return lambda source: source
    from reader.serve.evidence import files_known_to, informed

    return partial(informed, files=files_known_to(hashes))


def read_all(targets: Iterable[Path]) -> tuple[list[Source], list[ReaderError]]:
    """What every target holds; one that cannot be read stops no other."""
    from reader.marks.gather import gather

    sources: list[Source] = []
    errors: list[ReaderError] = []
    for target in targets:
        try:
            found = list(gather(target))
            if not found:
                raise InputError("no file in it holds marks", where=str(target), advice="docs/marks.md says for each device which file it is")
            sources += found
        except ReaderError as error:
            errors.append(error)
    if not sources and errors:
        raise errors[0]
    return sources, errors


def write_all(texts: dict[Path, str]) -> None:
    """Write what has changed: what is remembered last, so that nothing is forgotten that was not written."""
    from reader.epub.files import write_atomic

    for path, text in texts.items():
        write_atomic(path, text.encode())


def tell(imported: Imported, sources: list[Source], places: Places, *, as_json: bool) -> None:
    """The summary, and what could not be read on standard error."""
    if as_json:
        click.echo(json_text(facts(imported, sources, places)))
        return
    for line in summary(imported, sources, places):
        say(line)
    for source in sources:
        for finding in source.reading.findings:
            say(f"{finding.level}: {source.name}: {finding_text(finding)}", err=True)


def summary(imported: Imported, sources: list[Source], places: Places) -> Iterator[str]:
    """How many marks came from where, and went where."""
    for source in sources:
        yield f"{source.name}: {counted(len(source.reading.marks), 'mark')} ({source.format})"
    placed = [mark for mark in imported.marks if mark.state != "orphan"]
    moved = sum(mark.state == "moved" for mark in placed)
    orphans = len(imported.marks) - len(placed)
    yield f"{len(placed):,} in the text" + (f" ({moved:,} moved: please look at them)" if moved else "") + f", {counted(orphans, 'orphan')}"
    if imported.others:
        titles = [f"《{title}》 {times:,}" for title, times in imported.others.items()]
        more = f", {counted(len(titles) - SHOWN, 'more book')}" if len(titles) > SHOWN else ""
        yield f"of other books, left: {', '.join(titles[:SHOWN])}{more}"
    merged = imported.merged
    away = f", {len(merged.kept_away):,} deleted before" if merged.kept_away else ""
    yield f"→ {places.readers}: {len(merged.added):,} new, {len(merged.changed):,} changed{away}"


def facts(imported: Imported, sources: list[Source], places: Places) -> dict[str, Any]:
    """The JSON form of the summary."""
    from msgspec import to_builtins

    files = [
        {"file": source.name, "format": source.format, "marks": len(source.reading.marks), "findings": to_builtins(source.reading.findings)}
        for source in sources
    ]
    merged = imported.merged
    counts = {"added": len(merged.added), "changed": len(merged.changed), "deleted_before": len(merged.kept_away)}
    found = [{key: value for key, value in to_builtins(mark).items() if value} for mark in imported.marks]
    return {"path": str(places.readers), "orphans": str(places.orphans), "files": files, "marks": found, "other_books": imported.others, **counts}

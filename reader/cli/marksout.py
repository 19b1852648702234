"""`reader marks export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.chosen import chosen_edition
from reader.cli.output import as_place, is_standard
from reader.cli.screen import counted, say
from reader.cli.script_options import asked_script
from reader.cli.shared import NAMED
from reader.errors import InputError

if TYPE_CHECKING:
    from reader.marks.taken import Book, Taken

EXAMPLES = """\b
Examples:
  reader marks export --format markdown -o 批注.md             for Obsidian
  reader marks export my/readers.toml --format annotation     for Thorium
  reader marks export --format csv -o marks.csv               for a spreadsheet
"""
ENDINGS = {"annotation": ".annotation", "annotations": ".annotations", "markdown": ".md", "csv": ".csv"}


@click.command(epilog=EXAMPLES)
@click.argument("file", required=False, metavar="[READERS.TOML]", type=NAMED)
@click.option("--format", "form", type=click.Choice(list(ENDINGS)), required=True, help="annotation: Thorium, Readium; annotations: the W3C's zip.")
@click.option("--edition", metavar="EDITION", type=NAMED, help="The edition's folder (default: the one here, else the one that ships).")
@click.option("--who", metavar="NAME", help="Only the marks of this member.")
@click.option("--simplified", is_flag=True, help="The quoted words as the simplified book has them.")
@click.option("--traditional", is_flag=True, help="The quoted words as the traditional book has them.")
@click.option("--region", type=click.Choice(["tw", "hk"]), help="The standard of --traditional (default: tw).")
@click.option("-o", "--output", metavar="FILE", type=as_place, help="Where to write; - is standard output (default: beside readers.toml).")
def export(
    file: Path | None,
    form: str,
    edition: Path | None,
    who: str | None,
    simplified: bool,
    traditional: bool,
    region: str | None,
    output: Path | None,
) -> None:
    """Write the marks of READERS.TOML (default: the one in this folder) for another program."""
    from reader.edition.readers import FILE, read_marks
    from reader.epub.files import settle, write_atomic
    from reader.marks.desk import lay_out
    from reader.marks.taken import take

    asked = asked_script(simplified=simplified, traditional=traditional, region=region)
    source = file or Path(FILE)
    if not source.exists():
        raise InputError("no such file", where=str(source), advice="reader marks FILE… makes one from a device's files")
    path = output or source.with_suffix(ENDINGS[form])
    settle(path)
    marks = [mark for mark in read_marks(source) if who is None or mark.member == who]
    book, taken = take(marks, lay_out(chosen_edition(edition)[0]), asked)
    write_atomic(path, written(form, taken, book))
    left = f", {len(marks) - len(taken):,} without a place in it or declined: left" if len(taken) < len(marks) else ""
    say(f"{counted(len(taken), 'mark')} → {path}{left}", err=is_standard(path))


def written(form: str, taken: tuple[Taken, ...], book: Book) -> bytes:
    """The marks in the form of that name."""
    from reader.marks.writers.annotation import annotation_set, annotation_zip
    from reader.marks.writers.csvtable import csv_table
    from reader.marks.writers.markdown import markdown

    return {"annotation": annotation_set, "annotations": annotation_zip, "markdown": markdown, "csv": csv_table}[form](taken, book)

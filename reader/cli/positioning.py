"""`reader positions`."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli.screen import json_text, say
from reader.cli.shared import NAMED
from reader.errors import InputError

EXAMPLES = """\b
Examples:
  reader positions book.annotated.epub 'epubcfi(/6/4!/4/2/1:30)'   into the book with notes
  reader positions book.annotated.epub --back '/body/DocFragment[2]/body/p[4]/text().12'
"""


@click.command(epilog=EXAMPLES)
@click.argument("book", metavar="BOOK.epub", type=NAMED)
@click.argument("positions", metavar="POSITION...", nargs=-1, required=True)
@click.option("--back", is_flag=True, help="From the book with notes to the one without.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def positions(book: Path, positions: tuple[str, ...], back: bool, as_json: bool) -> None:
    """Say where reading positions of a book lie once `reader annotate` has put notes into it. BOOK is the one with notes; a position is a CFI
    (calibre, Foliate, Readium) or KOReader's."""
    from reader.annotate.positions import positions_in, translated
    from reader.annotate.record import is_annotated
    from reader.epub.container import read_container

    opened = read_container(book, name=str(book))
    if not is_annotated(opened):
        raise InputError("there are no notes of ours in it", where=str(book), advice="name a book that reader annotate has written")
    of = positions_in(opened)
    found = [translated(position, of, back=back) for position in positions]
    if as_json:
        click.echo(json_text({"book": str(book), "positions": [{"from": one, "to": other} for one, other in zip(positions, found, strict=True)]}))
        return
    for one in found:
        say(one)

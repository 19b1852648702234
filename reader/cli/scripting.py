"""`reader script`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.output import as_place, is_standard, refuse_shared
from reader.cli.receipts import receipt_facts, receipt_lines, write_receipts
from reader.cli.screen import finding_text, json_text, say
from reader.cli.script_options import asked_script, listed_words, script_options
from reader.cli.shared import NAMED

if TYPE_CHECKING:
    from reader.epub.convert import Wish
    from reader.model import Script
    from reader.script.own_words import OwnWords
    from reader.script.receipt import Receipt

EXAMPLES = """\b
Examples:
  reader script book.epub                         which script is each file of the book in?
  reader script book.epub --traditional           what would reader convert decide?
  reader script my-edition --simplified --report choices.txt
"""


@click.command(epilog=EXAMPLES)
@click.argument("target", type=NAMED)
@script_options("The receipt for the text")
@click.option("--report", "file", metavar="FILE", type=as_place, help="Write it to this file (.json for JSON) instead of the screen; - is standard output.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def script(
    target: Path,
    simplified: bool,
    traditional: bool,
    region: str | None,
    regional_words: bool,
    lists: tuple[Path, ...],
    file: Path | None,
    as_json: bool,
) -> None:
    """Say what an EPUB, an edition's folder or a text file is written in, and every choice that converting it takes."""
    from reader.epub.files import identities, settle

    asked = asked_script(simplified=simplified, traditional=traditional, region=region, regional_words=regional_words, lists=lists)
    refuse_shared(None, file, as_json=as_json)
    sources = identities([target, *lists])
    if file:
        settle(file, sources=sources)
    receipt = receipt_of(target, asked, listed_words(lists), words=regional_words)
    if file:
        write_receipts(file, [receipt], sources=sources)
        if not is_standard(file):
            say(f"{target} → {file}")
    elif as_json:
        click.echo(json_text(receipt_facts(receipt)))
    else:
        for block in receipt_lines(receipt):
            for line in block.splitlines():
                say(line)


def receipt_of(target: Path, asked: Script | None, listed: OwnWords, *, words: bool) -> Receipt:
    """The receipt of a folder, a book or a text; raises what reading it raises."""
    from reader.convert.kinds import kind_by_name
    from reader.edition.exceptions import read_exceptions, settled
    from reader.epub.convert import Wish
    from reader.epub.files import is_folder
    from reader.epub.receipt import book_receipt
    from reader.script.exceptions import with_own

    if is_folder(target):
        from reader.book.receipt import edition_receipt
        from reader.edition import load_edition

        return edition_receipt(load_edition(target), asked=asked, exceptions=read_exceptions(target, listed), words=words)
    wish = Wish(asked, words=words, exceptions=with_own(settled(listed))) if asked else None
    if kind_by_name(target) == "book":
        return book_receipt(target, wish, name=str(target))
    return text_receipt(target, wish)


def text_receipt(target: Path, wish: Wish | None) -> Receipt:
    """The receipt of a text or a page; how it was read is said where that is no matter of course."""
    from reader.convert.kinds import kind_by_name
    from reader.convert.plain import decoded, plain_receipt
    from reader.epub.archive import MAX_BYTES
    from reader.epub.files import read_whole

    kind, name = kind_by_name(target), str(target)
    found = decoded(read_whole(target, where=name, most=MAX_BYTES), kind, name=name)
    for finding in found.findings:
        say(f"{finding.level}: {finding_text(finding)}", err=True)
    return plain_receipt(found, kind, wish, name=name)

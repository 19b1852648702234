"""`reader dictionary`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.cli.chosen import chosen_edition
from reader.cli.screen import counted, json_text, say
from reader.cli.script_options import SCRIPT_WORDS, asked_script
from reader.errors import UsageError

if TYPE_CHECKING:
    from reader.dictionary.entries import Dictionary
    from reader.model import Script

EXAMPLES = """\b
Examples:
  reader dictionary -o dictionary               StarDict: KOReader, GoldenDict; in either script
  reader dictionary --traditional -o dictionary all in traditional characters
  reader dictionary my-edition --format tabfile -o tables   a table that other tools convert
"""


@click.command(epilog=EXAMPLES)
@click.argument("edition", required=False, type=click.Path(path_type=Path))
@click.option("--format", "kind", type=click.Choice(["stardict", "tabfile"]), default="stardict", show_default=True, help="What to write.")
@click.option("--simplified", is_flag=True, help="Words and entries in simplified characters (zh-Hans).")
@click.option("--traditional", is_flag=True, help="Words and entries in traditional characters (zh-Hant), Taiwan standard unless --region hk.")
@click.option("--region", type=click.Choice(["tw", "hk"]), help="Glyph standard for --traditional.")
@click.option("--both", is_flag=True, help="Words in every spelling of both scripts, entries as the edition writes them (the default).")
@click.option(
    "-o", "--output", metavar="FOLDER", required=True, type=click.Path(path_type=Path), help="The folder to write to; it is made when it is not there."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the summary.")
def dictionary(edition: Path | None, kind: str, simplified: bool, traditional: bool, region: str | None, both: bool, output: Path, as_json: bool) -> None:
    """Write the glossary of EDITION (a folder; without one, the edition in the current folder, else the one that ships with the program) as a dictionary.

    Where a program looks words up in dictionaries, a tap on a term then shows its entry, in any book.
    """
    from reader.dictionary.entries import make_dictionary
    from reader.dictionary.stardict import stardict_files
    from reader.dictionary.tabfile import tabfile
    from reader.edition import load_edition
    from reader.edition.exceptions import read_exceptions
    from reader.edition.load import files_of
    from reader.epub.files import identities, make_folder, settle, write_atomic

    if both and (simplified or traditional):
        raise UsageError("--both excludes --simplified and --traditional", advice="choose one")
    asked = asked_script(simplified=simplified, traditional=traditional, region=region)
    folder, which = chosen_edition(edition)
    loaded = load_edition(folder)
    made = make_dictionary(loaded, asked=asked, exceptions=read_exceptions(folder))
    name = f"{loaded.slug}.{asked}" if asked else loaded.slug
    files = {"stardict": stardict_files, "tabfile": tabfile}[kind](made, name)
    sources = identities(files_of(loaded, folder))
    make_folder(output)
    for file in files:
        settle(output / file, sources=sources)
    for file, data in files.items():
        write_atomic(output / file, data, sources=sources)
    if which and not as_json:
        say(which)
    tell(made, asked, output / list(files)[-1], as_json=as_json)


def tell(made: Dictionary, asked: Script | None, path: Path, *, as_json: bool) -> None:
    """What was written: in two lines, or as JSON."""
    spellings = sum(1 + len(entry.spellings) for entry in made.entries)
    if as_json:
        facts: dict[str, Any] = {"path": str(path), "script": asked or "both", "entries": len(made.entries), "spellings": spellings}
        click.echo(json_text(facts))
        return
    words = SCRIPT_WORDS[asked] if asked else "in both scripts"
    say(f"《{made.title}》 {counted(len(made.entries), 'term')}, {counted(spellings, 'spelling')} {words}")
    say(f"→ {path}")

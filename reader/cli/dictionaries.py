"""`reader dictionary`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.cli.chosen import chosen_edition
from reader.cli.screen import counted, json_text, say
from reader.cli.script_options import SCRIPT_WORDS, asked_script
from reader.cli.shared import NAMED
from reader.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reader.dictionary.entries import Dictionary
    from reader.epub.files import Identity
    from reader.model import Edition, Script

EXAMPLES = """\b
Examples:
  reader dictionary -o dictionary               StarDict: KOReader, GoldenDict; in either script
  reader dictionary --traditional -o dictionary all in traditional characters
  reader dictionary --format kobo -o dictionary    for Kobo's own program
  reader dictionary my-pack --format tabfile -o tables   a table that other tools convert
"""


# `reader.dictionary.formats` knows them; it is not asked for `--help`.
KINDS = ("stardict", "kobo", "kindle-source", "mdict", "tabfile")


@click.command(epilog=EXAMPLES)
@click.argument("edition", required=False, metavar="[EDITION|PACK]", type=NAMED)
@click.option(
    "--format",
    "kind",
    type=click.Choice(KINDS),
    default="stardict",
    show_default=True,
    help="What to write; kobo and mdict are an optional part of the installation (annotated-reader[dictionaries]).",
)
@click.option("--simplified", is_flag=True, help="Words and entries in simplified characters (zh-Hans).")
@click.option("--traditional", is_flag=True, help="Words and entries in traditional characters (zh-Hant), Taiwan standard unless --region hk.")
@click.option("--region", type=click.Choice(["tw", "hk"]), help="Glyph standard for --traditional.")
@click.option("--both", is_flag=True, help="Words in every spelling of both scripts, entries as the edition writes them (the default).")
@click.option("-o", "--output", metavar="FOLDER", required=True, type=NAMED, help="The folder to write to; it is made when it is not there.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the summary.")
def dictionary(edition: Path | None, kind: str, simplified: bool, traditional: bool, region: str | None, both: bool, output: Path, as_json: bool) -> None:
    """Write the glossary of EDITION (a folder; without one, the edition in the current folder, else the one that ships with the program) as a dictionary.

    PACK is a folder with a pack.toml and a glossary.toml. Where a program looks words up in dictionaries, a tap on a term then shows its entry in any book.
    """
    from reader.dictionary.entries import make_dictionary
    from reader.dictionary.formats import FORMATS
    from reader.edition.exceptions import read_exceptions
    from reader.epub.files import identities

    if both and (simplified or traditional):
        raise UsageError("--both excludes --simplified and --traditional", advice="choose one")
    asked = asked_script(simplified=simplified, traditional=traditional, region=region)
    folder, which = chosen_edition(edition)
    loaded, sources = with_its_files(folder)
    made = make_dictionary(loaded, asked=asked, exceptions=read_exceptions(folder))
    form = FORMATS[kind]
    files = form.files(made, f"{loaded.slug}.{asked}" if asked else loaded.slug)
    put(files, output, identities(sources))
    if which and not as_json:
        say(which)
    tell(made, asked, output / list(files)[-1], holds=form.holds, as_json=as_json)


def with_its_files(folder: Path) -> tuple[Edition, list[Path]]:
    """The edition in the folder, or the pack as one without essays; and the files that nothing may be written over."""
    from reader.edition import load_edition
    from reader.edition.glossary import FILE as GLOSSARY
    from reader.edition.lists.pack import FILE, pack_edition, read_pack
    from reader.edition.load import FILES, files_of

    if (folder / FILE).is_file() and not (folder / FILES[0]).exists():
        return pack_edition(read_pack(folder)), [folder / FILE, folder / GLOSSARY]
    loaded = load_edition(folder)
    return loaded, files_of(loaded, folder)


def put(files: Mapping[str, bytes], output: Path, sources: frozenset[Identity]) -> None:
    """Write the files into the folder, once it is known that all of them may be written."""
    from reader.epub.files import make_folder, settle, write_atomic

    make_folder(output)
    for file in files:
        settle(output / file, sources=sources)
    for file, data in files.items():
        write_atomic(output / file, data, sources=sources)


def tell(made: Dictionary, asked: Script | None, path: Path, *, holds: Callable[[str], bool], as_json: bool) -> None:
    """What was written, and how many spellings the format cannot hold: in lines, or as JSON."""
    spellings = [way for entry in made.entries for way in (entry.headword, *entry.spellings)]
    count = sum(map(holds, spellings))
    left_out = len(spellings) - count
    if as_json:
        facts: dict[str, Any] = {"path": str(path), "script": asked or "both", "entries": len(made.entries), "spellings": count, "left_out": left_out}
        click.echo(json_text(facts))
        return
    words = (SCRIPT_WORDS[asked] if asked else "in both scripts") if made.language.startswith("zh") else ""
    say(f"《{made.title}》 {counted(len(made.entries), 'term')}, {counted(count, 'spelling')} {words}".rstrip())
    if left_out:
        say(f"{counted(left_out, 'spelling')} left out: the format cannot hold them", err=True)
    say(f"→ {path}")

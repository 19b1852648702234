"""`reader plugin koreader`."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli.screen import counted, json_text, say
from reader.cli.shared import NAMED

EXAMPLES = """\b
Examples:
  reader plugin koreader -o build   then copy build/reader.koplugin into koreader/plugins on the device
"""


@click.command(epilog=EXAMPLES)
@click.option("-o", "--output", metavar="FOLDER", required=True, type=NAMED, help="The folder to write to; it is made when it is not there.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the summary.")
def koreader(output: Path, as_json: bool) -> None:
    """Write KOReader's plugin into FOLDER, as the folder reader.koplugin; one that is there is brought up to date.

    With it a long press on any character of a term selects the whole term, and highlights go to the reading group's service. See docs/koreader.md.
    """
    from reader.epub.files import make_folder, settle, write_atomic
    from reader.plugins.koplugin import FOLDER, koplugin_files

    files = koplugin_files()
    folder = output / FOLDER
    make_folder(folder)
    for name in files:
        settle(folder / name)
    for name, data in files.items():
        write_atomic(folder / name, data)
    if as_json:
        click.echo(json_text({"path": str(folder), "files": list(files), "bytes": sum(map(len, files.values()))}))
        return
    say(f"KOReader: {counted(len(files), 'file')}")
    say(f"→ {folder}")

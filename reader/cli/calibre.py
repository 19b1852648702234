"""`reader plugin calibre`."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli.output import as_place, is_standard
from reader.cli.screen import counted, json_text, say
from reader.errors import UsageError

EXAMPLES = """\b
Examples:
  reader plugin calibre -o reader-calibre.zip   then, in calibre: Preferences, Plugins, Load plugin from file
"""


@click.command(epilog=EXAMPLES)
@click.option("-o", "--output", metavar="FILE", required=True, type=as_place, help="The file to write; its name ends in .zip. - is standard output.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of the summary.")
def calibre(output: Path, as_json: bool) -> None:
    """Write calibre's plugin into FILE.

    A button with a menu: notes, script and checks for all selected books, by this program. See docs/calibre.md.
    """
    from reader.epub.files import settle, write_atomic
    from reader.plugins.calibre_zip import calibre_files, pack

    if is_standard(output) and as_json:
        raise UsageError("only one of -o - and --json can have standard output", advice="name a file")
    if not is_standard(output) and output.suffix.lower() != ".zip":
        raise UsageError(f"-o {output}: calibre takes plugins whose names end in .zip", advice=f"is {output / 'reader-calibre.zip'} meant?")
    files = calibre_files()
    data = pack(files)
    settle(output)
    write_atomic(output, data)
    if as_json:
        click.echo(json_text({"path": str(output), "files": list(files), "bytes": len(data)}))
        return
    say(f"calibre: {counted(len(files), 'file')}", err=is_standard(output))
    say(f"→ {output}", err=is_standard(output))

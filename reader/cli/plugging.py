"""`reader plugin`: for which programs there is one."""

from __future__ import annotations

import click

from reader.cli.groups import Commands
from reader.errors import UsageError

PROGRAMS = {
    "calibre": ("reader.cli.calibre", "Write the plugin for calibre."),
    "koreader": ("reader.cli.koreader", "Write the plugin for KOReader."),
}
EXAMPLES = """\b
Examples:
  reader plugin calibre -o reader-calibre.zip   the file that calibre loads as a plugin
  reader plugin koreader -o build   the folder that goes among KOReader's plugins
"""


@click.group(cls=Commands, table=PROGRAMS, invoke_without_command=True, epilog=EXAMPLES)
@click.pass_context
def plugin(context: click.Context) -> None:
    """Write the plugin for a program that you read with."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(UsageError.exit_code)

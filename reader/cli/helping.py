"""`reader help`."""

from __future__ import annotations

import click

from reader.errors import UsageError

EXAMPLES = """\b
Examples:
  reader help            what there is
  reader help build      all options of reader build, with examples
"""


@click.command(epilog=EXAMPLES)
@click.argument("command", required=False)
@click.pass_context
def help(context: click.Context, command: str | None) -> None:
    """Show the help of COMMAND, as `reader COMMAND --help` does."""
    whole = context.find_root()
    group = whole.command
    if command is None or not isinstance(group, click.Group):
        click.echo(whole.get_help())
        return
    found = group.get_command(whole, command)
    if found is None:
        raise UsageError(f"there is no command “{command}”", advice=f"the commands are {', '.join(group.list_commands(whole))}")
    with found.make_context(command, [], parent=whole, resilient_parsing=True) as about:
        click.echo(found.get_help(about))

"""The options that every command has, before its name or behind it, and the type of those that name a file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from reader.cli.screen import VERBOSE

if TYPE_CHECKING:
    from pathlib import Path

    from click.shell_completion import CompletionItem


def _be_verbose(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        context.meta[VERBOSE] = True  # which a command shares with the whole


def _show_help(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        click.echo(context.get_help())
        context.exit()


SHARED = (
    click.Option(
        ["--lang"], type=click.Choice(["en", "zh"]), expose_value=False, is_eager=True, help="Speak English or Chinese (default: as the locale says)."
    ),
    click.Option(
        ["-v", "--verbose"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=_be_verbose,
        help="Say on standard error what is read and taken, and how long it takes.",
    ),
    # As Click's own, which is made for each command, and looks for its words in other languages.
    click.Option(["-h", "--help"], is_flag=True, expose_value=False, is_eager=True, callback=_show_help, help="Show this message and exit."),
)


def with_shared(command: click.Command) -> click.Command:
    """The command, these options behind its own."""
    command.params += [option for option in SHARED if option not in command.params]
    return command


class Named(click.ParamType):  # type: ignore[type-arg]  # at run time they would have to be looked up
    """A file or a folder that is named, as Click's own type has it; but to make that one looks for a name in other languages."""

    name = "path"

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Path:
        """The path; fails where it may not be read."""
        from pathlib import Path

        if os.access(value, os.R_OK) or not os.path.exists(value):  # noqa: PTH110  # a path's own raises for a name that is too long
            return Path(value)
        return click.Path(path_type=Path).convert(value, parameter, context)

    def shell_complete(self, context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The names of files."""
        return click.Path().shell_complete(context, parameter, incomplete)


NAMED = Named()

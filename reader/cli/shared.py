"""The options that every command has, before its name or behind it."""

from __future__ import annotations

import copy

import click

from reader.cli.screen import VERBOSE


def _be_verbose(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        context.meta[VERBOSE] = True  # which a command shares with the whole


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
)


def with_shared(command: click.Command) -> click.Command:
    """The command with these options: a copy, so that the command itself stays as it is."""
    made = copy.copy(command)
    made.params = [*command.params, *SHARED]
    return made

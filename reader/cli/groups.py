"""Commands whose modules are imported when one of them is asked for: the help of all needs none."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from reader.cli.chinese import help_in_chinese, wants_chinese
from reader.cli.shared import with_shared


class Commands(click.Group):
    """The commands of a table, in its order: by name, the module that holds a function of that name, and the command's line in the help."""

    def __init__(self, *arguments: Any, table: Mapping[str, tuple[str, str]], **extra: Any) -> None:
        """A group of the table's commands."""
        super().__init__(*arguments, **extra)
        self.table = table

    def list_commands(self, _: click.Context) -> list[str]:
        """Their names, in the order in which the help shows them."""
        return list(self.table)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        """The command of that name; None when there is none."""
        if name not in self.table:
            return None
        command = with_shared(getattr(import_module(self.table[name][0]), name))
        if wants_chinese():
            from reader.cli.chinese.commands import translated

            return translated(command)
        return command

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """Their lines in the help."""
        with formatter.section("Commands"):
            chinese = wants_chinese()
            formatter.write_dl([(name, help_in_chinese(line) if chinese else line) for name, (_, line) in self.table.items()])

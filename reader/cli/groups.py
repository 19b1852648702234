"""Commands whose modules are imported when one of them is asked for: the help of all needs none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

    def resolve_command(self, context: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command's name, the command, and the words that are left for it."""
        name, command, words = super().resolve_command(context, args)
        return name, command, spelled_out(command, words) if command else words

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """Their lines in the help."""
        with formatter.section("Commands"):
            chinese = wants_chinese()
            formatter.write_dl([(name, help_in_chinese(line) if chinese else line) for name, (_, line) in self.table.items()])


def spelled_out(command: click.Command, words: Sequence[str]) -> list[str]:
    """`-o FILE` as `--output FILE`: Click takes a short name for a long one first, and seeks those that are like it, for as long as importing twenty modules.

    From a word on that looks like an option, and is none of the names, all stays as it is; so does a name without its value.
    """
    options = {name: option for option in command.params if isinstance(option, click.Option) for name in option.opts}
    done, at = list[str](), 0
    while at < len(words):
        word = words[at]
        option = options.get(word)
        end = at + (1 if option is None or option.is_flag or option.count else 1 + option.nargs)
        if end > len(words) or (option is None and word.startswith("-")):
            break
        done += [next((name for name in option.opts if name.startswith("--")), word) if option else word, *words[at + 1 : end]]
        at = end
    return [*done, *words[at:]]

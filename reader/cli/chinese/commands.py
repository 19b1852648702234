"""A command whose help is in Chinese: a copy, so that the command itself stays as it is."""

from __future__ import annotations

import copy
import inspect
import re

import click

from reader.cli.chinese import examples_in_chinese, help_in_chinese

# What click itself says in a help page.
ITS_OWN = {
    "Usage: ": "用法：",
    "\nOptions:\n": "\n选项：\n",
    "\nCommands:\n": "\n命令：\n",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
}
# A Chinese character is two columns wide, and click counts one.
WIDTH = 60


class ChineseCommand(click.Command):
    """Shows its help in Chinese."""

    def get_help(self, context: click.Context) -> str:
        """The page, with what click says in it."""
        return translated_page(super().get_help(context))


def translated_page(page: str) -> str:
    """A page of help with click's own words in Chinese."""
    for english, chinese in ITS_OWN.items():
        page = page.replace(english, chinese)
    return page


def translated(command: click.Command) -> click.Command:
    """The command with its help in Chinese."""
    made: click.Command = object.__new__(type("Chinese", (ChineseCommand, type(command)), {}))
    made.__dict__.update(command.__dict__)
    made.help = unwrapped(help_in_chinese(inspect.cleandoc(command.help))) if command.help else None
    made.epilog = f"\b\n{examples_in_chinese(command.epilog)}" if command.epilog else None
    made.params = [translated_parameter(parameter) for parameter in command.params]
    made.context_settings = {**command.context_settings, "max_content_width": WIDTH, "terminal_width": WIDTH}
    return made


def unwrapped(text: str) -> str:
    """Each paragraph as it is broken: click would break Chinese anywhere."""
    return "\n\n".join(f"\b\n{paragraph}" for paragraph in re.split(r"\n{2,}", text))


def translated_parameter(parameter: click.Parameter) -> click.Parameter:
    """The parameter with its help in Chinese."""
    if not isinstance(parameter, click.Option) or not parameter.help:
        return parameter
    made = copy.copy(parameter)
    made.help = help_in_chinese(parameter.help)
    return made

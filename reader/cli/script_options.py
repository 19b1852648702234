"""The options that choose a script, and their words."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reader.cli.shared import NAMED
from reader.errors import UsageError

if TYPE_CHECKING:
    from reader.model import Script
    from reader.script.exceptions import Exceptions
    from reader.script.own_words import OwnWords

SCRIPT_WORDS = {
    "zh-Hans": "in simplified characters",
    "zh-Hant-TW": "in traditional characters (Taiwan standard)",
    "zh-Hant-HK": "in traditional characters (Hong Kong standard)",
}
Command = TypeVar("Command", bound=Callable[..., Any])


def script_options(what: str) -> Callable[[Command], Command]:
    """`--simplified`, `--traditional`, `--region`, `--regional-words` and `--words` for `what` (a word of the help text)."""
    options = (
        click.option("--simplified", is_flag=True, help=f"{what} in simplified characters (zh-Hans)."),
        click.option("--traditional", is_flag=True, help=f"{what} in traditional characters (zh-Hant), Taiwan standard unless --region hk."),
        click.option("--region", type=click.Choice(["tw", "hk"]), help="Glyph standard for --traditional."),
        click.option("--regional-words", is_flag=True, help="Change vocabulary too (软件 → 軟體); without it, only characters."),
        click.option(
            "--words",
            "lists",
            metavar="FILE",
            multiple=True,
            type=NAMED,
            help="A list of your own words, which hold over everything: two columns (tab or comma), what stands and what it becomes. Repeatable.",
        ),
    )
    return lambda command: reduce(lambda inner, option: option(inner), reversed(options), command)


def asked_script(*, simplified: bool, traditional: bool, region: str | None, regional_words: bool = False, lists: tuple[Path, ...] = ()) -> Script | None:
    """The script the options ask for; None for as published."""
    if simplified and traditional:
        raise UsageError("--simplified and --traditional exclude each other", advice="choose one, or none to keep each essay's own script")
    if region and not traditional:
        raise UsageError("--region belongs to --traditional", advice="add --traditional, or leave --region out")
    if regional_words and not (simplified or traditional):
        raise UsageError("--regional-words belongs to --simplified or --traditional", advice="add one of them, or leave --regional-words out")
    if lists and not (simplified or traditional):
        raise UsageError("--words belongs to --simplified or --traditional", advice="add one of them, or leave --words out")
    if simplified:
        return "zh-Hans"
    if not traditional:
        return None
    return "zh-Hant-HK" if region == "hk" else "zh-Hant-TW"


def listed_words(lists: tuple[Path, ...]) -> OwnWords:
    """The words of the lists, which are told how they were read where that is no matter of course; raises what reading them raises."""
    from reader.script.own_words import NO_WORDS

    if not lists:
        return NO_WORDS
    from reader.cli.screen import finding_text, say
    from reader.edition.words import read_words

    words, findings = read_words(lists)
    for finding in findings:
        say(f"{finding.level}: {finding_text(finding)}", err=True)
    return words


def listed_exceptions(lists: tuple[Path, ...], *, quotes: bool = True) -> Exceptions | None:
    """What the lists lay over the program's own exceptions, and whether quotation marks go along; None for what is usual."""
    if not lists and quotes:
        return None
    from reader.edition.exceptions import settled
    from reader.script.exceptions import with_own

    return with_own(settled(listed_words(lists)), quotes=quotes)

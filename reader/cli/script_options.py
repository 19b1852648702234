"""The options that choose a script, and their words."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reader.errors import UsageError

if TYPE_CHECKING:
    from reader.model import Script

SCRIPT_WORDS = {
    "zh-Hans": "in simplified characters",
    "zh-Hant-TW": "in traditional characters (Taiwan standard)",
    "zh-Hant-HK": "in traditional characters (Hong Kong standard)",
}
Command = TypeVar("Command", bound=Callable[..., Any])


def script_options(what: str) -> Callable[[Command], Command]:
    """`--simplified`, `--traditional`, `--region` and `--regional-words` for `what` (a word of the help text)."""
    options = (
        click.option("--simplified", is_flag=True, help=f"{what} in simplified characters (zh-Hans)."),
        click.option("--traditional", is_flag=True, help=f"{what} in traditional characters (zh-Hant), Taiwan standard unless --region hk."),
        click.option("--region", type=click.Choice(["tw", "hk"]), help="Glyph standard for --traditional."),
        click.option("--regional-words", is_flag=True, help="Change vocabulary too (软件 → 軟體); without it, only characters."),
    )
    return lambda command: reduce(lambda inner, option: option(inner), reversed(options), command)


def asked_script(*, simplified: bool, traditional: bool, region: str | None, regional_words: bool = False) -> Script | None:
    """The script the options ask for; None for as published."""
    if simplified and traditional:
        raise UsageError("--simplified and --traditional exclude each other", advice="choose one, or none to keep each essay's own script")
    if region and not traditional:
        raise UsageError("--region belongs to --traditional", advice="add --traditional, or leave --region out")
    if regional_words and not (simplified or traditional):
        raise UsageError("--regional-words belongs to --simplified or --traditional", advice="add one of them, or leave --regional-words out")
    if simplified:
        return "zh-Hans"
    if not traditional:
        return None
    return "zh-Hant-HK" if region == "hk" else "zh-Hant-TW"

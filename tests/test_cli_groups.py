"""Commands by name: their words as Click gets them."""

from __future__ import annotations

from collections.abc import Sequence

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli.building import build
from reader.cli.groups import spelled_out
from reader.cli.shared import with_shared
from reader.cli.suggesting import suggest

WORDS = st.sampled_from(
    ["-o", "-q", "-v", "-n", "3", "x", "-", "--", "-qv", "-ox", "-z", "--output", "--output=x", "--quiet", "--simplified", "--region", "tw", "--words", "--zz"]
)


def understood(command: click.Command, words: Sequence[str]) -> object:
    """What Click makes of the words, or what it says is wrong with them."""
    try:
        return command.make_context("command", list(words)).params
    except click.ClickException as error:
        return type(error), error.format_message()


@pytest.mark.parametrize("command", [build, suggest])
@given(words=st.lists(WORDS, max_size=7))
def test_words_that_are_spelled_out_mean_the_same(command: click.Command, words: list[str]) -> None:
    command = with_shared(command)
    assert understood(command, spelled_out(command, words)) == understood(command, words)


def test_short_names_are_spelled_out_as_far_as_all_is_plain() -> None:
    assert spelled_out(build, ["cha", "-q", "-o", "-q", "-o"]) == ["cha", "--quiet", "--output", "-q", "-o"]
    assert spelled_out(build, ["-ox", "-q"]) == ["-ox", "-q"]
    assert spelled_out(suggest, ["-n", "3", "-o", "x"]) == ["-n", "3", "--output", "x"]

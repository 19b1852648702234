"""Commands by name: their words as Click gets them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli.building import build
from reader.cli.groups import spelled_out
from reader.cli.shared import NAMED, with_shared
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


@pytest.mark.parametrize("name", [".", "cha.txt", "x" * 300, "a\nb"])
def test_a_file_is_named_as_clicks_own_type_has_it(name: str) -> None:
    assert NAMED.convert(name, None, None) == click.Path(path_type=Path).convert(name, None, None)


def test_a_file_that_may_not_be_read_is_refused_in_clicks_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(click.BadParameter, match="is not readable"):
        NAMED.convert(str(tmp_path), None, None)

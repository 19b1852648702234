"""Every case of `tests/cases/bad/` through the command: one line that says what, where and what to do; the old book stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from reader.errors import EXIT_DONE
from tests.bad_cases import BAD, read_case, spoiled
from tests.commands import Said, run

CASES = sorted(path.stem for path in BAD.glob("*.toml"))
OLD = b"the book that was there"


class Outcome(Struct, frozen=True, gc=False):
    """A case, what the command said, and the folder it was run in."""

    case: dict[str, Any]
    said: Said
    folder: Path


@pytest.fixture(scope="module", params=CASES)
def outcome(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    case, folder = read_case(request.param), tmp_path_factory.mktemp("bad")
    spoiled(case, folder / "club")
    (folder / "old.epub").write_bytes(OLD)
    (folder / "folder").mkdir()
    words = case.get("command", "reader build club -o old.epub").split()
    assert words.pop(0) == "reader"
    return Outcome(case, run(*words, cwd=folder), folder)


def test_bad_input_is_said_in_one_line_that_says_what_and_where(outcome: Outcome) -> None:
    said = outcome.said
    assert said.code == outcome.case["exit"], said.err
    assert len(said.err.splitlines()) == 1, said.err
    for part in outcome.case["says"]:
        assert part in said.err


def test_an_error_says_what_to_do_and_nothing_on_standard_output(outcome: Outcome) -> None:
    if outcome.case["exit"] != EXIT_DONE:
        assert outcome.said.err.startswith("reader: ")
        assert outcome.said.err.partition(" → ")[2].strip()
        assert outcome.said.out == ""


def test_after_an_error_the_old_book_is_there_and_nothing_else(outcome: Outcome) -> None:
    assert sorted(path.name for path in outcome.folder.iterdir()) == ["club", "folder", "old.epub"]
    assert not list((outcome.folder / "folder").iterdir())
    assert ((outcome.folder / "old.epub").read_bytes() == OLD) == (outcome.case["exit"] != EXIT_DONE)

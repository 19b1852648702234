"""`script.toml`: an edition's own exceptions of conversion, after the program's and stronger than they."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.edition.exceptions import read_exceptions
from reader.errors import EditionError
from reader.script.convert import convert
from reader.script.exceptions import our_exceptions
from tests.editions import CLUB


def write(folder: Path, *entries: str) -> Path:
    text = "".join(f"[[exception]]\n{entry}\n" for entry in entries)
    (folder / "script.toml").write_text(text, encoding="utf-8")
    return folder


def test_without_the_file_the_programs_own_hold() -> None:
    assert read_exceptions(CLUB) == our_exceptions()


def test_an_entry_holds_for_every_target_it_names(tmp_path: Path) -> None:
    write(tmp_path, 'script = "zh-Hans"\ntext = "皇后"\ntw = "皇后"\nhk = "皇后"\nreason = "不是“後”"')
    read = read_exceptions(tmp_path)
    assert read.entries == our_exceptions().entries
    assert [(word.source, word.writing, word.target, word.result) for word in read.own.entries] == [
        ("皇后", "zh-Hans", "zh-Hant-TW", "皇后"),
        ("皇后", "zh-Hans", "zh-Hant-HK", "皇后"),
    ]


def test_an_editions_entry_wins(tmp_path: Path) -> None:
    write(tmp_path, 'script = "zh-Hans"\ntext = "茶馆"\ntw = "茶肆"')
    assert convert("茶馆里", target="zh-Hant-TW", origin="zh-Hans", exceptions=our_exceptions()) == "茶館裡"
    assert convert("茶馆里", target="zh-Hant-TW", origin="zh-Hans", exceptions=read_exceptions(tmp_path)) == "茶肆裡"


def test_two_entries_that_disagree_are_named_and_so_is_one_whose_result_would_change_again(tmp_path: Path) -> None:
    one, other = 'script = "zh-Hans"\ntext = "皇后"\ntw = "皇后"', 'script = "zh-Hans"\ntext = "皇后"\ntw = "皇後"'
    with pytest.raises(EditionError, match="“皇后” becomes “皇後” here, but “皇后” in script") as error:
        read_exceptions(write(tmp_path, one, other))
    assert error.value.where == "script.toml [[exception]] 2"
    assert "script.toml [[exception]] 1" in error.value.text
    circle = 'script = "zh-Hant"\ntext = "臺"\nhk = "台"', 'script = "zh-Hant"\ntext = "台"\nhk = "臺"'
    with pytest.raises(EditionError, match="in which the list would change something again"):
        read_exceptions(write(tmp_path, *circle))


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ('script = "zh-Hans"\ntext = "皇后"', "no result"),
        ('script = "zh-Hans"\ntext = "皇后"\ntw = "后"', "1 characters, `text` 2"),
        ('script = "zh-Hant-TW"\ntext = "皇后"\ntw = "皇后"', "`script` is"),
        ('script = "zh-Hans"\ntext = ""\ntw = ""', "`text` is empty"),
        ('script = "zh-Hans"\ntext = "皇后"\ntraditional = "皇后"', "unknown key `traditional`"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, entry: str, says: str) -> None:
    with pytest.raises(EditionError, match=says) as error:
        read_exceptions(write(tmp_path, entry))
    assert error.value.where == "script.toml [[exception]] 1"

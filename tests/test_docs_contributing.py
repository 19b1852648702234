"""The door for contributors: what it names is there; a language added as it says; the shells complete."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from reader.book import words
from reader.book.words import words_of
from reader.book.words.table import Words
from tests.commands import run_process
from tests.editions import ROOT

PAGES = ("contributing.md", "commands.md")


@pytest.mark.parametrize("name", PAGES)
def test_every_file_that_is_named_is_there(name: str) -> None:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:reader|tests|docs)/[\w/.]+)`", text)) - {"reader/book/words/de.py"}
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []
    assert all((ROOT / "docs" / link).exists() for link in re.findall(r"\]\(([^)#]+)\)", text))


def test_a_language_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xx.py").write_text('from reader.book.words.table import Words\n\nWORDS = Words(tag="xx", contents="Inhalt")\n', encoding="utf-8")
    monkeypatch.setattr(words, "__file__", str(tmp_path / "__init__.py"))
    monkeypatch.setattr(words, "__path__", [*words.__path__, str(tmp_path)])
    found = words_of("xx-Latn-DE")
    assert (found.contents, found.glossary) == ("Inhalt", "Glossary")
    sys.modules.pop("reader.book.words.xx")
    words_of.cache_clear()


def test_every_table_of_words_is_named_for_its_language() -> None:
    for path in Path(words.__file__).parent.glob("*.py"):
        if path.stem not in {"__init__", "table"}:
            assert words_of(path.stem).tag.partition("-")[0] == path.stem
            assert isinstance(words_of(path.stem), Words)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shells_complete_commands(tmp_path: Path, shell: str) -> None:
    source = run_process(cwd=tmp_path, environment={"_READER_COMPLETE": f"{shell}_source"})
    assert "_READER_COMPLETE" in source.out
    asked = {
        "_READER_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": "reader bu" if shell != "fish" else "reader ",
        "COMP_CWORD": "1" if shell != "fish" else "bu",
    }
    assert "build" in run_process(cwd=tmp_path, environment=asked).out

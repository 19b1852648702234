"""KOReader's plugin as it is packed. What its Lua does is asked under LuaJIT: tests/acceptance/koreader.py."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import __version__
from reader.match.fold import key
from reader.plugins.koplugin import FOLDER, MAIN, SOURCES, fold_table, koplugin_files, lua_text
from tests.commands import run


def required(text: str) -> set[str]:
    return set(re.findall(r'require\(?"(reader_\w+)"', text))


def test_the_command_writes_a_plugin_that_koreader_finds(tmp_path: Path) -> None:
    said = run("plugin", "koreader", "-o", "out/there", cwd=tmp_path)
    assert (said.code, said.err) == (0, "")
    folder = tmp_path / "out" / "there" / FOLDER
    assert said.out.splitlines() == [f"KOReader: {len(koplugin_files())} files", f"→ {Path('out/there') / FOLDER}"]
    assert {path.name for path in folder.iterdir()} == set(koplugin_files()) > {MAIN, "_meta.lua"}
    assert f'version = "{__version__}"' in (folder / "_meta.lua").read_text(encoding="utf-8")


def test_an_older_plugin_is_brought_up_to_date(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir()
    (folder / MAIN).write_text("old", encoding="utf-8")
    facts = json.loads(run("plugin", "koreader", "-o", ".", "--json", cwd=tmp_path).out)
    assert (folder / MAIN).read_bytes() == (SOURCES / MAIN).read_bytes()
    assert facts["files"][-1] == MAIN
    assert facts["bytes"] == sum(path.stat().st_size for path in folder.iterdir())


def test_without_a_program_the_help_says_which_there_are(tmp_path: Path) -> None:
    said = run("plugin", cwd=tmp_path)
    assert said.code == 2
    assert "koreader" in said.err


def test_a_folder_that_cannot_be_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    said = run("plugin", "koreader", "-o", "file", cwd=tmp_path)
    assert said.code == 5
    assert said.err.count("\n") == 1


def test_every_module_that_is_asked_for_is_there_and_none_lies_about() -> None:
    files = {name: data.decode() for name, data in koplugin_files().items()}
    modules = {name.removesuffix(".lua") for name in files}
    asked = set().union(*(required(text) for text in files.values()))
    assert asked == modules - {"main", "_meta"}
    # KOReader has one table of modules for all plugins: a name of ours must be nobody else's.
    assert all(name.startswith("reader_") for name in asked)


def test_everything_that_is_said_is_said_in_chinese() -> None:
    files = {name: data.decode() for name, data in koplugin_files().items()}
    chinese = set(re.findall(r'^    \["(.*?)"\] =', files["reader_speech_zh.lua"], re.MULTILINE))
    said = {text for data in files.values() for text in re.findall(r'\bsay\("(.*?)"', data)}
    wrong = re.search(r"local WRONG = \{\n(.*?)\n\}", files["reader_menus.lua"], re.DOTALL)
    assert wrong
    said |= set(re.findall(r'= "(.*?)",', wrong[1]))
    assert said == chinese
    assert len(said) > 25


def test_taiwan_has_its_own_characters_and_words() -> None:
    text = koplugin_files()["reader_speech_zh_TW.lua"].decode()
    assert "裝置碼" in text
    assert "设" not in text


def words(table: str) -> dict[str, str]:
    found = dict(re.findall(r'^(\w+) = "(.*)",$', table, re.MULTILINE))
    return {name: re.sub(r"\\(\d{3})", lambda match: chr(int(match[1])), text) for name, text in found.items()}


def lua_key(text: str, tables: dict[str, str]) -> str:
    shadows = dict(zip(tables["from"], tables["to"], strict=True)) | dict.fromkeys(tables["unseen"], "")
    return "".join(shadows.get(char, char) for char in text)


@pytest.fixture(scope="module")
def tables() -> dict[str, str]:
    return words(fold_table())


@given(st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"])))
def test_the_plugin_takes_the_same_for_one_word_as_the_program(tables: dict[str, str], text: str) -> None:
    assert lua_key(text, tables) == key(text)


def test_a_text_is_one_that_lua_reads() -> None:
    assert lua_text('a"b\\c\n云\x00') == '"a\\034b\\092c\\010云\\000"'

"""`reader build`: what it writes where, and what it says."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

import reader.cli
from reader.cli.app import COMMANDS
from tests.commands import run, run_process
from tests.editions import CLUB, ROOT, copy_of

NOTE_KINDS = ["term", "rebuttal", "fact", "text"]


def built(tmp_path: Path, *options: str) -> str:
    said = run("build", str(CLUB), *options, cwd=tmp_path)
    assert (said.code, said.err) == (0, "")
    return said.out


def facts(tmp_path: Path, *options: str) -> dict[str, Any]:
    value = json.loads(built(tmp_path, "--json", *options))
    assert isinstance(value, dict)
    return value


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_teaches_by_example(command: str, tmp_path: Path) -> None:
    said = run(*command.split(), "--help", cwd=tmp_path)
    assert said.code == 0
    assert "Examples:" in said.out
    assert f"\n  reader {command}".rstrip() in said.out.replace("    reader", "  reader")
    assert max(len(line) for line in said.out.splitlines()) < 100


# The whole, and what stands below a subcommand: `reader marks export`, `reader marks pull`, `reader plugin calibre`, `reader plugin koreader`.
OTHERS = {"app", "marksout", "markspull", "calibre", "koreader"}


def test_the_help_lists_every_command_though_it_imports_none(tmp_path: Path) -> None:
    modules = {path.stem: path.read_text(encoding="utf-8") for path in Path(reader.cli.__file__).parent.glob("*.py")}
    written = {name for name, text in modules.items() if "\n@click.command(" in text or "\n@click.group(" in text} - OTHERS
    assert {module.rpartition(".")[2] for module, _ in COMMANDS.values()} == written
    said = run("--help", cwd=tmp_path).out.splitlines()
    for name, (module, line) in COMMANDS.items():
        assert f"\ndef {name}(" in modules[module.rpartition(".")[2]]
        assert [words for words in said if words.startswith(f"  {name} ")] == [f"  {name:{max(map(len, COMMANDS))}}  {line}"]
    code = "import sys, reader.cli, atexit; atexit.register(lambda: print(*sys.modules)); reader.cli.main()"
    done = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, text=True, check=True, cwd=ROOT)
    assert not {module for module, _ in COMMANDS.values()} & set(done.stdout.split())


@pytest.mark.parametrize(
    "needless", ["reader.mark", "reader.book.readers", "reader.book.tables", "reader.book.cover", "reader.script.one_pass", "bs4", "difflib"]
)
def test_a_build_imports_nothing_of_what_its_book_does_not_have(needless: str, modules_of_a_build: frozenset[str]) -> None:
    assert needless not in modules_of_a_build


@pytest.fixture(scope="module")
def modules_of_a_build(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """What `reader build --simplified` imports for the shipped edition."""
    code = "import sys, reader.cli, atexit; atexit.register(lambda: print(*sys.modules)); reader.cli.main()"
    asked = ("build", "--simplified", "-q", "-o", str(tmp_path_factory.mktemp("build")))
    return frozenset(subprocess.run([sys.executable, "-c", code, *asked], capture_output=True, text=True, check=True).stdout.split())


def test_every_option_is_in_some_example_or_explained(tmp_path: Path) -> None:
    said = run("build", "-h", cwd=tmp_path)
    for option in ("--simplified", "--traditional", "--region", "--notes", "-o, --output", "--json"):
        assert option in said.out


def test_without_a_command_the_help_comes_and_the_usage_code(tmp_path: Path) -> None:
    said = run(cwd=tmp_path)
    assert (said.code, said.out) == (2, "")
    assert "reader build --simplified" in said.err


def test_the_version_is_one_line(tmp_path: Path) -> None:
    said = run("--version", cwd=tmp_path)
    assert said.code == 0
    assert said.out.startswith("reader ")
    assert said.out.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "name", "script"),
    [
        ((), "chaka.epub", "as-published"),
        (("--simplified",), "chaka.zh-Hans.epub", "zh-Hans"),
        (("--traditional",), "chaka.zh-Hant-TW.epub", "zh-Hant-TW"),
        (("--traditional", "--region", "tw"), "chaka.zh-Hant-TW.epub", "zh-Hant-TW"),
        (("--traditional", "--region", "hk"), "chaka.zh-Hant-HK.epub", "zh-Hant-HK"),
    ],
)
def test_each_script_has_its_own_file_below_build(tmp_path: Path, options: tuple[str, ...], name: str, script: str) -> None:
    said = facts(tmp_path, *options)
    assert [path.name for path in (tmp_path / "build").iterdir()] == [name]
    assert (said["path"], said["script"]) == (str(Path("build") / name), script)
    assert said["bytes"] == (tmp_path / "build" / name).stat().st_size
    assert zipfile.is_zipfile(tmp_path / "build" / name)


def test_json_has_exactly_the_promised_shape(tmp_path: Path) -> None:
    said = facts(tmp_path)
    assert list(said) == ["path", "bytes", "script", "essays", "repairs", "warnings"]
    assert [list(essay) for essay in said["essays"]] == [["slug", "title", "characters", "repairs", "notes"]] * 2
    assert [list(essay["notes"]) for essay in said["essays"]] == [NOTE_KINDS] * 2
    first, second = said["essays"]
    assert (first["slug"], first["title"], first["repairs"], first["notes"]["rebuttal"]) == ("cha", "茶与咖啡", 3, 1)
    assert (second["slug"], second["title"], second["repairs"], second["notes"]["fact"]) == ("kafei", "咖啡的辯護", 0, 1)
    assert said["repairs"] == {"typo": 1, "junk-comma": 1, "halfwidth-punct": 1, "broken-line": 1}
    assert said["warnings"] == []


def test_characters_are_those_of_the_reading_text(tmp_path: Path) -> None:
    from reader.book.compose import read_essays
    from reader.edition import load_edition

    wanted = [len((essay.reading.text if essay.reading else "").replace("\n", "")) for essay in read_essays(load_edition(CLUB)).essays]
    assert [essay["characters"] for essay in facts(tmp_path)["essays"]] == wanted


def test_json_is_ascii_and_keeps_warnings_off_the_error_stream(tmp_path: Path) -> None:
    edition = copy_of(CLUB, tmp_path / "club")
    with (edition / "glossary.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[term]]\nid = "kele"\nheadword = "可乐"\ndefinition = "一种加了碳酸气的甜饮料，文中没有说到。"\n')
    said = run("build", "club", "--json", cwd=tmp_path)
    assert (said.code, said.err) == (0, "")
    assert said.out.isascii()
    warnings = json.loads(said.out)["warnings"]
    assert [list(warning) for warning in warnings] == [["code", "level", "where", "text"]]
    assert (warnings[0]["code"], warnings[0]["where"]) == ("term-unused", "glossary.toml [[term]] 3 (kele)")
    assert "可乐" in warnings[0]["text"]


def test_the_summary_names_essays_repairs_notes_script_path_and_size(tmp_path: Path) -> None:
    first, cha, kafei, repairs, last = built(tmp_path).splitlines()
    assert first.startswith("《茶与咖啡之争》 as published (1 simplified, 1 traditional;")
    assert "--simplified or --traditional" in first
    assert cha.startswith("  茶与咖啡: 82 characters, 3 repairs; ")
    assert "1 term, 1 dispute" in cha
    assert kafei.startswith("  咖啡的辯護: 64 characters, 0 repairs; ")
    assert "1 fact" in kafei
    assert repairs == "  repairs: typo 1, junk-comma 1, halfwidth-punct 1, broken-line 1"
    assert last.startswith(f"→ {Path('build') / 'chaka.epub'} (")
    assert last.endswith(" kB)")


@pytest.mark.parametrize(
    ("options", "words", "title"),
    [
        (("--simplified",), "in simplified characters", "咖啡的辩护"),
        (("--traditional",), "in traditional characters (Taiwan standard)", "茶與咖啡"),
        (("--traditional", "--region", "hk"), "in traditional characters (Hong Kong standard)", "茶與咖啡"),
    ],
)
def test_the_summary_speaks_of_the_asked_script_and_in_it(tmp_path: Path, options: tuple[str, ...], words: str, title: str) -> None:
    out = built(tmp_path, *options)
    assert words in out.splitlines()[0]
    assert f"  {title}: " in out


def test_the_book_goes_where_o_says_under_a_chinese_name(tmp_path: Path) -> None:
    built(tmp_path, "-o", "我们的书.epub")
    assert [path.name for path in tmp_path.iterdir()] == ["我们的书.epub"]
    assert zipfile.is_zipfile(tmp_path / "我们的书.epub")


def test_a_new_book_takes_the_place_of_the_old(tmp_path: Path) -> None:
    (tmp_path / "a.epub").write_bytes(b"old")
    built(tmp_path, "-o", "a.epub")
    assert zipfile.is_zipfile(tmp_path / "a.epub")


@pytest.mark.parametrize(
    ("kinds", "wanted"),
    [("fact", {"fact"}), ("term, rebuttal", {"term", "rebuttal"}), ("text", set()), ("term,rebuttal,fact,text", {"term", "rebuttal", "fact"})],
)
def test_notes_are_of_the_chosen_kinds(tmp_path: Path, kinds: str, wanted: set[str]) -> None:
    found = [essay["notes"] for essay in facts(tmp_path, "--notes", kinds)["essays"]]
    assert {kind for notes in found for kind, count in notes.items() if count} == wanted


def test_an_edition_may_have_a_name_with_spaces_and_chinese(tmp_path: Path) -> None:
    copy_of(CLUB, tmp_path / "我们的 注释本")
    assert run("build", "我们的 注释本", cwd=tmp_path).code == 0
    assert (tmp_path / "build" / "chaka.epub").is_file()


def test_an_installed_package_builds_the_edition_it_carries_in_an_empty_folder(tmp_path: Path) -> None:
    # What a wheel unpacks to: the package with the edition inside, and nothing of the checkout.
    site, empty = tmp_path / "site", tmp_path / "empty"
    shutil.copytree(ROOT / "reader", site / "reader", ignore=shutil.ignore_patterns("__pycache__"))
    copy_of(CLUB, site / "reader" / "annotations")
    empty.mkdir()
    said = run_process("build", "--simplified", cwd=empty, environment={"PYTHONPATH": str(site)})
    assert said.code == 0, said.err
    assert [path.relative_to(empty).as_posix() for path in empty.rglob("*")] == ["build", "build/chaka.zh-Hans.epub"]


def test_the_wheel_carries_the_edition_where_the_program_looks_for_it() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    # Whole, so that data files beside the code (reader/script/data) go along.
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == ["reader"]
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"] == {"annotations": "reader/annotations"}
    assert project["project"]["scripts"] == {"reader": "reader.__main__:main"}


def test_a_variant_is_named_for_its_reader(tmp_path: Path) -> None:
    for variant, name in (("kobo", "chaka.zh-Hans.kepub.epub"), ("duokan", "chaka.zh-Hans.duokan.epub"), ("universal", "chaka.zh-Hans.epub")):
        said = run("build", str(CLUB), "--simplified", "--for", variant, cwd=tmp_path)
        assert said.code == 0
        assert (tmp_path / "build" / name).is_file()

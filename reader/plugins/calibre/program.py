"""Where the `reader` program is: by a setting, on PATH, or where installers put it. Always an absolute path, never from the current folder."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypedDict

# The oldest program that answers as this plugin asks.
MINIMUM = (0, 2)
# What there is to copy where the program is missing.
INSTALL = ('uv tool install "annotated-reader[check]"', 'pipx install "annotated-reader[check]"')
UPGRADE = ("uv tool upgrade annotated-reader", "pipx upgrade annotated-reader")

LINUX, MAC, WINDOWS = "linux", "macos", "windows"
NAMES = {LINUX: "reader", MAC: "reader", WINDOWS: "reader.exe"}
VERSION = re.compile(r"reader (\d{1,6})\.(\d{1,6})(?:[.+\w]*)")
# Where installers put programs, behind the folders that uv and pipx use: a folder, or the variable that names it, and a pattern below it.
PLACES = {
    LINUX: (("/", "home/linuxbrew/.linuxbrew/bin"), ("/", "usr/local/bin"), ("/", "usr/bin")),
    MAC: (("/", "opt/homebrew/bin"), ("/", "usr/local/bin"), ("/", "Library/Frameworks/Python.framework/Versions/3.*/bin"), ("HOME", "Library/Python/3.*/bin")),
    WINDOWS: (
        ("APPDATA", "Python/Python3*/Scripts"),
        ("LOCALAPPDATA", "Programs/Python/Python3*/Scripts"),
        ("LOCALAPPDATA", "Python/bin"),
        ("LOCALAPPDATA", "Python/pythoncore-3*/Scripts"),
        ("LOCALAPPDATA", "Packages/PythonSoftwareFoundation.Python.3*/LocalCache/local-packages/Python3*/Scripts"),
        ("PROGRAMFILES", "Python3*/Scripts"),
        ("SYSTEMROOT", "../Python3*/Scripts"),
    ),
}


class Found(TypedDict):
    """A program that can be called, or (without a `path`) why there is none: `old` is the path of one that is too old, `wrong` of a setting that is none."""

    path: str
    version: str
    old: str
    wrong: str


def find(setting: str, *, system: str, environ: Mapping[str, str], home: Path, ask: Callable[[str], str]) -> Found:
    """The first program that answers `reader --version` as ours does; with a `setting` that one or none.

    `ask` runs a program by its absolute path with `--version` and returns what it prints, or nothing.
    """
    old = ""
    for path in of_setting(setting, system, home) if setting else candidates(system, environ, home):
        version = VERSION.fullmatch(ask(str(path)).strip())
        if version and (int(version[1]), int(version[2])) >= MINIMUM:
            return Found(path=str(path), version=version[0], old="", wrong="")
        old = old or (str(path) if version else "")
    return Found(path="", version="", old=old, wrong=setting if setting and not old else "")


def of_setting(setting: str, system: str, home: Path) -> Iterator[Path]:
    """The program that a setting names: a file, or a folder that holds it."""
    path = home / setting[2:] if setting.startswith("~/") else Path(setting)
    if path.is_absolute():
        yield from (one for one in (path, path / NAMES[system]) if is_program(one, system))


def candidates(system: str, environ: Mapping[str, str], home: Path) -> Iterator[Path]:
    """Every file that may be the program, each once, the likeliest first."""
    for folder in dict.fromkeys(folders(system, environ, home)):
        if is_program(folder / NAMES[system], system):
            yield folder / NAMES[system]


def folders(system: str, environ: Mapping[str, str], home: Path) -> Iterator[Path]:
    """The folders to look into. Of PATH only absolute ones: `.` and an empty entry are the current folder, where anybody may have put a program."""
    yield from absolute(environ.get("PATH", "").split(os.pathsep))
    # docs.astral.sh/uv/reference/storage; pipx.pypa.io, “Configuring Paths”
    yield from absolute(environ.get(name, "") for name in ("UV_TOOL_BIN_DIR", "PIPX_BIN_DIR", "XDG_BIN_HOME"))
    yield from (data.parent / "bin" for data in absolute([environ.get("XDG_DATA_HOME", "")]))
    yield home / ".local" / "bin"
    for name, pattern in PLACES[system]:
        for base in absolute([{**environ, "HOME": str(home), "/": "/"}.get(name, "")]):
            yield from sorted(below(base, pattern), key=numbers, reverse=True)  # the newest Python first


def below(base: Path, pattern: str) -> Iterator[Path]:
    """The folders of a pattern; none where it leads into what must not be read."""
    base, pattern = (base.parent, pattern[3:]) if pattern.startswith("../") else (base, pattern)
    with suppress(OSError):
        yield from base.glob(pattern)


def absolute(names: Iterable[str]) -> Iterator[Path]:
    """Those of the folders that are the same whatever the current folder and drive are."""
    yield from (Path(name) for name in names if Path(name).is_absolute())


def numbers(path: Path) -> list[int]:
    """The numbers in a path, by which Python312 comes behind Python39."""
    return [int(number) for number in re.findall(r"\d+", str(path).replace("Python3", "Python3."))]


def is_program(path: Path, system: str) -> bool:
    """Is it a file that can be run? On Windows an .exe alone: what runs a .bat takes arguments apart in its own way."""
    if system == WINDOWS:
        return path.suffix.lower() == ".exe" and path.is_file()
    return path.is_file() and os.access(path, os.X_OK)

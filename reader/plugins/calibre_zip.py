"""calibre's plugin as one zip, the same bytes for the same sources."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reader import __version__
from reader.epub.archive import write_zip

SOURCES = Path(__file__).parent / "calibre"
# By this file calibre knows under which name the plugin's modules import one another: never to be changed.
IMPORT_NAME = "plugin-import-name-annotated_reader.txt"
OUTSIDE, INIT = "base.py", "__init__.py"
VERSION = "version = (0, 0, 0)"
SHIPPED = {".py", ".png", ".txt"}
CHINESE, TRADITIONAL = "words/zh.txt", "words/zh-Hant.txt"
DATE = (2026, 1, 1, 0, 0, 0)


def calibre_files() -> dict[str, bytes]:
    """Its files by name."""
    found = {path.relative_to(SOURCES).as_posix(): path for path in SOURCES.rglob("*") if path.suffix in SHIPPED}
    files = {name: path.read_bytes() for name, path in found.items()}
    files[INIT] = with_version(files.pop(OUTSIDE).decode()).encode()
    files[TRADITIONAL] = in_traditional(files[CHINESE].decode()).encode()
    files[IMPORT_NAME] = b""
    return files


def pack(files: Mapping[str, bytes]) -> bytes:
    """The files as calibre loads them."""
    return write_zip(sorted(files.items()), date=DATE)


def with_version(source: str) -> str:
    """The outside of the plugin with this program's version: three numbers, which calibre compares."""
    numbers = [*(int(part) for part in __version__.split(".") if part.isdecimal()), 0, 0][:3]
    return source.replace(VERSION, f"version = ({', '.join(map(str, numbers))})")


def in_traditional(words: str) -> str:
    """The words of the plugin for readers of traditional characters: each Chinese line converted, the English ones as they are."""
    from reader.script.convert import convert

    lines = words.splitlines(keepends=True)
    return "".join(convert(line, target="zh-Hant-TW", origin="zh-Hans", words=True) if line.startswith("= ") else line for line in lines)

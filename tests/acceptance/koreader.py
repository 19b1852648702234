"""KOReader's plugin under LuaJIT, as KOReader runs it, against stubs of what KOReader offers to plugins.

Exit code 1 when something is not as it should be. By hand it is tried with KOReader's own source: docs/acceptance.md.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from reader.dictionary.entries import make_dictionary
from reader.dictionary.stardict import stardict_files
from reader.edition import load_edition, shipped_folder
from reader.edition.exceptions import read_exceptions
from reader.plugins.koplugin import SOURCES, koplugin_files

SCRIPTS = Path(__file__).parent / "koreader"
# KOReader's one global that the plugin asks for, and what a stub changes; handlers have a `self` whether they need it or not.
LINT = ("--quiet", "--no-color", "--std", "luajit", "--no-self", "--max-line-length", "160", "--globals", "G_reader_settings", "io.open")


def main() -> int:
    """Run every script on the plugin as it is packed, and on the shipped glossary as a dictionary; and luacheck on the sources."""
    folder = shipped_folder()
    made = make_dictionary(load_edition(folder), asked=None, exceptions=read_exceptions(folder))
    with TemporaryDirectory() as place:
        for name, data in {**koplugin_files(), **stardict_files(made, "words")}.items():
            (Path(place) / name).write_bytes(data)
        environment = {**os.environ, "LUA_PATH": f"{place}/?.lua;{SCRIPTS}/?.lua"}
        codes = [subprocess.run(["luajit", script, f"{place}/words.ifo", place], env=environment, check=False).returncode for script in scripts()]
    codes.append(subprocess.run(["luacheck", SOURCES, SCRIPTS, *LINT], check=False).returncode)
    return 1 if any(codes) else 0


def scripts() -> list[Path]:
    """What is to be run, in the order of names."""
    return sorted(SCRIPTS.glob("test_*.lua"))


if __name__ == "__main__":
    sys.exit(main())

"""calibre's plugin in calibre's own window, on a screen that nobody sees: installed as a user does it, clicked, its jobs watched; every file in
the library is then what the command line makes of the same book, byte for byte.

Usage: python -m tests.acceptance.calibre_plugin FOLDER (pictures of the window go there)
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reader.plugins.calibre.program import INSTALL
from tests.acceptance.annotated import LIST, foreign_books
from tests.editions import CLUB, copy_of

HERE = Path(__file__).parent / "calibre_window"
READER = Path(sys.executable).with_name("reader")
NAME = "Annotated Reader"
OWN, MARKS = "茶与咖啡之争", "Take highlights into the edition"
# What the steps of the first run choose, and the command that makes the same of a book's file.
CHOICES = {
    "Put notes on terms": ("annotate", "--with", str(LIST)),
    "Check for e-readers": (),
    "Take the notes out": ("annotate", "--remove"),
    "Convert to traditional characters (Taiwan)": ("convert", "--traditional", "--region", "tw"),
}
SLOW = """#!/bin/sh
[ "$1" = --version ] && { echo "reader 9.9.9"; exit; }
touch "$(dirname "$0")/running"
exec sleep 600
"""


class Calibre:
    """One installation of the plugin: settings, a library of three books of others and one of an edition."""

    def __init__(self, folder: Path, *, program: str = str(READER), language: str = "en") -> None:
        self.folder, self.library = folder, folder / "library"
        folder.mkdir()
        environ = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
        mine = {"CALIBRE_CONFIG_DIRECTORY": folder / "config", "CALIBRE_CACHE_DIRECTORY": folder / "cache", "HOME": folder, "PATH": "/usr/bin:/bin"}
        self.environ = {**environ, **{name: str(value) for name, value in mine.items()}, "QTWEBENGINE_DISABLE_SANDBOX": "1", "LANG": "C.UTF-8"}
        self.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = "--no-sandbox --disable-gpu"
        (folder / "books").mkdir()
        self.books, own = [book for book, _ in foreign_books(folder / "books")], folder / "books" / "own.epub"
        self.edition = copy_of(CLUB, folder / "edition")
        subprocess.run([READER, "build", self.edition, "-o", own], check=True, capture_output=True)
        self.run("calibredb", "--with-library", str(self.library), "add", *map(str, (*self.books, own)))
        self.run("calibre-debug", str(HERE / "prepare.py"), str(self.library), program, str(LIST), str(self.edition), language)

    def run(self, *command: str, code: int = 0, **more: str) -> str:
        """A program of calibre's; what it printed. Its exit code must be `code`."""
        done = subprocess.run(command, env={**self.environ, **more}, capture_output=True, text=True, check=False, timeout=1800)
        assert done.returncode == code, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def use(self, steps: list[dict[str, Any]], out: Path) -> list[dict[str, Any]]:
        """calibre's window with a hand in it that does the steps; what it saw."""
        out.mkdir(parents=True, exist_ok=True)
        self.run("calibre-customize", "-b", str(HERE / "driver"))
        more = {"ACCEPTANCE_OUT": str(out), "ACCEPTANCE_STEPS": json.dumps(steps)}
        self.run("xvfb-run", "-a", "-s", "-screen 0 1000x640x24", "calibre", "--no-update-check", **more)
        seen = json.loads((out / "seen.json").read_text(encoding="utf-8"))
        assert not seen["error"], seen["error"]
        return list(seen["seen"])


SETTINGS = {"choose": "Settings…", "then": "settings", "button": "Try it"}


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def by_command(book: Path, step: int, arguments: tuple[str, ...]) -> Path:
    """What the command line makes of a book, beside it; a check makes nothing."""
    if not arguments:
        return book
    made = book.with_name(f"{step}.{book.name}")
    subprocess.run([READER, *arguments, book, "-o", made], check=True, capture_output=True)
    return made


def install(calibre: Calibre, zipped: Path) -> None:
    """As a folder and as a zip, both ways that calibre knows."""
    unpacked = calibre.folder / "unpacked"
    with zipfile.ZipFile(zipped) as files:
        files.extractall(unpacked)
    calibre.run("calibre-customize", "-b", str(unpacked))
    calibre.run("calibre-customize", "-r", NAME)
    assert f"Plugin added: {NAME}" in calibre.run("calibre-customize", "-a", str(zipped))
    assert NAME in calibre.run("calibre-customize", "-l")


def used(calibre: Calibre, out: Path) -> None:
    """Every entry of the menu, and what stands in the library behind each: an ORIGINAL_EPUB where the book is another than it was, and nowhere else."""
    assert calibre.run("calibre-debug", "-r", NAME).strip().endswith(f": {READER}")
    steps = [{"choose": words, "then": "report"} for words in CHOICES]
    asked, *seen, taken = calibre.use([SETTINGS, *steps, {"choose": MARKS, "then": "report", "titles": [OWN, "A Small Novel"]}], out)
    assert asked["state"].endswith(f": {READER}")
    files = calibre.books
    for number, ((words, arguments), step) in enumerate(zip(CHOICES.items(), seen, strict=True)):
        sys.stdout.write(f"{words}\n{step['report']}\n\n")
        files = [by_command(file, number, arguments) for file in files]
        wanted = [{"EPUB": sha(new)} | ({"ORIGINAL_EPUB": sha(old)} if sha(new) != sha(old) else {}) for new, old in zip(files, calibre.books, strict=True)]
        assert foreign(step) == in_order(wanted), words
        assert step["link"] == f"book:{step['selected'][0]}", words
    sys.stdout.write(f"{MARKS}\n{taken['report']}\n\n")
    assert "taken in: 1, unchanged: 1" in taken["report"]
    assert "慢慢来。" in (calibre.edition / "readers.toml").read_text(encoding="utf-8")


def foreign(step: dict[str, Any]) -> list[list[tuple[str, str]]]:
    """The formats of the books that are of no edition."""
    return in_order(formats for title, formats in step["formats"].items() if title != OWN)


def in_order(formats: Iterable[dict[str, str]]) -> list[list[tuple[str, str]]]:
    return sorted(sorted(one.items()) for one in formats)


def stopped(calibre: Calibre, program: Path, out: Path) -> None:
    """A job that is stopped: the program's process ends, the report says so, no book has changed. In Chinese."""
    [step] = calibre.use([{"choose": "检查：各种阅读器能不能用", "then": "stop", "running": str(program.with_name("running"))}], out)
    sys.stdout.write(f"{step['report']}\n\n")
    assert step["report"].split() == ["已中止", "3", "本没有做"]
    assert foreign(step) == in_order({"EPUB": sha(book)} for book in calibre.books)
    assert not any(str(program).encode() in path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline"))


def not_found(calibre: Calibre, out: Path) -> None:
    """Without the program: one window with two lines to copy. In traditional characters."""
    assert "reader" in calibre.run("calibre-debug", "-r", NAME, code=1)
    [step] = calibre.use([{"choose": "轉換成簡體字", "then": "missing"}], out)
    sys.stdout.write(f"{step['lines']}\n")
    assert step["lines"] == list(INSTALL)
    assert foreign(step) == in_order({"EPUB": sha(book)} for book in calibre.books)


def main(out: Path) -> None:
    shutil.rmtree(out, ignore_errors=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        zipped, slow = folder / "reader-calibre.zip", folder / "slow" / "reader"
        subprocess.run([READER, "plugin", "calibre", "-o", zipped], check=True, capture_output=True)
        slow.parent.mkdir()
        slow.write_text(SLOW, encoding="utf-8")
        slow.chmod(0o755)
        settings = {"used": (str(READER), "en"), "stopped": (str(slow), "zh_CN"), "missing": (str(folder / "nothing"), "zh_TW")}
        installed = {name: Calibre(folder / name, program=program, language=language) for name, (program, language) in settings.items()}
        for calibre in installed.values():
            install(calibre, zipped)
        used(installed["used"], out / "used")
        stopped(installed["stopped"], slow, out / "stopped")
        not_found(installed["missing"], out / "missing")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

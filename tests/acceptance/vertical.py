"""Books in vertical lines, and one that was turned back: built so, and turned by `reader convert`; one has a style sheet that fights it.

Usage: python -m tests.acceptance.vertical FOLDER
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

from reader.epub.rezip import rewrite_zip
from tests.acceptance.books import unpack
from tests.acceptance.inventory import inventory
from tests.editions import CLUB, SHIPPED

FIGHTING = "\nhtml { writing-mode: horizontal-tb !important; } body { -webkit-writing-mode: horizontal-tb; width: 90%; max-width: 30em; margin: 1em 2em; }\n"


def reader(*arguments: str | Path) -> None:
    """Run the command as a user does."""
    subprocess.run([sys.executable, "-m", "reader", *map(str, arguments)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def fighting(book: Path, path: Path) -> None:
    """The book with a style sheet that wants horizontal lines, whatever else is said."""
    with zipfile.ZipFile(book) as opened:
        style = opened.read("EPUB/style.css")
    path.write_bytes(rewrite_zip(book.read_bytes(), {"EPUB/style.css": style + FIGHTING.encode()}))


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    plain, hard = folder / "plain.epub", folder / "fighting.epub"
    reader("build", CLUB, "--simplified", "-o", plain)
    fighting(plain, hard)
    reader("build", SHIPPED, "--traditional", "--layout", "vertical", "-o", folder / "vertical.built.epub")
    reader("convert", plain, "--layout", "vertical", "-o", folder / "vertical.turned.epub")
    reader("convert", hard, "--layout", "vertical", "-o", folder / "vertical.fighting.epub")
    reader("convert", folder / "vertical.turned.epub", "--layout", "horizontal", "-o", folder / "level.back.epub")
    for path in (*folder.glob("vertical.*.epub"), folder / "level.back.epub"):
        unpack(path)
        path.with_suffix(".json").write_text(json.dumps(inventory(path), ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

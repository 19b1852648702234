"""Build the books under test as a user does: the shipped edition and the small one, each in every script
and variant, with an inventory beside each; and the site of both.

Usage: python -m tests.acceptance.books FOLDER
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.acceptance.inventory import inventory, read_pages
from tests.editions import CLUB, SHIPPED

# The small edition has one note of every kind, the shipped one is the book that people read.
EDITIONS = {"club": CLUB, "book": SHIPPED}
BOOKS = {
    "published": (),
    "zh-Hans": ("--simplified",),
    "zh-Hant-TW": ("--traditional",),
    "zh-Hant-HK": ("--traditional", "--region", "hk"),
    "kobo": ("--simplified", "--for", "kobo"),
    "duokan": ("--simplified", "--for", "duokan"),
}


ADDRESS = "https://club.example/"


def write_book(folder: Path, edition: str, name: str) -> None:
    """One book of an edition and its inventory."""
    path = folder / f"{edition}.{name}.epub"
    command = [sys.executable, "-m", "reader", "build", str(EDITIONS[edition]), *BOOKS[name], "-o", str(path)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    unpack(path)
    path.with_suffix(".json").write_text(json.dumps(inventory(path), ensure_ascii=False, indent=1), encoding="utf-8")


def unpack(path: Path) -> None:
    """The book as a folder with the manifest of a web publication, as Readium's server gives it to the web navigator."""
    folder = path.with_suffix("")
    with zipfile.ZipFile(path) as book:
        book.extractall(folder)
    order = [{"href": name, "type": "application/xhtml+xml"} for name in read_pages(path)]
    metadata = {"title": path.stem, "readingProgression": "ltr", "language": "zh"}
    manifest = {"@context": "https://readium.org/webpub-manifest/context.jsonld", "metadata": metadata, "links": [], "readingOrder": order}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for edition in EDITIONS:
        for name in BOOKS:
            write_book(folder, edition, name)
    publish = [sys.executable, "-m", "reader", "publish", *map(str, EDITIONS.values()), "-o", str(folder / "site"), "--base-url", ADDRESS]
    subprocess.run(publish, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Somebody else's books with notes of ours in them, each with an inventory of its markers: an EPUB 2, a Chinese book, one with footnotes of its own;

and two of which editions are made, with disputes between their chapters.

Usage: python -m tests.acceptance.annotated FOLDER [BOOK.epub LIST]…
"""

from __future__ import annotations

import json
import posixpath
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pypandoc

from tests.acceptance.inventory import XHTML, Json, Page, plain, read_pages
from tests.annotated import CASES, old_book
from tests.overlaid import BOOKS, edition_of

LIST = CASES / "terms.toml"


def foreign_books(folder: Path) -> list[tuple[Path, Path]]:
    """The books, written into the folder, and the list for each."""
    novel = folder / "novel.epub"
    novel.write_bytes(old_book())
    books = [novel]
    for name, kind in (("chinese", "epub2"), ("english", "epub3")):
        books.append(folder / f"{name}.epub")
        pypandoc.convert_file(str(CASES / "books" / f"{name}.md"), kind, outputfile=str(books[-1]), extra_args=["--split-level=1"])
    return [(book, LIST) for book in books]


def annotate(book: Path, notes: Path, folder: Path) -> None:
    """One book with notes, and what they are."""
    for place in ("inline", "end"):
        path = folder / f"annotated.{book.stem}.{place}.epub"
        command = [sys.executable, "-m", "reader", "annotate", str(book), "--with", str(notes), "--place", place, "-o", str(path)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        path.with_suffix(".json").write_text(json.dumps(inventory(path), ensure_ascii=False, indent=1), encoding="utf-8")


def inventory(path: Path) -> Json:
    """All markers of a book that are ours, with their notes."""
    markers: list[Json] = []
    for name, page in read_pages(path).items():
        for marker in page.iterfind(f".//{XHTML}a[@class]"):
            if not marker.get("class").startswith("rdn-noteref "):
                continue
            [note] = page.xpath("//*[@id=$id]", id=marker.get("href").removeprefix("#"))
            text = plain("".join(note.itertext()))
            markers.append({"page": name, "id": marker.get("id"), "note": note.get("id"), "text": text, "passages": passages_of(note, name)})
    return {"book": path.name, "markers": markers}


def passages_of(note: Page, page: str) -> list[Json]:
    """The links of a note that lead to another chapter: which one of the note's links, and where to."""
    found: list[Json] = []
    for nth, link in enumerate(note.iterfind(f".//{XHTML}a")):
        if link.get("class") == "rdn-passage":
            name, _, fragment = link.get("href").partition("#")
            found.append({"nth": nth, "page": posixpath.normpath(posixpath.join(posixpath.dirname(page), name)), "id": fragment})
    return found


def build_edition(name: str, folder: Path) -> None:
    """A book with an edition's notes, and what they are."""
    path = folder.resolve() / f"annotated.{name}-edition.epub"
    with TemporaryDirectory() as temporary:
        edition = edition_of(name, Path(temporary))
        subprocess.run([sys.executable, "-m", "reader", "build", str(edition), "-o", str(path)], check=True, stdout=subprocess.DEVNULL)
    path.with_suffix(".json").write_text(json.dumps(inventory(path), ensure_ascii=False, indent=1), encoding="utf-8")


def main(folder: Path, *more: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    named = [(Path(book), Path(notes)) for book, notes in zip(more[::2], more[1::2], strict=True)]
    for book, notes in named or foreign_books(folder):
        annotate(book, notes, folder)
    for name in () if named else BOOKS:
        build_edition(name, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])

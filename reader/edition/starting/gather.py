"""What a new edition is to be made of: files named one by one, and folders of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from reader.edition.files import read_bytes
from reader.edition.load import MARKDOWN, PAGES, is_docx, refuse_other_kinds
from reader.epub.files import is_folder
from reader.errors import InputError

TEXTS = (".txt", ".text")
# What of a folder is taken for a text; a file that is named alone may be called anything.
ENDINGS = (*TEXTS, *MARKDOWN, *PAGES, ".docx")
MOST = 64 << 20  # bytes of one source: a long novel has 10 MB


class Given(Struct, frozen=True, gc=False):
    """A text as it was handed in: where it lies, its bytes, how its copy's name ends."""

    path: Path
    data: bytes
    ending: str


def gather(sources: Iterable[Path]) -> tuple[Given, ...]:
    """The texts in the order in which they were named, those of a folder by their names.

    Raises InputError for what is not there or no file, and for a folder without a text; EditionError for what is no text.
    """
    return tuple(_read(path) for source in sources for path in (_inside(source) if is_folder(source) else (source,)))


def _inside(folder: Path) -> tuple[Path, ...]:
    found = [path for path in folder.iterdir() if path.name.lower().endswith(ENDINGS) and not path.name.startswith((".", "~$")) and path.is_file()]
    if not found:
        raise InputError("no text is in this folder", where=str(folder), advice=f"texts are files that end in {', '.join(ENDINGS)}")
    return tuple(sorted(found, key=lambda path: (list(_order(path.stem)), path.name)))


def _order(name: str) -> Iterator[tuple[bool, int, str]]:
    """A key by which 第2章 stands before 第10章, and figures before letters."""
    for digits, other in re.findall(r"(\d+)|(\D+)", name.casefold()):
        yield bool(other), len(digits.lstrip("0")), digits.lstrip("0") or other


def _read(path: Path) -> Given:
    where = str(path)
    if path.exists() and not path.is_file():
        raise InputError("this is a device or a pipe, not a file", where=where, advice="name a text")
    if path.is_file() and path.stat().st_size > MOST:
        raise InputError(f"holds more than {MOST >> 20} MB", where=where, advice="divide the text")
    data = read_bytes(path, where=where)
    refuse_other_kinds(data, name=where)
    name = path.name.lower()
    ending = ".docx" if is_docx(data) else next((ending for ending in (*MARKDOWN, *PAGES) if name.endswith(ending)), TEXTS[0])
    return Given(path, data, ending)

"""Some files of a book alone, by their names."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from posixpath import basename, dirname, relpath

from reader.epub.container import Container
from reader.epub.sheets import Sheet
from reader.errors import InputError

SHOWN = 5  # names that an error gives as examples


def chosen(book: Container, sheets: list[Sheet], patterns: Sequence[str]) -> list[Sheet]:
    """The sheets whose file has a name like one of the patterns (all, where there is no pattern); raises InputError when none has.

    The name may be the file's alone, the package document's for it (its href), or the whole path in the book.
    """
    if not patterns:
        return sheets
    found = [sheet for sheet in sheets if any(fnmatchcase(name, pattern) for name in _names(book, sheet) for pattern in patterns)]
    if not found:
        some = ", ".join(sheet.name for sheet in sheets[:SHOWN]) + (" …" if len(sheets) > SHOWN else "")
        raise InputError(f"no file in it has a name like {' or '.join(patterns)}", where=book.name, advice=f"its files with text are {some}")
    return found


def _names(book: Container, sheet: Sheet) -> tuple[str, str, str]:
    return sheet.name, basename(sheet.name), relpath(sheet.name, dirname(book.package.path) or ".")

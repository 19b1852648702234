"""Lists of somebody's own words → what conversion lays over its result: a file of two columns, or an edition's `script.toml`."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from reader.edition.exceptions import words_of
from reader.edition.files import read_toml
from reader.edition.sources.encodings import read_text
from reader.epub.files import read_whole
from reader.errors import EditionError
from reader.model import Finding
from reader.script.own_words import OwnWord, OwnWords
from reader.script.past_unseen import bared
from reader.unseen import is_seen, name_of, unprintable

LARGEST = 16 << 20  # bytes of a list
COLUMNS = "write two columns with a tab or a comma between them: the word as it stands, and what it becomes"


def read_words(paths: Iterable[Path]) -> tuple[OwnWords, tuple[Finding, ...]]:
    """The words of all the lists together (`settled` asks whether they agree), and in which encodings they were; raises EditionError with file and line."""
    entries, findings = list[OwnWord](), list[Finding]()
    for path in paths:
        if path.suffix.lower() == ".toml":
            entries += words_of(read_toml(Path(), str(path)), name=str(path))
        else:
            text, how = read_text(read_whole(path, where=str(path), most=LARGEST), name=str(path))
            entries += _columns(text.splitlines(), str(path))
            findings += how
    return OwnWords(tuple(entries)), tuple(findings)


def _columns(lines: Iterable[str], name: str) -> Iterator[OwnWord]:
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        where = f"{name} line {number}"
        cells = [cell.strip() for cell in _cells(line, where)]
        if len(cells) != 2:
            raise EditionError(f"has {'one column' if len(cells) == 1 else f'{len(cells)} columns'}: ⟦{line[:60]}⟧", where=where, advice=COLUMNS)
        for cell in cells:
            if not is_seen(cell):
                raise EditionError(f"has an empty column: ⟦{line[:60]}⟧", where=where, advice=COLUMNS)
            if unfit := unprintable(cell):
                raise EditionError(f"holds {name_of(unfit)}, which no book can hold", where=where, advice="take it out")
        yield OwnWord(bared(cells[0])[0], cells[1], where=where)


def _cells(line: str, where: str) -> list[str]:
    """The cells of a line; between commas, one with a comma in it stands in quotation marks (RFC 4180)."""
    if "\t" in line:
        return line.split("\t")
    try:
        return next(csv.reader([line], strict=True, skipinitialspace=True))
    except csv.Error as error:
        raise EditionError(f"cannot be read ({error}): ⟦{line[:60]}⟧", where=where, advice=COLUMNS) from None

"""A table of two columns without a header → terms: the headword or all forms, separated by `|`, and the definition."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from reader.edition.files import decode, read_bytes
from reader.edition.lists.row import term_of
from reader.errors import EditionError
from reader.model import Term


def read_table(path: Path, delimiter: str) -> tuple[Term, ...]:
    """The rows of a `.csv` (RFC 4180) or `.tsv`, empty ones left out; raises EditionError with file and row for one that is no term."""
    text = decode(read_bytes(path, where=str(path)), where=str(path))
    return tuple([_term(cells, where) for where, cells in _rows(text, delimiter, str(path))])


def _rows(text: str, delimiter: str, name: str) -> Iterator[tuple[str, list[str]]]:
    rows = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if delimiter == "," else csv.QUOTE_NONE)
    try:
        for number, cells in enumerate(rows, 1):
            cells = [cell.strip() for cell in cells]
            if any(cells):
                yield f"{name} row {number}", cells
    except csv.Error as error:
        raise EditionError(f"cannot be read as a table ({error})", where=f"{name} line {rows.line_num}", advice="save it as CSV in UTF-8") from None


def _term(cells: list[str], where: str) -> Term:
    if len(cells) != 2:
        advice = "a definition with commas stands in quotation marks" if len(cells) > 2 else "write a headword, a comma and its definition"
        raise EditionError(f"has {len(cells)} columns, not two", where=where, advice=advice)
    return term_of([form.strip() for form in cells[0].split("|")], cells[1], where=where)

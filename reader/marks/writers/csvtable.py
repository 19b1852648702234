"""Marks → CSV, for spreadsheets: a row a mark. With a byte order mark, else Excel takes it for another encoding."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence

from reader.marks.taken import Book, Taken

COLUMNS = ("title", "essay", "exact", "note", "member", "made", "share", "state", "source", "id")
# What a spreadsheet takes for a formula (OWASP, "CSV Injection"); a note may be a stranger's.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def csv_table(taken: Sequence[Taken], book: Book) -> bytes:
    """The rows in the order of the text, under the names of the columns."""
    del book
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for one in taken:
        mark = one.mark
        rows.writerow(map(_cell, (one.title, mark.essay, one.exact, mark.note, mark.member, mark.made, mark.share, mark.state, mark.source, mark.id)))
    return codecs.BOM_UTF8 + text.getvalue().encode()


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULAS) else text

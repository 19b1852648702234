"""WordDumb's `worddumb-custom-x-ray.json` → terms.

Its rows, from the plugin's own writer: name, aliases (separated by commas; older ones have none), label, description, the number of a source, and
whether to leave the name out. A row without a description asks the plugin to look the name up in Wikipedia.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from reader.edition.files import decode, read_bytes
from reader.edition.lists.row import term_of
from reader.errors import EditionError
from reader.model import Finding, Term

LENGTHS = (5, 6)


def read_worddumb(path: Path) -> tuple[tuple[Term, ...], tuple[Finding, ...]]:
    """The rows that hold a description and are not to be left out, and a finding for the others without one."""
    text = decode(read_bytes(path, where=str(path)), where=str(path))
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise EditionError(f"is not JSON ({error})", where=str(path), advice="let WordDumb write it anew") from None
    if not isinstance(rows, list):
        raise EditionError("is no list of WordDumb's", where=str(path), advice="a list holds [name, aliases, label, description, source, left out]")
    terms, missing = list[Term](), list[Finding]()
    for number, row in enumerate(rows, 1):
        where = f"{path} row {number}"
        forms, definition, omit = _read(row, where)
        if omit:
            continue
        if definition.strip():
            terms.append(term_of(forms, definition, where=where))
        else:
            missing.append(Finding("list-undefined", "warning", where, f"“{forms[0]}” has no description: left out"))
    return tuple(terms), tuple(missing)


def _read(row: Any, where: str) -> tuple[list[str], str, bool]:
    advice = "it should be [name, aliases, label, description, source, left out]"
    if not isinstance(row, list) or len(row) not in LENGTHS:
        raise EditionError("is no row of WordDumb's", where=where, advice=advice)
    aliases = row[1] if len(row) == LENGTHS[1] else ""
    name, definition, omit = row[0], row[-3], row[-1]
    if not (isinstance(name, str) and isinstance(aliases, str) and isinstance(definition, str)):
        raise EditionError("holds something else than a text where a text should stand", where=where, advice=advice)
    return [name.strip(), *filter(None, (alias.strip() for alias in aliases.split(",")))], definition, bool(omit)

"""The texts of editions that are out (`past/<number>/ledgers.tsv`): what readers still hold in their hands.

An old reading text is the source with the old ledger's changes; a place in it goes back to the source and from there through the present
ledger (`annotations/past/README.md`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from reader.edition.rows import rows
from reader.edits import Edit, apply_edits
from reader.epub.files import is_folder
from reader.errors import EditionError
from reader.marks.texts import EssayText, reading_of
from reader.model import Edition, Essay, Hunk
from reader.repair.offsets import Shifts, make_shifts, to_reading, to_source

FOLDER, LEDGERS = "past", "ledgers.tsv"
Ledgers = dict[tuple[str, str], list[Edit]]


def past_texts(edition: Edition, folder: Path) -> Iterator[tuple[EssayText, ...]]:
    """For each kept edition the texts of those of its essays whose sources are still the same; raises EditionError for a damaged table."""
    kept = folder / FOLDER
    for path in sorted(kept.glob(f"*/{LEDGERS}")) if is_folder(kept) else ():
        ledgers = read_ledgers(path.read_bytes(), where=f"{FOLDER}/{path.parent.name}/{LEDGERS}")
        if texts := tuple(_texts(edition, ledgers)):
            yield texts


def _texts(edition: Edition, ledgers: Ledgers) -> Iterator[EssayText]:
    for essay in edition.essays:
        edits = ledgers.get((essay.source.name, essay.source.sha256))
        if edits is None or (old := apply_edits(essay.source.text, edits)) == reading_of(essay):
            continue
        hunks = [Hunk(edit.start, edit.end, essay.source.text[edit.start : edit.end], edit.after, ()) for edit in edits]
        yield EssayText(essay.slug, old, partial(_carry, make_shifts(hunks), _now(essay), len(essay.source.text)))


def _now(essay: Essay) -> Shifts:
    return make_shifts(essay.reading.hunks if essay.reading else ())


def _carry(old: Shifts, now: Shifts, most: int, start: int, end: int) -> tuple[int, int] | None:
    first, last = to_source(start, old), min(to_source(end, old, side="left"), most)
    if first >= last:  # all of it was a repair's own words
        first, last = to_source(start, old, side="left"), to_source(end, old)
    low, high = to_reading(first, now, side="left"), to_reading(last, now)
    return (low, high) if 2 * (high - low) >= end - start else None


def read_ledgers(data: bytes, *, where: str) -> Ledgers:
    """The changes of each source, by its file's name and SHA-256."""
    found: Ledgers = {}
    edits = list[Edit]()
    try:
        for first, second, *after in rows(data.decode()):
            if after:
                edits.append(Edit(int(first), int(first) + int(second), after[0]))
            else:
                found[first, second] = edits = []
    except (ValueError, KeyError) as error:
        raise EditionError(f"the table is damaged ({error})", where=where, advice="restore the file; nothing in it is written by hand") from error
    return found

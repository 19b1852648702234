"""Highlights and notes that were made in calibre's viewer → an edition's `readers.toml`, by `reader marks`."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from .answers import FAILED, LEFT, SAME, TAKEN, Outcome, Result, answer_of, entries, error_of
from .asking import marks_command
from .running import run
from .work import Around, Work


class Notebook(Protocol):
    """What is used of calibre's database."""

    def all_annotations_for_book(self, book_id: int, /) -> Iterable[Mapping[str, Any]]: ...


def take_marks(library: Notebook, work: Work, around: Around) -> Result:
    """What became of the marks of every book: all of them in one call, for the edition's files are written once."""
    with tempfile.TemporaryDirectory(prefix="reader-") as folder:
        files = written(library, work["books"], Path(folder))
        if not files:
            return Result(head="", outcomes=[outcome(book, SAME, around["say"]("no highlight in it")) for book in work["books"]])
        around["progress"](0.5, work["settings"]["edition"])
        readers, printed = str(Path(work["settings"]["edition"]) / "readers.toml"), list[str]()
        line = marks_command(work["program"], work["settings"], [str(file) for file in files.values()], readers, language=work["language"])
        ended = run(line, folder, around["stop"], printed.append, around["sanitized"])
    answer = answer_of("".join(printed))
    if ended["stopped"]:
        return Result(head="", outcomes=[])
    if not answer:
        return Result(head=error_of(ended["errors"]), outcomes=[outcome(book, FAILED, "") for book in work["books"] if book[0] in files])
    return Result(head=head(answer, around), outcomes=[one(answer, book, files.get(book[0]), around) for book in work["books"]])


def written(library: Notebook, books: Sequence[tuple[int, str]], folder: Path) -> dict[int, Path]:
    """Each book's annotations as calibre exports them, in a file of its own; of books that have some."""
    files = {}
    for book, title in books:
        rows = [{**row, "title": title} for row in library.all_annotations_for_book(book) if is_highlight(row)]
        if rows:
            files[book] = folder / f"{book}.calibre_annotation_collection"
            collection = {"version": 1, "type": "calibre_annotation_collection", "annotations": rows}
            files[book].write_text(json.dumps(collection), encoding="utf-8")
    return files


def is_highlight(row: Mapping[str, Any]) -> bool:
    """Is it one that is there? Places where somebody stopped reading, bookmarks, and what was removed are no marks."""
    annotation = row.get("annotation") or {}
    return annotation.get("type") == "highlight" and not annotation.get("removed")


def head(answer: Mapping[str, Any], around: Around) -> str:
    """What came of all marks together."""
    states = [mark.get("state") for mark in entries(answer.get("marks"))]
    orphans, moved = states.count("orphan"), states.count("moved")
    counts = (len(states) - orphans, moved, orphans, answer.get("added", 0), answer.get("changed", 0), answer.get("path", ""))
    return around["say"]("in the text: {} (moved: {}), without a place: {}; new: {}, changed: {} → {}", *counts)


def one(answer: Mapping[str, Any], book: tuple[int, str], file: Path | None, around: Around) -> Outcome:
    """What came of one book's marks: `reader` knows by the title whether they belong to the edition."""
    if file is None:
        return outcome(book, SAME, around["say"]("no highlight in it"))
    if book[1] in (answer.get("other_books") or {}):
        return outcome(book, LEFT, around["say"]("it is no book of the edition"))
    marks = sum(int(one.get("marks") or 0) for one in entries(answer.get("files")) if Path(str(one.get("file"))).name == file.name)
    return outcome(book, TAKEN, around["say"]("highlights: {}", marks))


def outcome(book: tuple[int, str], state: str, text: str) -> Outcome:
    return Outcome(book=book[0], title=book[1], state=state, text=text, notes=[])

"""All selected books in one job: copied out of the library, given to the program, put back where something has changed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from .answers import CHANGED, FAILED, LEFT, RESTORED, SAME, Outcome, Result, answer_of, error_of, told, without_path
from .asking import WRITING, command
from .running import run
from .words import Say
from .work import Around, Work

EPUB, ORIGINAL = "EPUB", "ORIGINAL_EPUB"
# What the program ends with when a check has found errors.
FINDINGS = 1


class Library(Protocol):
    """What is used of calibre's database (`db.new_api`, which threads may share)."""

    def copy_format_to(self, book_id: int, fmt: str, dest: str, /) -> object: ...
    def has_format(self, book_id: int, fmt: str, /) -> bool: ...
    def format_hash(self, book_id: int, fmt: str, /) -> str: ...
    def save_original_format(self, book_id: int, fmt: str, /) -> object: ...
    def restore_original_format(self, book_id: int, original_fmt: str, /) -> object: ...
    def add_format(self, book_id: int, fmt: str, stream_or_path: str, /, *, replace: bool, run_hooks: bool) -> object: ...


def do_all(library: Library, work: Work, around: Around) -> Result:
    """What became of every book; where it was stopped, of those until then."""
    outcomes = list[Outcome]()
    with tempfile.TemporaryDirectory(prefix="reader-") as folder:
        for number, (book, title) in enumerate(work["books"]):
            around["progress"](number / len(work["books"]), title)
            outcomes += do_one(library, work, around, book, title, folder)
            if around["stop"].is_set():
                break
    return Result(head="", outcomes=outcomes)


def do_one(library: Library, work: Work, around: Around, book: int, title: str, folder: str) -> Iterator[Outcome]:
    """What became of one book; nothing when it was stopped."""
    source, output = (str(Path(folder) / f"{book}{ending}.epub") for ending in ("", ".new"))
    before = library.format_hash(book, EPUB)
    library.copy_format_to(book, EPUB, source)
    printed = list[str]()
    line = command(work["program"], work["deed"], work["settings"], source, output, language=work["language"])
    ended = run(line, folder, around["stop"], printed.append, around["sanitized"])
    if ended["stopped"]:
        return
    answer, kind = answer_of("".join(printed)), work["deed"]["kind"]
    if not answer or "error" in answer or ended["code"] not in (0, FINDINGS):
        text = without_path(error_of(ended["errors"], answer), source)
        yield Outcome(book=book, title=title, state=FAILED, text=text or around["say"]("the program ended with code {}", ended["code"]), notes=[])
        return
    state, text, notes = told(kind, answer, around["say"])
    notes = [without_path(note, source) for note in notes]
    if kind in WRITING and state == CHANGED:
        state, note = put_back(library, book, source, output, before, around["say"])
        notes = [note, *notes] if note else notes
        if state in (CHANGED, RESTORED):
            around["changed"](book)
    yield Outcome(book=book, title=title, state=state, text=text, notes=notes)


def put_back(library: Library, book: int, source: str, output: str, before: str, say: Say) -> tuple[str, str]:
    """The new file as the book's EPUB, what it was as ORIGINAL_EPUB; a state, and what ought to be known.

    An ORIGINAL_EPUB that is there stays: it is the oldest. Where the new file is that one again, it moves back, and no copy is kept.
    """
    if digest(output) == digest(source):
        return SAME, ""
    if not library.has_format(book, EPUB) or library.format_hash(book, EPUB) != before:
        return LEFT, say("the book was changed in the library meanwhile, and stays as it is now")
    if library.has_format(book, ORIGINAL):
        if library.format_hash(book, ORIGINAL) == digest(output):
            library.restore_original_format(book, ORIGINAL)
            return RESTORED, say("ORIGINAL_EPUB is the book's EPUB again")
    else:
        library.save_original_format(book, EPUB)
    library.add_format(book, EPUB, output, replace=True, run_hooks=False)
    return CHANGED, ""


def digest(path: str) -> str:
    """The SHA-256 of a file."""
    return sha256(Path(path).read_bytes()).hexdigest()

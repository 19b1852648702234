"""All selected books in one job: copied out of the library, given to the program, put back where something has changed."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from .answers import CHANGED, FAILED, LEFT, RESTORED, SAME, Outcome, Result, answer_of, error_of, told
from .asking import WRITING, command
from .running import run
from .words import Say
from .work import Around, Work

EPUB, ORIGINAL = "EPUB", "ORIGINAL_EPUB"
# The folders that the program reads and writes; relative, so that they are in the current folder of its process, which is ours alone.
SOURCES, RESULTS = "in", "out"


class Library(Protocol):
    """What is used of calibre's database (`db.new_api`, which threads may share)."""

    def copy_format_to(self, book_id: int, fmt: str, dest: str, /) -> object: ...
    def has_format(self, book_id: int, fmt: str, /) -> bool: ...
    def format_hash(self, book_id: int, fmt: str, /) -> str: ...
    def save_original_format(self, book_id: int, fmt: str, /) -> object: ...
    def restore_original_format(self, book_id: int, original_fmt: str, /) -> object: ...
    def add_format(self, book_id: int, fmt: str, stream_or_path: str, /, *, replace: bool, run_hooks: bool) -> object: ...


def do_all(library: Library, work: Work, around: Around) -> Result:
    """What became of every book; where it was stopped, of those that were done until then.

    The program is called once, and each book is put back as soon as its line is there.
    """
    outcomes = dict[int, Outcome]()
    with tempfile.TemporaryDirectory(prefix="reader-") as name:
        folder = Path(name)
        before = {book: copied_out(library, book, title, folder, around) for book, title in work["books"] if not around["stop"].is_set()}

        def tell(line: str) -> None:
            answer = answer_of(line)
            book = book_of(answer)
            if book in before:
                title = dict(work["books"])[book]
                outcomes[book] = done(library, work, around, (book, title), answer, before[book], folder)
                around["progress"](len(outcomes) / len(before), title)

        command_line = command(work["program"], work["deed"], work["settings"], SOURCES, RESULTS, language=work["language"])
        ended = run(command_line, name, around["stop"], tell, around["sanitized"])
    if ended["stopped"]:
        return Result(head=around["say"]("not done: {}", len(work["books"]) - len(outcomes)), outcomes=list(outcomes.values()))
    undone = [failed(book, around["say"]("not done")) for book in work["books"] if book[0] not in outcomes]
    head = (error_of(ended["errors"]) or around["say"]("the program ended with code {}", ended["code"])) if undone else ""
    return Result(head=head, outcomes=[*outcomes.values(), *undone])


def copied_out(library: Library, book: int, title: str, folder: Path, around: Around) -> str:
    """Put a book's file where the program is to find it, under the book's number; the hash that it has in the library."""
    around["progress"](0, title)
    (folder / SOURCES).mkdir(exist_ok=True)
    before = library.format_hash(book, EPUB)
    library.copy_format_to(book, EPUB, str(folder / SOURCES / f"{book}.epub"))
    return before


def book_of(answer: Mapping[str, Any]) -> int:
    """The number of the book that a line tells of; -1 for the line at the end, and whatever else is printed."""
    number = Path(str(answer.get("source", ""))).stem
    return int(number) if number.isdecimal() else -1


def done(library: Library, work: Work, around: Around, book: tuple[int, str], answer: Mapping[str, Any], before: str, folder: Path) -> Outcome:
    """What became of a book that the program has told of. Its two files are no longer needed then."""
    source, output = (folder / place / f"{book[0]}.epub" for place in (SOURCES, RESULTS))
    state, text, notes = told(work["deed"]["kind"], answer, around["say"])
    try:
        if work["deed"]["kind"] in WRITING and state == CHANGED:
            state, note = put_back(library, book[0], source, output, before, around["say"])
            notes = [note, *notes] if note else notes
            if state in (CHANGED, RESTORED):
                around["changed"](book[0])
    except OSError as error:
        return failed(book, str(error))
    finally:
        for path in (source, output):
            path.unlink(missing_ok=True)
    return Outcome(book=book[0], title=book[1], state=state, text=text, notes=notes)


def failed(book: tuple[int, str], text: str) -> Outcome:
    return Outcome(book=book[0], title=book[1], state=FAILED, text=text, notes=[])


def put_back(library: Library, book: int, source: Path, output: Path, before: str, say: Say) -> tuple[str, str]:
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
    library.add_format(book, EPUB, str(output), replace=True, run_hooks=False)
    return CHANGED, ""


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return sha256(path.read_bytes()).hexdigest()

"""Where results go: the same for every command that writes a file."""

from __future__ import annotations

import os
from pathlib import Path

from reader.epub.files import is_folder
from reader.errors import UsageError

STANDARD_OUTPUT, EPUB = "-", ".epub"


def as_place(value: str) -> Path:
    """The file that an option names; `-` is standard output, and `./-` a file of that name."""
    path = Path(value)
    return path.absolute() if str(path) == STANDARD_OUTPUT != value else path


def is_standard(path: Path | None) -> bool:
    """Does a result go to standard output?"""
    return path is not None and str(path) == STANDARD_OUTPUT


def refuse_shared(output: Path | None, file: Path | None, *, as_json: bool) -> None:
    """Raise UsageError when two results would go to one place: of `-o`, `--report` and `--json`."""
    if is_standard(output) + is_standard(file) + as_json > 1:
        raise UsageError("only one of -o -, --report - and --json can have standard output", advice="name a file for the other")
    if output and file and output.absolute() == file.absolute():
        raise UsageError("-o and --report name the same file", advice="name two")


def place_for(output: Path | None, name: str) -> Path:
    """The file for a book that is called `name`: what `-o` says, in a folder that it names, else in build/ below the current folder.

    Raises UsageError for an ending that no program would open the book by.
    """
    if output is None:
        return Path("build") / name
    if is_standard(output):
        return output
    if is_folder(output):
        return output / name
    if output.suffix.lower() != EPUB and output.name != STANDARD_OUTPUT and not os.path.lexists(output):
        raise UsageError(f"-o {output}: a book's name ends in {EPUB}", advice=f"is {output.with_name(output.name + EPUB).name} meant? A folder must be there")
    return output

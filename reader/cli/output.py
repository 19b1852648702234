"""Where results go: the same for every command that writes a file."""

from __future__ import annotations

from pathlib import Path

from reader.errors import UsageError

STANDARD_OUTPUT = "-"


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

"""One family of errors; each class has its exit code, each message says what is wrong, where, and what to do.

```
ReaderError
├── UsageError     2   the command line asks for something that does not exist
├── EditionError   3   the edition's data is wrong (SeveralErrors: more than one slip)
├── InputError     4   a file cannot be read, or is not what it should be
├── OutputError    5   the result cannot be written
├── MissingTool    6   an optional part is not installed
├── Stopped      130   Ctrl-C in the middle of a library, which can be gone on with
└── Breach        70   what would be written is not what was meant: a fault of the program, found before it does harm
```

Outside the family: 70 for any other fault of the program itself, 130 when the user presses Ctrl-C elsewhere.
"""

from __future__ import annotations

import sys

EXIT_DONE = 0
EXIT_FINDINGS = 1
EXIT_FAULT = 70


class ReaderError(Exception):
    """Anything the user can mend. `where` names file and entry, `advice` says what to do."""

    exit_code = EXIT_FAULT

    def __init__(self, text: str, *, where: str = "", advice: str = "") -> None:
        super().__init__(text)
        self.text, self.where, self.advice = text, where, advice

    def __str__(self) -> str:
        head = f"{self.where}: {self.text}" if self.where else self.text
        return f"{head} → {self.advice}" if self.advice else head


class UsageError(ReaderError):
    """Options that do not go together or do not exist."""

    exit_code = 2


class EditionError(ReaderError):
    """The edition's data contradicts itself, its sources, or the format."""

    exit_code = 3


class SeveralErrors(EditionError):  # noqa: N818
    """Several slips in the data at once, each an error of its own; it prints as the first."""

    def __init__(self, errors: tuple[ReaderError, ...]) -> None:
        first = errors[0]
        super().__init__(first.text, where=first.where, advice=first.advice)
        self.errors, self.exit_code = errors, first.exit_code


def installing(part: str) -> str:
    """The command that brings an optional part to the Python that runs: a `pip` alone is often another Python's."""
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable or "python"
    return f'{python} -m pip install "annotated-reader[{part}]"'


def each(error: ReaderError) -> tuple[ReaderError, ...]:
    """The errors that an error stands for: itself, or several."""
    return error.errors if isinstance(error, SeveralErrors) else (error,)


class InputError(ReaderError):
    """A file or folder is missing, unreadable, or of another kind."""

    exit_code = 4


class OutputError(ReaderError):
    """The book cannot be written where it should go."""

    exit_code = 5


class Stopped(ReaderError):  # noqa: N818
    """The user pressed Ctrl-C in the middle of work that can be gone on with."""

    exit_code = 130


class MissingTool(ReaderError):  # noqa: N818
    """An optional part (EPUBCheck, its Java) is not installed."""

    exit_code = 6


class Breach(ReaderError):  # noqa: N818
    """A changed book, read back, is not what it should be. Nobody but us can mend that; nothing is written."""

    def __init__(self, text: str, *, where: str = "", advice: str = "nothing was written; please report this line, with the book if you may") -> None:
        super().__init__(text, where=where, advice=advice)


class LocateError(EditionError):
    """A quotation has no single place in the text. `candidates` are passages of the text to choose from, best first."""

    def __init__(self, text: str, *, candidates: tuple[str, ...] = (), where: str = "", advice: str = "") -> None:
        super().__init__(text, where=where, advice=advice)
        self.candidates = candidates


class QuoteNotFound(LocateError):  # noqa: N818
    """The quotation does not stand in the text; the candidates are what comes nearest to it."""


class QuoteAmbiguous(LocateError):  # noqa: N818
    """The quotation stands in the text more than once; the candidates are the places with some context."""

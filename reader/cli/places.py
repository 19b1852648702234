"""Where converted files go, and what comes from standard input."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from reader.cli.output import STANDARD_OUTPUT, as_place, is_standard
from reader.errors import InputError, UsageError

# What messages call it.
STANDARD_INPUT = Path("standard input")


def named(source: Path) -> Path:
    """The name of what is to be converted."""
    return STANDARD_INPUT if is_standard(source) else source


def standard_input(source: Path) -> bytes | None:
    """What comes from standard input, if that is what is to be converted; raises InputError for more than any book has."""
    from reader.epub.archive import MAX_BYTES

    if not is_standard(source):
        return None
    if sys.stdin is None:
        raise InputError("is closed", where=str(STANDARD_INPUT), advice="name a file")
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise InputError(f"holds more than {MAX_BYTES >> 20} MB", where=str(STANDARD_INPUT), advice="nothing of that size is read")
    return data


def of_standard_input(sources: tuple[Path, ...]) -> str | None:
    """Where standard input goes when nothing else is said; raises UsageError when it is not alone."""
    if not any(map(is_standard, sources)):
        return None
    if len(sources) > 1:
        raise UsageError("standard input cannot be converted together with files", advice="convert it alone")
    return STANDARD_OUTPUT


def places(sources: tuple[Path, ...], output: str | None, renamed: Callable[[Path], str]) -> list[Path]:
    """Where each file goes, by the name that `renamed` gives it; raises UsageError when two would go to the same place.

    The folder for several is made where it is missing.
    """
    from reader.epub.files import is_folder, make_folder

    folder = None
    if output:
        place = as_place(output)
        if len(sources) == 1 and not is_folder(place) and not output.endswith("/"):
            return [place]
        if output == STANDARD_OUTPUT:
            raise UsageError("several books cannot all go to standard output", advice="convert them one by one, or name a folder")
        if place.exists() and not is_folder(place):
            raise UsageError("-o names one file, but there are several books", advice="name a folder, or leave -o out")
        if any(map(is_standard, sources)):
            raise UsageError("what comes from standard input has no name for a folder", advice="name a file with -o")
        folder = place
    found = [(folder or source.parent) / renamed(source) for source in sources]
    if twice := next((path for path, times in Counter(found).items() if times > 1), None):
        raise UsageError(f"two books would become {twice}", advice="convert them one by one with -o")
    if folder:
        make_folder(folder)
    return found


def new_name(added: str, source: Path) -> str:
    """The file's name with `added` before its ending; a book's ending is always `.epub`."""
    from reader.convert.kinds import kind_by_name

    return f"{source.name.removesuffix(source.suffix)}{added}{'.epub' if kind_by_name(source) == 'book' else source.suffix}"

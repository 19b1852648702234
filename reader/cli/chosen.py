"""Which edition a command works on when none is named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.screen import counted, detail
from reader.errors import EditionError

if TYPE_CHECKING:
    from reader.model import Edition

HERE = Path()


def chosen_edition(named: Path | None) -> tuple[Path, str]:
    """The folder of the edition that was named, else of the one in the current folder, else of the shipped one; and which that is, in words."""
    from reader.edition import shipped_folder
    from reader.edition.load import FILES

    if named is not None:
        return named, ""
    if (HERE / FILES[0]).is_file():
        return HERE, "the edition in this folder:"
    return shipped_folder(), "the edition that ships with the program (name a folder for another):"


def tell_read(edition: Edition) -> None:
    """Say of an edition what was read: its texts, or its book, and how much of what editors write."""
    for essay in edition.essays:
        detail(f"read {essay.source.name}: {counted(len(essay.source.text), 'character')}, {essay.script}" if not edition.epub else f"read {essay.source.name}")
    written = ((edition.terms, "term"), (edition.rebuttals, "dispute"), (edition.remarks, "note"), (edition.corrections, "repair"))
    detail(f"read {', '.join(counted(len(entries), name) for entries, name in written)}")


@contextmanager
def all_slips_of(folder: Path) -> Iterator[None]:
    """Whatever is wrong in the edition's data at once, not the first slip alone."""
    try:
        yield
    except EditionError as error:
        from reader.book.every_error import every_error

        raise every_error(folder, error, placed) from None


def placed(edition: Edition) -> None:
    """Put all notes in their places, which shows whether the data fits the texts."""
    if edition.epub:
        from reader.annotate.overlay import place_in_book

        place_in_book(edition, edition.epub)
    else:
        from reader.book.every_error import place_in_texts

        place_in_texts(edition)

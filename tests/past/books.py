"""Every book that an edition is built as: in each script, with and without regional words, for each reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from msgspec import Struct

from reader import __version__
from reader.book.compose import compose
from reader.book.variants import Variant, file_name
from reader.edition import load_edition
from reader.edition.exceptions import read_exceptions
from reader.model import Script
from tests.editions import ASKED

VARIANTS: tuple[Variant, ...] = get_args(Variant)
AS_PUBLISHED = "as-published"
WORDS = "+words"


class Book(Struct, frozen=True):
    """One book: the name of its text (a script, and `+words` where the region's own words are used), its variant, its file."""

    text: str
    variant: Variant
    file: str
    data: bytes


def texts() -> Iterator[tuple[str, Script | None, bool]]:
    """The texts an edition is built in, the one as published first: name, script, whether with regional words."""
    for words in (False, True):
        for asked in ASKED:
            if asked or not words:
                yield f"{asked or AS_PUBLISHED}{WORDS if words else ''}", asked, words


def every_book(folder: Path) -> Iterator[Book]:
    """The books of the edition in `folder`, as `reader build` writes them with all notes."""
    edition, exceptions = load_edition(folder), read_exceptions(folder)
    for text, asked, words in texts():
        for variant in VARIANTS:
            book = compose(edition, asked=asked, version=__version__, exceptions=exceptions, variant=variant, words=words)
            yield Book(text, variant, file_name(edition.slug, asked, variant), book.data)

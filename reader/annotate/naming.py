"""What books with and without notes are called where nobody gives them a name."""

from __future__ import annotations

from pathlib import Path

ANNOTATED = ".annotated"


def with_ending(book: Path) -> str:
    """`x.annotated.epub` for `x.epub`, and for itself."""
    return f"{book.name.removesuffix(book.suffix).removesuffix(ANNOTATED)}{ANNOTATED}.epub"


def without_ending(book: Path) -> str:
    """`x.epub` for `x.annotated.epub`, `x.original.epub` for any other name."""
    stem = book.name.removesuffix(book.suffix)
    return f"{stem.removesuffix(ANNOTATED) if stem.endswith(ANNOTATED) else f'{stem}.original'}.epub"

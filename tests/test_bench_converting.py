"""The benchmark's book is one that can be converted (it is never timed here)."""

from __future__ import annotations

from pathlib import Path

from reader.epub.convert import Wish, convert_book
from tests.bench.converting import write_book


def test_the_book_of_the_benchmark_converts_and_is_as_large_as_it_says(tmp_path: Path) -> None:
    write_book(tmp_path / "book.epub", 200_000)
    result = convert_book(tmp_path / "book.epub", Wish("zh-Hant-TW"))
    assert result.files == 2 + 2 + 2  # chapters; nav and page of the base book; NCX and package
    assert len(result.changed) >= 3
    assert result.warnings == ()

"""The benchmark's book is one that can be converted (it is never timed here)."""

from __future__ import annotations

from pathlib import Path

from reader.epub.convert import Wish, convert_book
from tests.bench.converting import write_book
from tests.bench.library import make


def test_the_book_of_the_benchmark_converts_and_is_as_large_as_it_says(tmp_path: Path) -> None:
    write_book(tmp_path / "book.epub", 200_000)
    result = convert_book(tmp_path / "book.epub", Wish("zh-Hant-TW"))
    assert result.files == 2 + 2 + 2  # chapters; nav and page of the base book; NCX and package
    assert len(result.changed) >= 3
    assert result.warnings == ()


def test_the_library_of_the_benchmark_has_books_of_all_sizes(tmp_path: Path) -> None:
    make(tmp_path / "library", 120, largest=20_000)
    sizes = sorted(path.stat().st_size for path in (tmp_path / "library").rglob("*.epub"))
    assert len(sizes) == 120
    assert sizes[-1] > 1.5 * sizes[0]
    assert convert_book(tmp_path / "library" / "0" / "0.epub", Wish("zh-Hant-TW")).warnings == ()

"""The benchmark's book has room for both of its lists (it is never timed here)."""

from __future__ import annotations

from pathlib import Path

from reader.annotate.compose import annotate_book
from reader.edition.lists import read_terms
from tests.bench.annotating import TERMS, write_lists


def test_both_lists_of_the_benchmark_are_found_in_its_book(tmp_path: Path) -> None:
    write_lists(tmp_path, 200_000)
    for name in ("sparse", "dense"):
        terms, findings = read_terms(tmp_path / f"{name}.csv")
        assert len(terms) == TERMS
        assert not findings
        result = annotate_book(tmp_path / "noted.epub", terms)
        assert not result.warnings
        assert result.markers() > 200

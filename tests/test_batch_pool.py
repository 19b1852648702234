"""Processes beside this one: one that ends costs its book, and no other."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import pytest

from reader.batch.book import Book, Done, Worked
from reader.batch.pool import run_pool
from reader.batch.run import run_batch
from reader.errors import Breach, InputError, OutputError
from tests.deadly import treat

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills processes by signals")


def books(folder: Path, *words: str) -> list[Book]:
    """A book for each word, which it begins with."""
    made = []
    for number, word in enumerate(words):
        source = folder / f"{number}.epub"
        source.write_text(f"{word} {number}", encoding="utf-8")
        made.append(Book(source.name, source, folder / "out" / source.name))
    return made


def outcomes(found: list[Book], processes: int = 2, patience: float = 60) -> dict[str, Done]:
    """What becomes of them, by their names; each once."""
    engine = partial(run_pool, treat, patience=patience)
    done = list(run_batch(found, partial(engine, processes=processes), partial(engine, processes=1)))
    assert len(done) == len(found)
    return {one.book.name: one for one in done}


def test_every_book_is_done_and_written(tmp_path: Path) -> None:
    found = outcomes(books(tmp_path, *["good"] * 20))
    assert [found[f"{number}.epub"].told for number in range(20)] == [len(f"good {number}") for number in range(20)]
    assert (tmp_path / "out" / "7.epub").read_text(encoding="utf-8") == "GOOD 7"


def test_more_processes_than_books_are_not_started(tmp_path: Path) -> None:
    assert len(outcomes(books(tmp_path, "good"), processes=50)) == 1
    assert outcomes([], processes=2) == {}


def test_a_process_that_dies_costs_its_book_alone(tmp_path: Path) -> None:
    found = outcomes(books(tmp_path, "good", "dies", "good", "dies", "good", "good"))
    failed = {name: one.error for name, one in found.items() if one.error}
    assert sorted(failed) == ["1.epub", "3.epub"]
    assert all(isinstance(error, InputError) and "its process was ended" in error.text for error in failed.values())
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["0.epub", "2.epub", "4.epub", "5.epub"]


def test_a_book_whose_process_died_is_tried_once_more(tmp_path: Path) -> None:
    found = outcomes(books(tmp_path, "good", "dies-once", "good"))
    assert [one.error for one in found.values()] == [None, None, None]


def test_a_book_that_hangs_costs_itself_alone(tmp_path: Path) -> None:
    found = outcomes(books(tmp_path, "good", "hangs", "good"), patience=1)
    assert {name: bool(one.error) for name, one in found.items()} == {"0.epub": False, "1.epub": True, "2.epub": False}


def test_an_error_and_a_fault_of_ours_cost_the_book_and_no_process(tmp_path: Path) -> None:
    found = outcomes(books(tmp_path, "fails", "breaks", "good"), processes=1)
    assert str(found["0.epub"].error) == f"{tmp_path / '0.epub'}: is bad"
    fault = found["1.epub"].error
    assert isinstance(fault, Breach)
    assert "KeyError: 'nobody thought of this' (deadly.py:" in fault.text
    assert found["2.epub"].error is None


class Stillborn:
    """Work that no process can be handed."""

    def __call__(self, source: Path, data: bytes) -> Worked:
        raise AssertionError((source, data))

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return sys.exit, (3,)


def test_where_no_process_starts_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no process can be started"):
        list(run_pool(Stillborn(), books(tmp_path, "good"), processes=2))

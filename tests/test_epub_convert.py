"""`reader convert`: the cases in `tests/cases/convert` (see its README), and what no case can show."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from reader.epub.container import write_zip
from reader.epub.convert import Wish, convert_book

CASES = Path(__file__).parent / "cases" / "convert"
BASE = CASES / "base"
DATE = (2026, 1, 1, 0, 0, 0)
NAMES = sorted(path.parent.name for path in CASES.glob("*/wish.txt"))


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def book_of(case: str) -> bytes:
    return write_zip({**files_in(BASE), **files_in(CASES / case / "before")}.items(), date=DATE)


def wish_of(case: str) -> Wish:
    target, *words = (CASES / case / "wish.txt").read_text(encoding="utf-8").split()
    assert words in ([], ["words"])
    return Wish(target, words=bool(words))  # type: ignore[arg-type]


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert book.testzip() is None
        return {name: book.read(name) for name in book.namelist()}


def expected_changes(case: str, before: dict[str, bytes]) -> dict[str, bytes]:
    """The files of `after`; a book that becomes traditional is also called so, which not every case has to spell out."""
    changed = files_in(CASES / case / "after") if (CASES / case / "after").is_dir() else {}
    if wish_of(case).target != "zh-Hans" and b"<dc:language>zh<" in before["book.opf"]:
        changed.setdefault("book.opf", before["book.opf"].replace(b"<dc:language>zh<", b"<dc:language>zh-Hant<"))
    return changed


@pytest.mark.parametrize("case", NAMES)
def test_a_book_becomes_what_its_case_says(case: str) -> None:
    data = book_of(case)
    result = convert_book(data, wish_of(case))
    before, after = unzipped(data), unzipped(result.data)
    changed = expected_changes(case, before)
    for name, expected in {**before, **changed}.items():
        assert after[name].decode() == expected.decode(), name
    assert list(after) == list(before)
    assert set(result.changed) == set(changed)


@pytest.mark.parametrize("case", NAMES)
def test_converting_a_book_again_returns_the_same_bytes(case: str) -> None:
    once = convert_book(book_of(case), wish_of(case)).data
    assert convert_book(once, wish_of(case)).data == once


def test_a_book_in_which_nothing_changes_is_returned_as_it_is() -> None:
    data = book_of("already-simplified")
    assert convert_book(data, Wish("zh-Hans")).data is data

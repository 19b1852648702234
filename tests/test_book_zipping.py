"""The zip that is packed beside the writing: order and bytes as if packed at once, and no failure is lost."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.book.zipping import LEVEL, BookZip
from reader.epub.entries import entry_info


def test_entries_stand_in_the_order_in_which_they_were_given() -> None:
    target = io.BytesIO()
    entries = {f"page-{number}.xhtml": b"text " * (40 - number) * 500 for number in range(40)}
    with BookZip(target, "2026-01-31") as book:
        book.writestr("mimetype", "application/epub+zip", compress_type=zipfile.ZIP_STORED)
        for name, data in entries.items():
            book.writestr(name, data)
    with zipfile.ZipFile(target) as packed:
        assert packed.testzip() is None
        assert packed.namelist() == ["mimetype", *entries]
        assert {name: packed.read(name) for name in entries} == entries
        assert {info.date_time for info in packed.infolist()} == {(2026, 1, 31, 0, 0, 0)}


def test_what_fails_in_packing_is_raised_at_the_end() -> None:
    book = BookZip(io.BytesIO(), "2026-01-31")
    book.writestr("good", b"good")
    book.writestr("bad", ["no bytes"])
    book.writestr("never", b"packed")
    with pytest.raises(TypeError):
        book.close()


def test_an_error_while_writing_leaves_no_packer_behind() -> None:
    book = BookZip(io.BytesIO(), "2026-01-31")
    with pytest.raises(ValueError, match="the page"):
        interrupted(book)
    assert not book._packer.is_alive()


def interrupted(book: BookZip) -> None:
    with book:
        book.writestr("good", b"good")
        raise ValueError("the page cannot be made")


def test_what_is_packed_ahead_stands_in_its_place_if_it_is_still_that() -> None:
    early, other = b"early " * 1000, b"other " * 1000
    books = [io.BytesIO(), io.BytesIO()]
    for target, ahead in zip(books, ({}, {"a": early, "b": early, "never": other}), strict=True):
        with BookZip(target, "2026-01-31", ahead) as book:
            for name, data in (("first", other), ("a", early), ("b", other)):
                book.writestr(name, data)
    assert books[0].getvalue() == books[1].getvalue()


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1)
CONTENTS = st.binary() | st.text(st.characters(codec="utf-8")).map(lambda text: text.encode() * 50)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@given(st.lists(st.tuples(NAMES, CONTENTS)))
def test_the_bytes_are_those_of_zipfile(entries: list[tuple[str, bytes]]) -> None:
    ours, pythons = io.BytesIO(), io.BytesIO()
    with BookZip(ours, "2026-01-31") as book, zipfile.ZipFile(pythons, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as plain:
        for name, data in entries:
            book.writestr(name, data)
            plain.writestr(entry_info(name, date=(2026, 1, 31, 0, 0, 0)), data, zipfile.ZIP_DEFLATED, LEVEL)
    assert ours.getvalue() == pythons.getvalue()

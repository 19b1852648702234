"""The zip that is packed beside the writing: order and bytes as if packed at once, and no failure is lost."""

from __future__ import annotations

import io
import zipfile

import pytest

from reader.book.zipping import BookZip


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
    book.writestr("bad", object())
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

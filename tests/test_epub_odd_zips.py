"""Zips that no honest program writes: one line, or a sound book; never a traceback, never gigabytes (`tests/cases/zips`)."""

from __future__ import annotations

import pytest
from test_epub_convert import BASE, files_in, unzipped
from zips import CASES as ZIPS
from zips import odd_zip, read_case

from reader.check.run import check_book
from reader.epub.container import read_container
from reader.epub.convert import Wish, convert_book
from reader.epub.receipt import book_receipt
from reader.errors import InputError

NAMES = sorted(path.stem for path in ZIPS.glob("*.toml"))
WISH = Wish("zh-Hant-TW")


def book_of(name: str) -> bytes:
    files = {**files_in(BASE), "page.xhtml": (ZIPS / "page.xhtml").read_bytes()}
    return odd_zip({"mimetype": files.pop("mimetype"), **files}, read_case(name)["entry"])


@pytest.mark.parametrize("name", [name for name in NAMES if "says" in read_case(name)])
def test_an_odd_zip_is_refused_in_words(name: str) -> None:
    data, says = book_of(name), read_case(name)["says"]
    for command in (lambda: convert_book(data, WISH), lambda: book_receipt(data, WISH), lambda: check_book(read_container(data))):
        with pytest.raises(InputError, match=says) as error:
            command()
        assert error.value.advice


@pytest.mark.parametrize("name", [name for name in NAMES if "says" not in read_case(name)])
def test_an_odd_zip_that_is_sound_is_converted(name: str) -> None:
    data = book_of(name)
    result = convert_book(data, WISH)
    before, after = read_container(data).files, read_container(result.data).files
    assert list(after) == list(before)
    assert {path for path in after if after[path] != before[path]} == set(result.changed)
    assert any("頭髮".encode(codec) in after["page.xhtml"] for codec in ("utf-8", "utf-16-le"))
    assert book_receipt(data, WISH).parts
    check_book(read_container(data))


def test_a_package_document_in_utf16_is_converted_in_it() -> None:
    package = unzipped(convert_book(book_of("package-in-utf16-without-mark"), WISH).data)["book.opf"].decode("utf-16-be")
    assert "<dc:title>頭髮</dc:title><dc:language>zh-Hant</dc:language>" in package
    assert '<spine page-progression-direction="ltr">' in package


def test_a_package_document_that_cannot_be_read_as_text_stays_and_that_is_said() -> None:
    result = convert_book(book_of("package-in-an-unknown-encoding"), WISH)
    assert result.changed == ("page.xhtml",)
    assert [(one.code, one.where) for one in result.warnings] == [("convert-encoding", "book.opf")]

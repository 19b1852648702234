"""`reader convert`: the cases in `tests/cases/convert` (see its README), and what no case can show."""

from __future__ import annotations

import io
import zipfile
from html import unescape
from pathlib import Path

import pytest

from reader.edition.exceptions import settled
from reader.edition.words import read_words
from reader.epub.container import write_zip
from reader.epub.convert import Wish, convert_book
from reader.errors import InputError
from reader.script.exceptions import with_own
from reader.script.own_words import NO_WORDS

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
    own = CASES / case / "words.txt"
    exceptions = with_own(settled(read_words([own])[0])) if own.exists() else None
    return Wish(target, words=bool(words), exceptions=exceptions)  # type: ignore[arg-type]


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


def test_a_book_in_another_language_is_returned_as_it_is_and_said_to_be_so() -> None:
    data = book_of("japanese")
    result = convert_book(data, Wish("zh-Hant-TW"))
    assert result.data is data
    assert [(finding.code, finding.text) for finding in result.warnings] == [("convert-nothing", "no Chinese text was found; the book says its language is ja")]


def changed_book(**changes: bytes) -> bytes:
    """The simplest case with other files: `page_xhtml` stands for `page.xhtml`."""
    files = {**files_in(BASE), **files_in(CASES / "hong-kong" / "before")}
    return write_zip({**files, **{name.replace("_", "."): data for name, data in changes.items()}}.items(), date=DATE)


def test_fonts_of_its_own_are_a_doubt_and_nothing_else_of_them_changes() -> None:
    package = (BASE / "book.opf").read_bytes().replace(b"</manifest>", b'<item id="f" href="f.otf" media-type="font/otf"/></manifest>')
    result = convert_book(changed_book(book_opf=package, f_otf=b"OTTO\0\xe5\xa4\xb4"), Wish("zh-Hant-HK"))
    assert [finding.code for finding in result.warnings] == ["convert-fonts"]
    assert unzipped(result.data)["f.otf"] == b"OTTO\0\xe5\xa4\xb4"


def test_a_file_in_no_known_encoding_is_left_alone_and_named() -> None:
    result = convert_book(changed_book(nav_xhtml=b"<p>\xff</p>"), Wish("zh-Hant-HK"))
    assert [(finding.code, finding.where) for finding in result.warnings] == [("convert-encoding", "nav.xhtml")]
    assert unzipped(result.data)["nav.xhtml"] == b"<p>\xff</p>"


def test_a_file_in_another_encoding_stays_in_it() -> None:
    page = "<?xml version='1.0' encoding='UTF-16'?><p lang='zh'>里面的头发</p>"
    result = convert_book(changed_book(page_xhtml=b"\xff\xfe" + page.encode("utf-16-le")), Wish("zh-Hant-HK"))
    expected = page.replace("'zh'", "'zh-Hant-HK'").replace("里面的头发", "裏面的頭髮")
    assert unzipped(result.data)["page.xhtml"] == b"\xff\xfe" + expected.encode("utf-16-le")


def test_what_does_not_change_stays_compressed_as_it_was_with_its_date() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        for name, data in unzipped(book_of("hong-kong")).items():
            info = zipfile.ZipInfo(name, (2001, 2, 3, 4, 5, 6))
            info.comment, info.external_attr = b"note", 0o100600 << 16
            book.writestr(info, data, zipfile.ZIP_DEFLATED if name == "mimetype" else zipfile.ZIP_STORED)
        book.mkdir("empty")
    with zipfile.ZipFile(io.BytesIO(convert_book(stream.getvalue(), Wish("zh-Hant-HK")).data)) as result:
        infos = {info.filename: info for info in result.infolist()}
    assert next(iter(infos)) == "mimetype"
    assert infos["mimetype"].compress_type == zipfile.ZIP_STORED
    assert infos["style.css"].compress_type == zipfile.ZIP_STORED
    assert {info.date_time for name, info in infos.items() if name != "empty/"} == {(2001, 2, 3, 4, 5, 6)}
    assert "empty/" in infos


def test_a_book_in_which_nothing_changes_is_returned_as_it_is() -> None:
    data = book_of("already-simplified")
    assert convert_book(data, Wish("zh-Hans")).data is data


def test_quotation_marks_can_stay_as_they_are() -> None:
    result = convert_book(book_of("quotation-marks"), Wish("zh-Hant-TW", exceptions=with_own(NO_WORDS, quotes=False)))
    usual = convert_book(book_of("quotation-marks"), Wish("zh-Hant-TW"))
    kept, changed = (unescape(unzipped(one.data)["page.xhtml"].decode()) for one in (result, usual))
    assert "「" in changed
    assert "「" not in kept
    assert all(old == new or old in "“”‘’" for old, new in zip(kept, changed, strict=True))


@pytest.mark.parametrize(
    ("patterns", "changed"),
    [(("page.xhtml",), {"page.xhtml"}), (("*.opf", "n?v.*"), {"book.opf"}), (("*",), {"page.xhtml", "book.opf"}), ((), {"page.xhtml", "book.opf"})],
)
def test_only_files_of_such_a_name_change(patterns: tuple[str, ...], changed: set[str]) -> None:
    assert set(convert_book(book_of("phrases-across-tags"), Wish("zh-Hant-TW", only=patterns)).changed) == changed


def test_a_file_converts_alone_as_it_does_with_the_others_and_a_name_that_no_file_has_is_refused() -> None:
    book = book_of("phrases-across-tags")
    alone, together = (unzipped(convert_book(book, Wish("zh-Hant-TW", only=only)).data)["page.xhtml"] for only in (("page*",), ()))
    assert alone == together
    with pytest.raises(InputError, match=r"no file in it has a name like chap\* → its files with text are nav.xhtml, page.xhtml, toc.ncx"):
        convert_book(book, Wish("zh-Hant-TW", only=("chap*",)))


@pytest.mark.parametrize("name", ["EPUB/text/a.xhtml", "text/a.xhtml", "a.xhtml", "text/*", "*.xhtml", "EPUB/*"])
def test_a_name_may_be_the_files_its_href_or_its_path(name: str) -> None:
    files = unzipped(book_of("hong-kong"))
    moved = {f"EPUB/{path.replace('page', 'text/a')}" if "/" not in path and path != "mimetype" else path: data for path, data in files.items()}
    moved["META-INF/container.xml"] = moved["META-INF/container.xml"].replace(b"book.opf", b"EPUB/book.opf")
    moved["EPUB/book.opf"] = moved["EPUB/book.opf"].replace(b'"page.xhtml"', b'"text/a.xhtml"')
    assert "EPUB/text/a.xhtml" in convert_book(write_zip(moved.items(), date=DATE), Wish("zh-Hant-HK", only=(name,))).changed

"""A book comes in whole and harmless, or with one clear line; a zip goes out the same every time."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from books import DATE, as_book, base_files
from hypothesis import given, settings
from hypothesis import strategies as st
from sizes import examples

from reader.epub import archive
from reader.epub.container import read_container, write_zip
from reader.epub.href import Target, is_remote, resolve
from reader.epub.xml import parse_xml, text_of
from reader.errors import InputError

NAMES = st.text(st.characters(codec="utf-8", exclude_characters='\0/\\:"', exclude_categories=("Cs",)), min_size=1, max_size=8).map(lambda name: f"a{name}")


def zipped(files: dict[str, bytes]) -> bytes:
    return write_zip(files.items(), date=DATE)


def refused(data: bytes | Path) -> str:
    with pytest.raises(InputError) as error:
        read_container(data)
    assert error.value.advice
    return str(error.value)


def test_the_package_document_is_read() -> None:
    book = as_book(base_files())
    assert [item.path for item in book.package.spine] == ["EPUB/one.xhtml", "EPUB/two.xhtml"]
    assert (book.package.nav, book.package.ncx) == ("EPUB/nav.xhtml", "EPUB/toc.ncx")
    assert (book.package.progression, book.package.lang, book.package.version) == ("ltr", "zh-Hans", "3.0")
    assert book.package.values("dc:title") == ("小书",)
    assert book.package.values("cover") == ("cover",)


@pytest.mark.parametrize(
    ("opf", "says"),
    [
        (b"<package", "not well-formed XML"),
        (b"\xff\xfe\x00<pack", "not well-formed XML"),
        (b'<?xml version="1.0" encoding="nope"?><package/>', "not well-formed XML: Unsupported encoding"),
        (b"<book/>", "this is not a package document"),
    ],
)
def test_a_wrong_package_document_is_named_with_its_book(tmp_path: Path, opf: bytes, says: str) -> None:
    path = tmp_path / "小书.epub"
    path.write_bytes(zipped({**base_files(), "EPUB/package.opf": opf}))
    said = refused(path)
    assert said.startswith("小书.epub: EPUB/package.opf")
    assert says in said


def test_files_keep_the_order_of_the_zip() -> None:
    files = base_files()
    names = ["mimetype", *reversed([name for name in files if name != "mimetype"])]
    assert list(as_book({name: files[name] for name in names}).files) == names


def test_a_book_is_read_from_a_path_with_a_chinese_name(tmp_path: Path) -> None:
    path = tmp_path / "小书.epub"
    path.write_bytes(zipped(base_files()))
    assert read_container(path).size == path.stat().st_size


def test_no_such_file_and_a_folder(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "none.epub")
    assert "folder" in refused(tmp_path)


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04 begun and never ended"])
def test_what_is_no_zip_is_refused(data: bytes) -> None:
    assert "not a readable zip" in refused(data)


@pytest.mark.parametrize(("data", "words"), [(b"%PDF-1.7\n", "a PDF"), (b"x".ljust(60) + b"BOOKMOBI", "a Kindle book"), (b"\x1f\x8b\x08", "an archive")])
def test_another_kind_of_file_is_called_by_its_name(data: bytes, words: str) -> None:
    assert refused(data).startswith(f"the book: this is {words}")


def test_another_kind_of_zip_is_called_by_its_name() -> None:
    said = refused(zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}))
    assert "this is a Word document (.docx), not an EPUB → turn it into EPUB" in said
    assert "no mimetype" in refused(zipped({"a.txt": b"x"}))


def test_a_truncated_book_is_refused() -> None:
    whole = zipped(base_files())
    refused(whole[: len(whole) // 2])


def test_every_single_damaged_byte_is_refused_or_harmless() -> None:
    whole = zipped(base_files())
    for place in range(0, len(whole), 97):
        hurt = bytearray(whole)
        hurt[place] ^= 0xFF
        try:
            read_container(bytes(hurt))
        except InputError as error:
            assert error.where  # noqa: PT017


@pytest.mark.parametrize(("name", "word"), [("mimetype", "mimetype"), ("META-INF/container.xml", "container.xml"), ("EPUB/package.opf", "package.opf")])
def test_a_zip_without_an_epubs_parts_is_refused(name: str, word: str) -> None:
    files = base_files()
    del files[name]
    assert word in refused(zipped(files))


@pytest.mark.parametrize("name", ["META-INF/container.xml", "EPUB/package.opf"])
def test_a_part_that_is_not_well_formed_is_named_with_its_line(name: str) -> None:
    files = base_files()
    files[name] = files[name].replace(b"</", b"<", 1)
    assert f"{name}:" in refused(zipped(files))


def encryption(algorithm: str) -> bytes:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
        f'<enc:EncryptedData><enc:EncryptionMethod Algorithm="{algorithm}"/></enc:EncryptedData></encryption>'
    ).encode()


def test_a_protected_book_is_refused() -> None:
    files = base_files() | {"META-INF/encryption.xml": encryption("http://www.w3.org/2001/04/xmlenc#aes256-cbc")}
    assert "DRM" in refused(zipped(files))


def test_obfuscated_fonts_are_no_protection() -> None:
    files = base_files() | {"META-INF/encryption.xml": encryption("http://www.idpf.org/2008/embedding")}
    assert as_book(files).package.values("dc:title") == ("小书",)


def test_a_password_is_named() -> None:
    data = bytearray(zipped(base_files()))
    place = data.rindex(b"PK\x01\x02")  # the last entry of the central directory: set its flag for encryption
    data[place + 8] |= 1
    assert "password" in refused(bytes(data))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    assert "zip bomb" in refused(zipped(base_files() | {"bomb": bytes(archive.RATIO_FROM + 1)}))


@pytest.mark.parametrize("name", ["../up.txt", "/root.txt", "a/../../up.txt", "..\\up.txt", "C:/up.txt"])
def test_names_that_lead_out_of_the_book_are_refused(name: str) -> None:
    assert "leads out" in refused(zipped(base_files() | {name: b""}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused() -> None:
    stream = io.BytesIO(zipped(base_files()))
    with zipfile.ZipFile(stream, "a") as book:
        book.writestr("EPUB/one.xhtml", b"another")
    assert "twice" in refused(stream.getvalue())


def test_mimetype_comes_first_and_stored() -> None:
    files = base_files()
    late = {name: data for name, data in files.items() if name != "mimetype"} | {"mimetype": files["mimetype"]}
    assert zipped(late)[30:58] == b"mimetypeapplication/epub+zip"


def test_entries_carry_the_given_date_and_nothing_of_this_machine() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(base_files()))) as book:
        for info in book.infolist():
            assert (info.date_time, info.create_system, info.external_attr, info.extra) == (DATE, 3, 0o100644 << 16, b"")


@settings(deadline=None, max_examples=examples(60))
@given(st.dictionaries(NAMES, st.binary(max_size=200), max_size=6))
def test_what_is_written_is_read_and_the_same_bytes_come_out_twice(files: dict[str, bytes]) -> None:
    book = {"mimetype": b"application/epub+zip"} | files
    data = zipped(book)
    assert zipped(book) == data
    assert list(archive.read_zip(data, where="book").items()) == list(book.items())


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("#a", Target("t/one.xhtml", "a")),
        ("two.xhtml#a", Target("t/two.xhtml", "a")),
        ("../x/%E4%B8%80.xhtml", Target("x/一.xhtml")),
        ("./two.xhtml?x#y", Target("t/two.xhtml", "y")),
        ("../../out.xhtml", Target("../out.xhtml")),
        ("/x/two.xhtml#a", Target("x/two.xhtml", "a")),
        ("https://example.org/", None),
        ("mailto:a@example.org", None),
        ("data:text/plain,x", None),
        ("http://[broken", None),
    ],
)
def test_references_are_resolved_from_the_file_they_stand_in(href: str, target: Target | None) -> None:
    assert resolve("t/one.xhtml", href) == target


def test_only_what_would_be_fetched_is_remote() -> None:
    assert [href for href in ("http://a/", "//a/b", "data:,x", "a.png", "mailto:a") if is_remote(href)] == ["http://a/", "//a/b"]


def test_entities_are_neither_expanded_nor_fetched() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y SYSTEM "file:///etc/hostname">]><a>1&x;2&y;3</a>'
    assert text_of(parse_xml(bomb, where="a")) == "1 2 3"


def test_an_old_page_with_named_entities_still_parses() -> None:
    page = b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd"><html><p>a&nbsp;b<!-- c -->d</p></html>'
    assert text_of(parse_xml(page, where="a")) == "a bd"

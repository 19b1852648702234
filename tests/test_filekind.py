"""A file is known by its content, whatever its name: made here as small as it can be."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.filekind import KINDS, MAGIC, kind_of
from tests.editions import CLUB, built


def zipped(*names: str, mimetype: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, b"x")
    return stream.getvalue()


SAMPLES = {
    "kindle": b"title".ljust(60, b"\0") + b"BOOKMOBI" + bytes(100),
    "pdf": b"\n%PDF-1.7\n%\xe2\xe3",
    "rtf": b"{\\rtf1\\ansi\\ansicpg936 }",
    "fb2": b'<?xml version="1.0"?>\n<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0">',
    "mhtml": b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n",
    "docx": zipped("[Content_Types].xml", "word/document.xml"),
    "office": zipped("[Content_Types].xml", "xl/workbook.xml"),
    "odt": zipped("content.xml", mimetype="application/vnd.oasis.opendocument.text"),
    "pages": zipped("Index/Document.iwa", "preview.jpg"),
    "comic": zipped("001.jpg", "002.JPG"),
    "kfx": zipped("book.kfx"),
    "zip": zipped("a.txt"),
}


@pytest.mark.parametrize("key", SAMPLES)
def test_a_kind_is_known(key: str) -> None:
    kind = kind_of(SAMPLES[key])
    assert kind
    assert kind.key == key


def test_our_own_book_is_an_epub() -> None:
    kind = kind_of(built(CLUB, None).data)
    assert kind == KINDS["epub"]


@pytest.mark.parametrize(("key", "place", "magic"), [row for row in MAGIC if row[0] not in {"zip"}])
def test_every_magic_number_is_known_at_its_place(key: str, place: int, magic: bytes) -> None:
    kind = kind_of(bytes(place) + magic + bytes(300))
    assert kind == KINDS[key]


@pytest.mark.parametrize(
    "text",
    ["", "头发白了", "# 标题\n", "<html><body><p>茶</p></body></html>", "<?xml version='1.0'?><html/>", "PK 是什么", "ID: 3", "%PDF 是一种格式", "CAJ 是什么"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_of_no_kind(text: str, encoding: str) -> None:
    assert kind_of(text.encode(encoding)) is None


@given(st.binary(max_size=300))
def test_whatever_begins_like_a_zip_is_named_and_nothing_is_raised(data: bytes) -> None:
    assert kind_of(b"PK\x03\x04" + data) in KINDS.values()


def test_every_kind_says_what_to_do() -> None:
    assert all(kind.words.startswith(("a ", "an ")) and (kind.for_source or kind.for_book) for kind in KINDS.values())

"""A file that gets elements and attributes and nothing else: without them it is to the letter what it was, or the guard says where not."""

from __future__ import annotations

from functools import partial

import pytest
from msgspec.structs import replace

from reader.annotate.ours import without_ours
from reader.edits import Edit
from reader.epub.archive import write_zip
from reader.epub.encoding import Decoded, decode
from reader.epub.entries import pack
from reader.epub.grown import Grown, guard_grown
from reader.epub.guard import guard
from reader.epub.rezip import rewrite_zip
from reader.epub.textread import read_document
from reader.epub.vocabulary import PAGE
from reader.errors import Breach

OLD = '<html lang="zh"><body>\n<p>算力<b>中心</b></p></body></html>'
MARKER = '<sup class="rdn-mk"><a href="#n">1</a></sup>'
DECLARED = ' xmlns:epub="ops"'
ROOT = Edit(5, 5, DECLARED)
NEW = OLD.replace("<html", f"<html{DECLARED}").replace("算力", f'<span class="rdn-nb">算力{MARKER}</span>')


def meant(attribute: Edit) -> Grown:
    return Grown(partial(read_document, vocabulary=PAGE, lang="zh"), partial(without_ours, word="rdn"), (attribute,), 0, 0)


def try_it(new: str, attribute: Edit = ROOT) -> None:
    guard_grown(Decoded(OLD, "utf-8"), Decoded(new, "utf-8"), meant(attribute), where="page.xhtml")


def test_elements_of_ours_and_attributes_may_stand_in_it() -> None:
    try_it(NEW)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("中心", "重心", "page.xhtml:2: a text would be “算力重心” instead of “算力中心”"),
        ("</p>", f"</p><p>{MARKER}更多</p>", "page.xhtml:2: a text would be “更多” instead of “”"),
        ("</p>", "</p >", "page.xhtml:2: something that is no text would change"),
        ("<b>", '<b class="x">', "page.xhtml:2: something that is no text would change"),
        (DECLARED, "", "page.xhtml:1: something that is no text would change"),
        (f"算力{MARKER}", MARKER, "page.xhtml:2: a text would be “中心” instead of “算力中心”"),
    ],
)
def test_anything_else_is_named_with_its_line(old: str, new: str, said: str) -> None:
    with pytest.raises(Breach, match=f"^{said}"):
        try_it(NEW.replace(old, new))


@pytest.mark.parametrize("edit", [Edit(OLD.index("算"), OLD.index("算"), "x"), Edit(5, 5, " x='>'"), Edit(5, 10, "")])
def test_an_attribute_stands_in_a_tag(edit: Edit) -> None:
    with pytest.raises(Breach, match="an attribute would stand in what is no tag"):
        try_it(NEW, edit)


def test_the_encoding_stays() -> None:
    with pytest.raises(Breach):
        guard_grown(decode(OLD.encode(), where=""), decode(b"\xef\xbb\xbf" + NEW.encode(), where=""), meant(ROOT), where="page.xhtml")


def test_the_file_has_the_checksum_that_it_had_before_it_was_packed() -> None:
    packed, other = pack(NEW.encode()), pack(NEW.replace(MARKER, MARKER.replace(">1<", ">2<")).encode())
    book = write_zip({"mimetype": b"application/epub+zip", "page.xhtml": OLD.encode()}.items(), date=(2026, 1, 1, 0, 0, 0))
    as_meant = {"page.xhtml": replace(meant(ROOT), size=packed.size, crc=packed.crc)}
    guard(book, rewrite_zip(book, {"page.xhtml": packed}), as_meant, where="book.epub")
    with pytest.raises(Breach, match=r"^book.epub: page.xhtml: a file would not be what it is meant to be"):
        guard(book, rewrite_zip(book, {"page.xhtml": other}), as_meant, where="book.epub")

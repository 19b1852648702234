"""Books of saved web pages: the laws hold for whatever a page brings along."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from lxml import etree

from reader.book.compose import Book, compose, read_essays
from reader.book.variants import Variant
from reader.edition import load_edition
from reader.edition.exceptions import read_exceptions
from reader.model import Block, Script
from reader.script.convert import convert
from tests.editions import ASKED, ROOT, SHIPPED, built, entries
from tests.kept_java import judge
from tests.saved_pages import book_of, edition_of, page_of, pages

MARKS = "[“”‘’「」『』]"
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
BLOCK_ID = re.compile(r"one-l\d+(-c\d+)?(-i)?\Z")
PAGE = ROOT / "tests" / "cases" / "editions" / "page"


def said(element: etree._Element) -> str:
    """What an element says: its words and its pictures', without markers, ways back, labels and readings."""
    if element.tag == f"{XHTML}img":
        return element.get("alt") or ""
    if element.tag == f"{XHTML}rt" or element.get("class") in {"mk", "sign"} or element.get(TYPE) == "backlink":
        return ""
    return (element.text or "") + "".join(said(child) + (child.tail or "") for child in element)


def written(page: etree._Element) -> list[tuple[str, str]]:
    """Every block of the page: its id and what it says."""
    return [
        (name, said(part).removeprefix(" ") if part.find(f"*[@{TYPE}='backlink']") is not None else said(part))
        for part in page.iter()
        if BLOCK_ID.match(name := part.get("id") or "")
    ]


def blocks_of(folder: Path) -> tuple[Block, ...]:
    return read_essays(load_edition(folder)).essays[0].blocks


def holds(folder: Path, book: Book) -> None:
    """Nothing lost, and one marker, one note, one way back."""
    page, blocks = page_of(book), blocks_of(folder)
    assert written(page) == [(block.id, block.text) for block in blocks]
    ids = [name for part in page.iter() if (name := part.get("id"))]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch("[a-z][a-z0-9-]*", name) for name in ids)
    markers = [part for part in page.iter(f"{XHTML}a") if part.get(TYPE) == "noteref"]
    notes = [part for part in page.iter(f"{XHTML}div") if part.get(TYPE) == "footnote"]
    assert sorted(part.get("href") or "" for part in markers) == sorted(f"#{note.get('id')}" for note in notes)
    ways_back = {note.get("id"): next(part.get("href") for part in note.iter() if part.get(TYPE) == "backlink") for note in notes}
    assert all(ways_back[(part.get("href") or "")[1:]] == f"#{part.get('id')}" for part in markers)
    assert all((part.text or "").isdecimal() for part in markers)


@settings(max_examples=settings.default.max_examples // 4)
@given(pages())
def test_a_built_page_without_its_notes_and_markers_is_the_reading_text_and_the_book_is_valid(page: str) -> None:
    with TemporaryDirectory() as folder:
        edition = edition_of(page, Path(folder) / "edition")
        book = book_of(edition)
        holds(edition, book)
        assert judge(book.data) == ()


@pytest.mark.parametrize("asked", ASKED)
def test_a_page_with_everything_is_a_sound_book_in_every_script(asked: Script | None) -> None:
    book = built(PAGE, asked)
    assert judge(book.data) == ()
    names = [name for name, _ in written(page_of(book))]
    assert names == [block.id for block in blocks_of(PAGE)]
    if asked is None:
        holds(PAGE, book)


@pytest.mark.parametrize("asked", ASKED[1:])
def test_every_text_of_a_page_is_in_the_asked_script(asked: Script) -> None:
    exceptions = read_exceptions(PAGE)
    code = {block.id for block in blocks_of(PAGE) if block.kind == "code" and block.spans}
    for (name, text), block in zip(written(page_of(built(PAGE, asked))), blocks_of(PAGE), strict=True):
        fresh = block.text if name in code else convert(block.text, target=asked, origin="zh-Hans", exceptions=exceptions)
        assert re.sub(MARKS, "", text) == re.sub(MARKS, "", fresh)


@pytest.mark.parametrize("variant", ["kobo", "duokan"])
def test_the_variants_of_a_page_say_the_same(variant: Variant) -> None:
    book = compose(load_edition(PAGE), asked=None, version="0", exceptions=read_exceptions(PAGE), variant=variant)
    assert judge(book.data) == ()
    lines = [text.replace("\n", "") for _, text in written(page_of(book))]
    assert lines == [block.text for block in blocks_of(PAGE)]


def test_the_style_sheet_for_pages_comes_with_pages_alone() -> None:
    assert b"figcaption" in entries(built(PAGE, None).data)["EPUB/style.css"]
    assert entries(built(SHIPPED, None).data)["EPUB/style.css"] == (ROOT / "reader" / "book" / "style" / "style.css").read_bytes()


def test_pictures_are_in_the_book_once_each_under_names_that_their_bytes_give() -> None:
    names = [name for name in entries(built(PAGE, None).data) if "/pictures/" in name]
    assert sorted(name.rpartition(".")[2] for name in names) == ["gif", "png", "svg", "webp"]
    page = etree.tostring(page_of(built(PAGE, None)), encoding="unicode")
    assert page.count(next(name for name in names if name.endswith(".gif")).removeprefix("EPUB/")) == 2

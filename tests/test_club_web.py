"""The web edition: the book's own pages as HTML, the same ids in every script, nothing from elsewhere, light enough for any connection."""

from __future__ import annotations

import gzip
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from lxml import etree, html

from reader.book.compose import compose, read_essays
from reader.club.books import BuiltBook
from reader.club.web import web_files
from reader.edition import load_edition
from reader.edition.exceptions import read_exceptions
from reader.model import Script
from tests.editions import ASKED, CLUB, SHIPPED, built, entries
from tests.generated import Folder, editions
from tests.sizes import few

LIMIT = 100_000
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def name_of(asked: Script | None) -> str:
    return asked or "as-published"


def blocks_of(folder: Path) -> frozenset[str]:
    return frozenset(block.id for essay in read_essays(load_edition(folder)).essays for block in essay.blocks)


@cache
def site(folder: Path) -> dict[str, bytes]:
    books = [(BuiltBook(name_of(asked), "universal", "x.epub", built(folder, asked).data), "书名") for asked in ASKED]
    return dict(web_files("x", books, blocks=blocks_of(folder)))


def pages(files: dict[str, bytes]) -> Iterator[tuple[str, html.HtmlElement]]:
    return ((name, html.fromstring(data.decode())) for name, data in files.items() if name.endswith(".html"))


def broken(files: dict[str, bytes]) -> set[str]:
    """The links within the site that lead nowhere; the site's first page is beside."""
    ids = {name: set(page.xpath("//@id")) for name, page in pages(files)}
    found = set()
    for name, page in pages(files):
        for href in map(str, page.xpath("//@href | //@src")):
            path, _, fragment = href.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            if "//" in href or href.startswith("mailto:") or target == "index.html":
                continue
            if target not in files or (fragment and fragment not in ids[target]):
                found.add(f"{name}: {href}")
    return found


@pytest.mark.parametrize("folder", [CLUB, SHIPPED], ids=lambda folder: folder.name)
def test_every_link_leads_to_a_place_of_the_site(folder: Path) -> None:
    assert broken(site(folder)) == set()


@pytest.mark.parametrize("asked", ASKED, ids=name_of)
def test_a_page_says_what_the_books_page_says(asked: Script | None) -> None:
    book = entries(built(SHIPPED, asked).data)
    for name, page in pages(site(SHIPPED)):
        if f"/{name_of(asked)}/" not in name or name.endswith("/index.html"):
            continue
        source = etree.fromstring(book[f"EPUB/{posixpath.basename(name).replace('.html', '.xhtml')}"])
        body = source.find("{http://www.w3.org/1999/xhtml}body")
        assert body is not None
        assert "".join("".join(map(str, body.itertext())).split()) == "".join(page.find(".//main").text_content().split()), name


def test_a_block_has_the_same_id_in_every_script_and_a_link_to_itself() -> None:
    found = {name_of(asked): set[str]() for asked in ASKED}
    for name, page in pages(site(SHIPPED)):
        found[name.split("/")[2]] |= {str(href)[1:] for href in page.xpath("//a[@class='here']/@href")}
    assert all(ids == blocks_of(SHIPPED) for ids in found.values())


def test_no_page_is_xml() -> None:
    for name, data in site(SHIPPED).items():
        if name.endswith(".html"):
            text = data.decode()
            assert text.startswith("<!DOCTYPE html>")
            assert "xmlns" not in text
            assert "epub:" not in text
            assert {tag for tag in re.findall(r"<([a-z0-9]+)[^>]*/>", text) if tag not in VOID} == set()


def test_a_page_asks_nobody_else_and_runs_its_own_file_alone() -> None:
    for name, page in pages(site(SHIPPED)):
        assert page.xpath("//script/@src") == ["../reader.js"], name
        assert not page.xpath("//script[text()] | //style | //*[@style] | //iframe | //@*[starts-with(name(), 'on')]")
        assert not [src for src in page.xpath("//@src | //link/@href") if "//" in src]
        policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy


def test_no_id_stands_twice_in_a_page() -> None:
    for name, page in pages(site(SHIPPED)):
        assert [key for key, times in Counter(page.xpath("//@id")).items() if times > 1] == [], name


def test_the_first_view_is_light() -> None:
    files = site(SHIPPED)
    always = sum(len(gzip.compress(files[f"read/x/{name}"], mtime=0)) for name in ("style.css", "reader.js"))
    for name, data in files.items():
        if name.endswith(".html"):
            assert len(gzip.compress(data, mtime=0)) + always < LIMIT, name


def test_the_page_before_and_behind_are_named_and_linked() -> None:
    page = html.fromstring(site(SHIPPED)["read/x/zh-Hant-TW/maojie.html"].decode())
    assert [(link.get("rel"), link.get("href")) for link in page.xpath("//footer//a")] == [("prev", "suanli.html"), ("next", "queshi.html")]
    assert page.xpath("string(//title)") == "帽姐談人工智能 · 书名"


@given(editions())
@settings(max_examples=few())
def test_whatever_an_editor_wrote_its_pages_hold_together(folder: Folder) -> None:
    with TemporaryDirectory() as place:
        path = folder.write(Path(place))
        edition = load_edition(path)
        book = compose(edition, asked=None, version="0", exceptions=read_exceptions(path))
        files = dict(web_files("x", [(BuiltBook("as-published", "universal", "x.epub", book.data), edition.title)], blocks=blocks_of(path)))
    assert broken(files) == set()

"""The Kobo and Duokan variants: the same text and ids, the shape their engines want, still sound EPUBs."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reader.book.compose import compose
from reader.book.kobo import sentences
from reader.book.variants import Variant
from reader.check.contents import read_contents
from reader.check.page import read_page
from reader.check.run import check_book
from reader.edition import load_edition
from reader.edition.exceptions import read_exceptions
from reader.epub.container import read_container
from tests.editions import CLUB, SHIPPED, built, entries
from tests.kept_java import judge

NAV = "EPUB/nav.xhtml"
XHTML = "{http://www.w3.org/1999/xhtml}"


@cache
def varied(variant: Variant) -> dict[str, bytes]:
    book = compose(load_edition(CLUB), asked="zh-Hans", version="0", exceptions=read_exceptions(CLUB), variant=variant)
    return entries(book.data)


def pages(files: dict[str, bytes]) -> dict[str, etree._Element]:
    return {name: etree.fromstring(data) for name, data in files.items() if name.endswith(".xhtml")}


def text(page: etree._Element) -> str:
    body = page.find(f"{XHTML}body")
    assert body is not None
    return re.sub(r"\s+", "", "".join(body.itertext()))


def ids(page: etree._Element) -> list[str]:
    return [name for part in page.iter() if (name := part.get("id")) and not name.startswith(("kobo.", "book-"))]


def test_the_duokan_style_is_the_universal_one_with_its_own_behind_it() -> None:
    plain = entries(built(CLUB, "zh-Hans").data)["EPUB/style.css"]
    assert varied("duokan")["EPUB/style.css"].startswith(plain)
    assert b".mk img" in varied("duokan")["EPUB/style.css"][len(plain) :]


@pytest.mark.parametrize("variant", ["kobo", "duokan"])
def test_a_variant_keeps_every_id(variant: Variant) -> None:
    plain = pages(entries(built(CLUB, "zh-Hans").data))
    assert {name: ids(page) for name, page in pages(varied(variant)).items()} == {name: ids(page) for name, page in plain.items()}


def test_kobo_pages_hold_the_same_text() -> None:
    plain, kobo = pages(entries(built(CLUB, "zh-Hans").data)), pages(varied("kobo"))
    assert {name: text(page) for name, page in kobo.items() if name != NAV} == {name: text(page) for name, page in plain.items() if name != NAV}
    assert sorted(links(kobo[NAV])) == sorted(links(plain[NAV]))


def links(page: etree._Element) -> list[tuple[str, str]]:
    return [(link.get("href", ""), "".join(link.itertext())) for link in page.iter(f"{XHTML}a")]


@pytest.mark.parametrize("folder", [CLUB, SHIPPED])
def test_kobos_contents_name_files_alone_and_what_stood_below_stands_behind_them(folder: Path) -> None:
    """A highlight below an entry with a fragment is kept and never drawn (Calibre-Web-NextGen #1657)."""
    book = compose(load_edition(folder), asked="zh-Hans", version="0", exceptions=read_exceptions(folder), variant="kobo")
    files = entries(book.data)
    contents = read_contents(read_container(book.data), {NAV: read_page(files[NAV], path=NAV, number=0)})
    below = links(etree.fromstring(files[NAV]).findall(f".//{XHTML}section[@class='sections']")[0])
    assert [entry.href for entry in contents if "#" in entry.href] == []
    assert len(contents) == len({entry.href for entry in contents}) > 5
    assert below
    assert all("#" in href for href, _ in below)
    assert b"#" not in files["EPUB/toc.ncx"]
    assert files["EPUB/toc.ncx"].count(b"<navPoint") == len(contents)
    assert "contents-fragment" not in {finding.code for finding in check_book(read_container(book.data, name="a.kepub.epub"))}


def test_every_text_of_a_kobo_page_stands_in_one_span_with_an_id_of_its_own() -> None:
    for page in pages(varied("kobo")).values():
        body = page.find(f"{XHTML}body")
        assert body is not None
        spans = [part for part in body.iter(f"{XHTML}span") if part.get("class") == "koboSpan"]
        names = [part.get("id") for part in spans]
        assert len(names) == len(set(names))
        assert all(re.fullmatch(r"kobo\.\d+\.\d+", name or "") for name in names)
        assert re.sub(r"\s+", "", "".join(span.text or "" for span in spans)) == text(page)
        assert [part.get("id") for part in body] == ["book-columns"]


def test_a_kobo_marker_carries_both_types() -> None:
    page = varied("kobo")["EPUB/cha.xhtml"].decode()
    assert 'epub:type="noteref endnote"' in page
    assert re.search(r'<span id="cha-q-hair"></span>', page)


@given(st.text(alphabet="字。！？…”」）a.!? \n", max_size=60))
def test_sentences_joined_are_the_text(text: str) -> None:
    assert "".join(sentences(text)) == text


def test_a_sentence_keeps_its_closing_marks() -> None:
    assert sentences("他说：“算力不够。”然后呢？……没有了") == ["他说：“算力不够。”", "然后呢？……", "没有了"]


def test_duokan_notes_are_one_list_a_file_with_picture_markers() -> None:
    page = varied("duokan")["EPUB/cha.xhtml"].decode()
    assert page.count('<ol class="duokan-footnote-content">') == 1
    assert re.search(r'<li id="cha-n-hair" class="duokan-footnote-item note rebuttal">', page)
    assert re.search(r'class="duokan-footnote noteref rebuttal" id="cha-r-hair" href="#cha-n-hair"><img src="dispute.png" alt="※101"/></a>', page)
    assert "EPUB/dispute.png" in varied("duokan")


@pytest.mark.parametrize("variant", ["kobo", "duokan"])
def test_epubcheck_finds_nothing_in_a_variant(variant: Variant) -> None:
    assert judge(compose(load_edition(CLUB), asked="zh-Hant-TW", version="0", exceptions=read_exceptions(CLUB), variant=variant).data) == ()


def test_each_variant_has_its_own_identifier() -> None:
    plain = entries(built(CLUB, "zh-Hans").data)
    found = {re.search(rb"urn:uuid:[0-9a-f-]+", files["EPUB/content.opf"]) for files in (plain, varied("kobo"), varied("duokan"))}
    assert len({match[0] for match in found if match}) == 3

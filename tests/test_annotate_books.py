"""Whole books with notes in them: EPUBCheck finds no more in them than before, and EPUB 2 stays EPUB 2."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from annotated import TYPED, book_with, old_book, shown, terms
from test_epub_convert import DATE, unzipped

from reader.annotate.compose import annotate_book
from reader.epub.container import write_zip
from reader.model import Term
from tests.books import base_files
from tests.editions import CLUB, built
from tests.kept_java import judge


def sound_books() -> dict[str, bytes]:
    return {
        "EPUB 2": old_book(),
        "EPUB 3": write_zip(base_files().items(), date=DATE),
        "an edition": built(CLUB, None).data,
        "types declared inside": book_with(f"<section{TYPED}><p>算力与CUDA</p></section>", without=TYPED),
        "a page": book_with("<p>算力与CUDA，<ruby>算<rt>suàn</rt>力<rt>lì</rt></ruby>，it is machine learning.</p>"),
    }


@pytest.mark.parametrize("name", sound_books())
@pytest.mark.parametrize("at_end", [False, True])
def test_epubcheck_finds_no_more_than_before(name: str, at_end: bool) -> None:
    data = sound_books()[name]
    words = dict.fromkeys(
        re.findall(r"[\u4e00-\u9fff]{2}|[A-Za-z]{5,}", "".join(page.decode() for path, page in unzipped(data).items() if path.endswith("ml")))
    )
    common = tuple(Term(f"w{number}", word, (word,), f"《{word}》 & <so> on") for number, word in enumerate([*words][:300]))
    result = annotate_book(data, (*terms(), *common), at_end=at_end)
    assert result.markers() > 0
    before, after = judge(data), judge(result.data)
    assert sorted(finding.text for finding in after) == sorted(finding.text for finding in before)


def test_an_epub_2_gets_what_epub_2_allows() -> None:
    files = unzipped(annotate_book(old_book(), terms()).data)
    page = files["OPS/text/one.html"].decode()
    for name in ("OPS/text/one.html", "OPS/rdn-glossary.xhtml"):
        assert not re.search(r"epub:|role=|<section|<nav| lang=", files[name].decode()), name
    assert '<a class="rdn-noteref rdn-term" id="rdn-c1-r-transistor" href="#rdn-c1-n-transistor">1</a>' in page
    assert '<link rel="stylesheet" type="text/css" href="../rdn-notes.css"/>' in page
    assert 'href="../rdn-glossary.xhtml#g-transistor"' in page
    assert (
        '<navPoint class="rdn-contents" id="rdn-glossary" playOrder="3"><navLabel><text>Glossary</text></navLabel><content src="rdn-glossary.xhtml"/>'
        in files["OPS/toc.ncx"].decode()
    )
    assert '<opf:itemref idref="rdn-glossary"/>\n</opf:spine>' in files["OPS/content.opf"].decode()


def test_title_pages_headings_and_notes_of_the_book_stay_as_they_are() -> None:
    before, after = unzipped(old_book()), unzipped(annotate_book(old_book(), terms()).data)
    assert after["OPS/text/front.html"] == before["OPS/text/front.html"]
    assert after["OPS/style.css"] == before["OPS/style.css"]
    marked = shown(after["OPS/text/one.html"].decode())
    assert "six <i>transistors[[†1]]</i>, and&nbsp;none of them knew machine\nlearning[[†2]]. " in marked
    assert "Nobody asked CUDA[[†3]].</p>" in marked
    assert "<h2>Chapter 1, with a transistor</h2>" in marked
    assert "</a> A transistor is a switch.</p>" in marked


def test_the_notes_of_an_english_list_are_in_english(tmp_path: Path) -> None:
    english = (
        Term("transistor", "transistor", ("transistor",), "A switch.", as_of="2025-07", see=("cuda", "nowhere")),
        Term("cuda", "CUDA", ("CUDA",), "A platform."),
    )
    files = unzipped(annotate_book(old_book(), english).data)
    page, glossary = files["OPS/text/one.html"].decode(), files["OPS/rdn-glossary.xhtml"].decode()
    assert "<b>transistor</b>: A switch. (as of July 2025) <a" in page
    assert "<h2>Notes</h2>" in page
    assert "Found in: " in glossary
    assert not re.search("[\u3000-\u9fff]", glossary)


@pytest.mark.parametrize(("lang", "body"), [("zh-Hant-TW", "<p>算力</p>"), ("zh", "<p>機器與算力</p>")])
def test_the_notes_in_a_traditional_book_are_traditional(lang: str, body: str) -> None:
    simplified = (Term("sl", "算力", ("算力",), "机器计算的能力，头发不算。", more="软件也算。"),)
    files = unzipped(annotate_book(book_with(body, lang=lang), simplified).data)
    page, glossary, nav = (files[name].decode() for name in ("page.xhtml", "rdn-glossary.xhtml", "nav.xhtml"))
    assert "：機器計算的能力，頭髮不算。 <a" in page
    assert "<h2>註釋</h2>" in page or "<h2>注釋</h2>" in page
    assert "<p>軟件也算。</p>" in glossary
    assert "術語表" in glossary
    assert "術語表" in nav


def test_the_notes_in_a_simplified_book_are_simplified() -> None:
    traditional = (Term("sl", "算力", ("算力",), "機器計算的能力。"),)
    files = unzipped(annotate_book(book_with("<p>算力与机器</p>", lang="zh-CN"), traditional).data)
    assert "：机器计算的能力。 <a" in files["page.xhtml"].decode()


@pytest.mark.parametrize("spoil", [("</p>", ""), ("<p>", "<p::p/><p>"), ("<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY x "y">]>')])
def test_a_page_that_is_not_well_formed_is_left_as_it_is(spoil: tuple[str, str]) -> None:
    files = unzipped(book_with("<p>算力</p>"))
    page = files["page.xhtml"].decode().replace("?>\n<html", "?>\n<!DOCTYPE html>\n<html").replace(*spoil)
    data = write_zip({**files, "page.xhtml": page.encode()}.items(), date=DATE)
    result = annotate_book(data, terms())
    assert result.data == data
    assert [(one.code, one.where) for one in result.warnings] == [("annotate-markup", "page.xhtml")]

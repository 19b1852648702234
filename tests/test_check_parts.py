"""The parts that rules stand on: notes of other people's books, selectors, pictures, language tags."""

from __future__ import annotations

import struct

import pytest
from books import as_book, base_files
from hypothesis import given, settings
from hypothesis import strategies as st
from sizes import examples

from reader.check.book import Book, open_book
from reader.check.page import read_page
from reader.check.rules.ids import CSS_SAFE
from reader.check.rules.languages import is_tag
from reader.check.run import check_book
from reader.epub.picture import picture_size

HEAD = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="zh-Hans" xml:lang="zh-Hans"><body>'


def book_with(body: str) -> Book:
    files = base_files()
    files["EPUB/two.xhtml"] = f"{HEAD}<p id='two-q'>{body}</p></body></html>".encode()
    return open_book(as_book(files))


def codes(body: str) -> set[str]:
    return {finding.code for finding in check_book(book_with(body).container)} - {"encoding-undeclared"}


def test_amazons_own_example_is_one_marker_and_one_note() -> None:
    """Kindle Publishing Guidelines 10.3.12, method 1: the way back is typed noteref too."""
    body = (
        '<sup><a id="source" href="#ft-1-1" epub:type="noteref">1</a></sup></p><aside id="ft-1-1" epub:type="footnote">'
        '<p><a epub:type="noteref" href="#source">1.</a> Some words of a note.</p></aside><p>'
    )
    book = book_with(body)
    assert [(note.element.get("id"), len(note.markers)) for note in book.notes] == [("one-n-chip", 1), ("ft-1-1", 1)]
    assert codes(body) == {"marker-without-role", "note-aside"}


def test_pandocs_notes_are_seen_with_their_late_way_back() -> None:
    body = (
        '<a href="#fn1" class="footnote-ref" id="fnref1" epub:type="noteref" role="doc-noteref">1</a></p><section epub:type="footnotes">'
        '<aside epub:type="footnote" role="doc-footnote" id="fn1"><p>Some words of a note.<a href="#fnref1" class="footnote-back" '
        'role="doc-backlink">↩</a></p></aside></section><p>'
    )
    assert codes(body) == {"backlink-late", "backlink-arrow", "note-aside"}


def test_a_note_whose_id_stands_on_its_paragraph_or_on_an_anchor() -> None:
    body = (
        '<a id="r1" href="#n1" epub:type="noteref" role="doc-noteref">1</a><a id="r2" href="#n2" epub:type="noteref" role="doc-noteref">2</a></p>'
        '<div epub:type="footnote"><p id="n1"><a href="#r1">1.</a> Some words of a note.</p></div>'
        '<div epub:type="footnote"><p><a id="n2"></a><a href="#r2">2.</a> Some words of a note.</p></div><p>'
    )
    assert codes(body) == {"note-target-empty"}
    assert [note.element.tag.rpartition("}")[2] for note in book_with(body).notes] == ["div", "div", "div"]


def test_a_container_of_notes_is_not_one_of_them() -> None:
    body = (
        '<a id="r1" href="#n1" epub:type="noteref" role="doc-noteref">1</a><a id="r2" href="#n2" epub:type="noteref" role="doc-noteref">2</a></p>'
        '<aside epub:type="footnote"><div id="n1"><a href="#r1">1.</a> Some words.</div><div id="n2"><a href="#r2">2.</a> Some words.</div></aside><p>'
    )
    assert codes(body) == {"note-container", "note-untyped"}


@settings(deadline=None, max_examples=examples(40))
@given(st.binary(max_size=300))
def test_any_page_at_all_is_checked_without_a_crash(data: bytes) -> None:
    files = base_files()
    files["EPUB/two.xhtml"] = data
    assert check_book(as_book(files))


@settings(deadline=None, max_examples=examples(60))
@given(
    st.lists(
        st.tuples(st.sampled_from(["id", "href", "epub:type", "role", "lang"]), st.sampled_from(["", "#a", "a", "noteref", "footnote", "?", "%", "//", "#"])),
        max_size=8,
    )
)
def test_any_attributes_at_all_are_checked_without_a_crash(pairs: list[tuple[str, str]]) -> None:
    links = "".join(f'<a {name}="{value}">' for name, value in pairs) + "x" + "</a>" * len(pairs)
    assert isinstance(check_book(book_with(links).container), tuple)


def test_a_fragment_that_is_no_id_is_not_missed() -> None:
    assert codes('<a href="one.xhtml#epubcfi(/6/4)">a</a><a href="one.xhtml#xywh=1,2,3,4">b</a><a href="one.xhtml#">c</a>') == set()
    assert codes('<a href="one.xhtml#none">a</a>') == {"link-target-missing"}


def test_a_licence_on_the_network_is_not_fetched_but_a_style_sheet_is() -> None:
    assert codes('<link rel="license" href="https://example.org/"/>') == set()
    assert codes('<link rel="stylesheet" href="https://example.org/a.css"/>') == {"resource-remote"}


def test_elements_know_their_order() -> None:
    page = read_page(f"{HEAD}<p/><!-- c --><p/></body></html>".encode(), path="a", number=0)
    assert list(page.order.values()) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("css", "hidden"),
    [
        (".note { display: none }", True),
        ("div.note { display: none }", True),
        ("#one-n-chip { display: none }", True),
        ('[epub|type~="footnote"] { display: none }', True),
        ("section { display: none }", True),
        ("span.note { display: none }", False),
        (".note.open { display: none }", False),
        ("/* .note { display: none } */", False),
    ],
)
def test_a_note_is_hidden_by_what_means_it_or_holds_it(css: str, hidden: bool) -> None:
    files = base_files()
    files["EPUB/style.css"] = b'@namespace epub "http://www.idpf.org/2007/ops";\n' + css.encode()
    assert {finding.code for finding in check_book(as_book(files))} == ({"note-hidden"} if hidden else set())


def test_the_size_of_pictures() -> None:
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc4\x00\x02\xff\xff\xc2\x00\x0b\x08" + struct.pack(">HH", 2560, 1600)
    assert picture_size(jpeg) == (1600, 2560)
    assert picture_size(b"GIF89a" + struct.pack("<HH", 3, 4)) == (3, 4)
    assert picture_size(base_files()["EPUB/cover.png"]) == (1600, 2560)


@given(st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"GIF89a", b""]), st.binary(max_size=40))
def test_a_damaged_picture_has_no_size_or_some(head: bytes, rest: bytes) -> None:
    size = picture_size(head + rest)
    assert size is None or len(size) == 2


def test_language_tags() -> None:
    good = ("zh", "zh-Hans", "zh-Hant-TW", "zh-Hant-HK", "zh-TW", "en-GB", "de-1996", "sl-rozaj", "ja-x-old", "yue-Hant")
    bad = ("zh_CN", "zh-CHS", "zh-cht", "Chinese", "", "zh-", "汉语")
    assert [tag for tag in good if not is_tag(tag)] == []
    assert [tag for tag in bad if is_tag(tag)] == []


def test_ids_that_css_finds() -> None:
    assert all(CSS_SAFE.fullmatch(ident) for ident in ("a", "one-n-chip", "_x9"))
    assert not any(CSS_SAFE.fullmatch(ident) for ident in ("9a", "注", "a.b", "a:b", "-a", "a b"))

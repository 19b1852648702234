"""Where notes go in somebody's book: the cases of `tests/cases/annotate`, and what holds of all books."""

from __future__ import annotations

import re
import tomllib

import pytest
from annotated import CASES, book_with, shown, terms
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import Paragraph, pages, runs_of, source_of
from test_epub_convert import changed_book, unzipped

from reader.annotate.compose import annotate_book
from reader.annotate.ours import without_ours
from reader.epub.textmap import whole
from reader.epub.textread import read_document
from reader.epub.vocabulary import PAGE
from reader.errors import InputError
from reader.model import Term

MARKS = tomllib.loads((CASES / "marks.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", MARKS, ids=lambda case: case["says"])
def test_notes_go_where_a_case_says(case: dict[str, str]) -> None:
    result = annotate_book(book_with(case["page"], lang=case.get("lang", "zh")), terms())
    assert shown(unzipped(result.data)["page.xhtml"].decode()) == case["marked"]


COMMON = tuple(Term(f"t{number}", word, (word,), "什么") for number, word in enumerate(("头发", "程序员", "软件", "CUDA", "后", "干", "U盘")))


@settings(deadline=None)
@given(pages())
def test_a_page_without_what_is_ours_is_the_page_that_it_was(page: tuple[Paragraph, ...]) -> None:
    source = source_of(*runs_of(page))
    data = changed_book(page_xhtml=source.encode())
    result = annotate_book(data, COMMON)
    if not result.chapters:
        assert result.data == data
        return
    after = unzipped(result.data)["page.xhtml"].decode()
    assert after.count('href="#rdn-c1-n-') == result.markers() > 0
    assert without_ours(after, "rdn").replace(' xmlns:epub="http://www.idpf.org/2007/ops"', "") == source
    texts = [whole(text) for text in read_document(source, PAGE, lang="zh").texts]
    assert [whole(text) for text in read_document(without_ours(after, "rdn"), PAGE, lang="zh").texts] == texts


def test_line_ends_of_the_book_stay() -> None:
    body = "<p>算力\n<b>算力中</b>心\n</p>\n<p>CUDA\n</p>"
    for at_end in (False, True):
        page = unzipped(annotate_book(book_with(body), terms(), at_end=at_end).data)["page.xhtml"].decode()
        assert f"<body>{body}</body>" in without_ours(page, "rdn")


def test_every_marker_leads_to_its_note_and_back() -> None:
    files = unzipped(annotate_book(book_with("<p>算力与CUDA，算力中心。</p>"), terms()).data)
    page = files["page.xhtml"].decode()
    markers = re.findall(r'<a epub:type="noteref" role="doc-noteref" class="rdn-noteref rdn-term" id="(\S+)" href="#(\S+)">', page)
    assert len(markers) == 3
    for marker, note in markers:
        assert page.count(f'id="{note}"') == 1
        assert f'<a epub:type="backlink" role="doc-backlink" href="#{marker}">' in page
    glossary = files["rdn-glossary.xhtml"].decode()
    for term in re.findall(r'href="rdn-glossary.xhtml#(g-\S+)"', page):
        assert f'id="{term}"' in glossary


def test_the_glossary_is_in_the_manifest_the_spine_and_the_contents() -> None:
    files = unzipped(annotate_book(book_with("<p>算力</p>"), terms()).data)
    package = files["book.opf"].decode()
    assert '<item id="rdn-glossary" href="rdn-glossary.xhtml" media-type="application/xhtml+xml"/>' in package
    assert '<itemref idref="rdn-glossary"/>\n</spine>' in package.replace("  ", "")
    assert "算力" in files["rdn-glossary.xhtml"].decode()


def test_a_book_without_a_term_is_the_same_bytes() -> None:
    data = book_with("<p>春天</p>")
    assert annotate_book(data, terms()).data == data


def test_the_same_list_twice_gives_the_same_bytes() -> None:
    data = book_with("<p>算力与CUDA</p>")
    assert annotate_book(data, terms()).data == annotate_book(data, terms()).data


def test_our_names_are_free_in_the_book() -> None:
    data = book_with('<p class="rdn-note" id="rdn2-c1-n-cuda">算力</p>')
    page = unzipped(annotate_book(data, terms()).data)["page.xhtml"].decode()
    assert 'class="rdn3-mk"' in page
    assert '"rdn-mk"' not in page


def test_a_signed_book_is_refused() -> None:
    data = changed_book(**{"META-INF/signatures.xml": b"<signatures/>"})
    with pytest.raises(InputError, match="signed"):
        annotate_book(data, terms())


@settings(deadline=None)
@given(st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "of", "the,", "and", "x/alpha"]), min_size=1, max_size=900))
def test_of_a_latin_text_180_words_in_a_row_carry_at_most_three_markers(words: list[str]) -> None:
    names = tuple(Term(name, name, (name,), "A letter.") for name in ("alpha", "beta", "gamma", "delta"))
    result = annotate_book(book_with(f"<p>{' '.join(words)}</p>", lang="en"), names)
    text = shown(unzipped(result.data)["page.xhtml"].decode())
    marked = [number for number, word in enumerate(re.sub("</?p>", "", text).split()) for _ in re.findall(r"\[\[", word)]
    assert all(last - first >= 180 for first, last in zip(marked, marked[3:], strict=False))
    assert len(marked) == result.markers()
    if len(words) <= 180:
        assert len(marked) == min(3, len({word.removeprefix("x/") for word in words} & {"alpha", "beta", "gamma", "delta"}))

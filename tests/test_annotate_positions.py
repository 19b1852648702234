"""Reading positions carried between a book and the same with notes: tried on trees that another library reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from annotated import book_with, old_book
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from test_epub_convert import unzipped

from reader.annotate.compose import annotate_book
from reader.annotate.positions import positions_in, translated
from reader.epub.container import read_container
from reader.errors import UsageError
from reader.model import Term
from tests.commands import run

TERMS = (Term("sl", "算力", ("算力",), "计算的能力。"), Term("cuda", "CUDA", ("CUDA",), "平台。"), Term("book", "书", ("书",), "读的。"))
OURS = {"rdn-mk", "rdn-notes"}
WORDS = ("算力", "CUDA", "书", "，", "𠮷", " ", "\n  ", "&amp;", "人", "。")
inline = st.recursive(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map("".join),
    lambda inner: st.lists(
        st.one_of(
            inner,
            st.builds("<b>{}</b>".format, inner),
            st.builds('<i id="x">{}</i>'.format, inner),
            st.just("<br/>"),
            st.just("<!-- 算力 -->"),
            st.builds('<a href="#y">{}</a>'.format, inner),
        ),
        min_size=1,
        max_size=4,
    ).map("".join),
    max_leaves=8,
)
bodies = st.lists(st.one_of(st.builds("<p>{}</p>".format, inline), st.builds("<h2>{}</h2>\n".format, inline), st.just("<hr/>")), min_size=1, max_size=5).map(
    lambda parts: re.sub(' id="x"', "", "".join(parts), count=0)
)


def children(element: etree._Element) -> list[etree._Element]:
    return [child for child in element if isinstance(child.tag, str)]


def is_ours(element: etree._Element) -> bool:
    return bool(OURS & set(element.get("class", "").split()))


def gap_text(element: etree._Element, gap: int) -> str:
    """The text behind `gap` children, comments left out."""
    parts, count = [element.text or ""] if gap == 0 else [], 0
    for child in element:
        count += isinstance(child.tag, str)
        if count == gap:
            parts.append(child.tail or "")
    return "".join(parts)


def all_text(element: etree._Element) -> str:
    if is_ours(element):
        return ""
    return "".join([gap_text(element, 0), *(all_text(child) + gap_text(element, at) for at, child in enumerate(children(element), 1))])


def before(root: etree._Element, path: str) -> str:
    """What of the book's own text stands before a CFI's path, line ends left out, for we add two."""
    return _before(root, path).replace("\n", "")


def _before(root: etree._Element, path: str) -> str:
    steps = [int(number) for number in re.findall(r"/(\d+)", path)]
    offset = int(path.rpartition(":")[2]) if ":" in path else 0
    text, element, ours = "", root, False
    for step in steps:
        count, own = (step - 1) // 2, children(element)
        ours = ours or is_ours(element)
        if not ours:
            text += "".join(gap_text(element, at) + all_text(own[at]) for at in range(count))
        if step % 2:
            return text if ours else text + gap_text(element, count).encode("utf-16-le")[: offset * 2].decode("utf-16-le", "ignore")
        text += "" if ours else gap_text(element, count)
        element = own[count]
    return text


def places(element: etree._Element, path: str = "") -> list[str]:
    """Every place in an element's text, and every element, as CFIs have them."""
    found = [path] if path else []
    for gap in range(len(children(element)) + 1):
        text = gap_text(element, gap)
        found += [f"{path}/{gap * 2 + 1}:{len(text[:offset].encode('utf-16-le')) // 2}" for offset in range(len(text) + 1)]
    for number, child in enumerate(children(element), 1):
        found += places(child, f"{path}/{number * 2}")
    return found


def page_of(data: bytes) -> etree._Element:
    return etree.fromstring(unzipped(data)["page.xhtml"])


@settings(deadline=None)
@given(bodies, st.booleans())
def test_a_cfi_names_the_same_place_in_both_books_and_comes_back(body: str, at_end: bool) -> None:
    data = book_with(body)
    result = annotate_book(data, TERMS, at_end=at_end)
    if not result.markers():
        return
    old, new = page_of(data), page_of(result.data)
    of = positions_in(read_container(result.data))
    for place in places(old):
        cfi = f"epubcfi(/6/2!{place})"
        there = translated(cfi, of, back=False)
        assert before(new, there[len("epubcfi(/6/2!") : -1]) == before(old, place), (cfi, there)
        assert re.sub(r"\[[^\]]*\]", "", translated(there, of, back=True)) == cfi
        if at_end and place.startswith("/4/"):
            assert re.sub(r"\[[^\]]*\]", "", there) == cfi


@settings(deadline=None)
@given(bodies)
def test_a_place_in_a_note_is_the_place_of_its_marker(body: str) -> None:
    result = annotate_book(book_with(body), TERMS)
    if not result.markers():
        return
    old, new = page_of(book_with(body)), page_of(result.data)
    of = positions_in(read_container(result.data))
    for place in places(new):
        there = translated(f"epubcfi(/6/2!{place})", of, back=True)[len("epubcfi(/6/2!") : -1]
        assert before(old, there) == before(new, place), (place, there)


@settings(deadline=None)
@given(bodies)
def test_koreaders_positions_come_back(body: str) -> None:
    result = annotate_book(book_with(body), TERMS)
    if not result.markers():
        return
    of = positions_in(read_container(result.data))
    for number, paragraph in enumerate(children(page_of(book_with(body))[1]), 1):
        same = [child for child in children(page_of(book_with(body))[1])[:number] if child.tag == paragraph.tag]
        name = paragraph.tag.rpartition("}")[2]
        if name == "p" and (paragraph.text or "").strip() and not children(paragraph):
            for offset in range(len(" ".join((paragraph.text or "").split()))):
                alone = sum(child.tag == paragraph.tag for child in children(page_of(book_with(body))[1])) == 1
                step = name if alone else f"{name}[{len(same)}]"
                pointer = f"/body/DocFragment[1]/body/{step}/text().{offset}"
                assert translated(translated(pointer, of, back=False), of, back=True) == pointer


@pytest.mark.parametrize("body", ["<p>算力<b><!-- 算力 --></b></p>", "<p>算力<b> <i></i><br/></b> <!-- x --></p>", "<p>算力<b></b>\n</p>"])
def test_a_marker_at_a_paragraphs_end_stands_behind_elements_that_hold_nothing(body: str) -> None:
    assert re.search(r"</sup></p>", unzipped(annotate_book(book_with(body), TERMS, at_end=True).data)["page.xhtml"].decode())


def test_white_space_between_two_markers_is_a_text_of_its_own_for_koreader() -> None:
    of = positions_in(read_container(annotate_book(book_with("<p>CUDA 书</p>"), TERMS).data))
    assert translated("/body/DocFragment[1]/body/p/text().4", of, back=False) == "/body/DocFragment[1]/body/p/text().0"


def test_ranges_begin_behind_a_marker_and_end_before_one() -> None:
    of = positions_in(read_container(annotate_book(book_with("<p>谈算力，谈CUDA好</p>"), TERMS).data))
    assert translated("epubcfi(/6/2!/4/2/1,:3,:9)", of, back=False) == "epubcfi(/6/2!/4/2,/3:0,/4/1:4)"
    assert translated("epubcfi(/6/2[page]!/4/2/1:1)", of, back=False) == "epubcfi(/6/2[page]!/4/2/1:1)"
    assert translated("epubcfi(/2/4/2/1:5)", of, back=False) == "epubcfi(/2/4/2/4/1:0)"


def test_koreaders_positions_by_name() -> None:
    of = positions_in(read_container(annotate_book(book_with("<p>谈算力，谈CUDA好</p>"), TERMS).data))
    assert translated("/body/DocFragment[1]/body/p/text().4", of, back=False) == "/body/DocFragment[1]/body/p/text()[2].1"
    assert translated("/body/DocFragment[1]/body/p/text().2", of, back=False) == "/body/DocFragment[1]/body/p/span[1]/text().0"
    assert translated("/body/DocFragment[1]/body/p[1]", of, back=False) == "/body/DocFragment[1]/body/p"


def test_a_page_without_notes_keeps_its_positions(tmp_path: Path) -> None:
    (tmp_path / "a.epub").write_bytes(annotate_book(old_book(), (Term("t", "transistor", ("transistor",), "A switch."),)).data)
    said = run("positions", "a.epub", "epubcfi(/6/2!/4/2/1:3)", "/body/DocFragment[1]/body/p/text().1", cwd=tmp_path)
    assert said.out.splitlines() == ["epubcfi(/6/2!/4/2/1:3)", "/body/DocFragment[1]/body/p/text().1"]


@pytest.mark.parametrize(
    "position",
    ["", "page 3", "epubcfi(/6)", "epubcfi(/6/2!/4/2,/1:0)", "epubcfi(/6/2!/4/90/1:0)", "epubcfi(/6/98!/4/2)", "/body/p", "/body/DocFragment[1]/body/table"],
)
def test_what_is_no_position_is_said(position: str) -> None:
    of = positions_in(read_container(annotate_book(book_with("<p>算力</p>"), TERMS).data))
    with pytest.raises(UsageError) as error:
        translated(position, of, back=False)
    assert error.value.advice

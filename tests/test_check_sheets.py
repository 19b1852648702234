"""Style sheets are read in one pass: rules, comments, lines, what a selector means; and in time that grows with their length."""

from __future__ import annotations

import re

import pytest
from books import as_book, base_files
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reader.check.run import check_book
from reader.check.sheets import read_sheet, selectors, without_comments
from reader.check.styled import last_simple, styled

HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
XHTML = "{http://www.w3.org/1999/xhtml}"


def found(css: str) -> list[str]:
    return list(selectors((read_sheet(css, path="a.css"),), HIDING))


@pytest.mark.parametrize(
    ("css", "wanted"),
    [
        (".a { display: none }", [".a"]),
        (".a,p > .b { display : none; color: red }", [".a", "p > .b"]),
        ("@media screen { p .a, b > i.c { display:none; } } .d { display: none }", ["p .a", "b > i.c", ".d"]),
        ("@media print { .a { display:none; } @page { margin: 0 } .b { display: none } } .d { display: none }", [".d"]),
        ("@media amzn-kf8 { @supports (display: flex) { .a { display:none } } .b { color: red } } .c { display: none }", [".a", ".c"]),
        ("@import 'a.css'; @charset \"utf-8\"; .a{display:none}", [".a"]),
        ("@font-face { src: url(data:font/woff;base64,AA{}B) } .a{display:none}", [".a"]),
        ('.a:before { content: "}{;" } .b { display: none }', [".b"]),
        (".a { background: url(a;{}.png) } .b { display: none }", [".b"]),
        ('aside[epub|type~="footnote"] { visibility: hidden }', ['aside[epub|type~="footnote"]']),
        ("/* .a { display: none } */ .b { display: none }", [".b"]),
        (".a { display: none", []),
        ("} .a { display: none }", [".a"]),
        (".a { color: red } /* .b { display: none }", []),
    ],
)
def test_the_selectors_of_what_is_declared(css: str, wanted: list[str]) -> None:
    assert found(css) == wanted


@pytest.mark.parametrize(
    ("selector", "simple"),
    [("p .a", ".a"), ("b>i.c", "i.c"), ("a", "a"), ("x ~ [role='a b']", "[role='a b']"), ("p + q", "q"), ("a]", ""), ("", "")],
)
def test_what_a_selector_is_about(selector: str, simple: str) -> None:
    assert last_simple(selector) == simple


@pytest.mark.parametrize(
    ("selector", "means"),
    [
        (".note", True),
        ("div.note", True),
        ("DIV.note", True),
        ("#one", True),
        ('[epub|type~="footnote"]', True),
        ("aside .note", True),
        ("span.note", False),
        (".note.open", False),
        (".note:hover", False),
        ("*", False),
    ],
)
def test_which_element_a_selector_means(selector: str, means: bool) -> None:
    element = etree.Element(f"{XHTML}div", {"class": "note big", "id": "one", "{http://www.idpf.org/2007/ops}type": "footnote"})
    assert styled([selector, ".other"]).means(element) == means


@given(st.text(alphabet="/*a{}\n", max_size=40))
def test_comments_leave_their_lines(css: str) -> None:
    text = without_comments(css)
    assert text.count("\n") == css.count("\n")
    assert len(text) == len(css)
    assert "/*" not in text
    assert all(new in (old, " ") for old, new in zip(css, text, strict=True))


@given(st.text(alphabet="ab\n{}; ", max_size=60), st.integers(0, 59))
def test_a_place_has_its_line(css: str, place: int) -> None:
    place = min(place, len(css))
    assert read_sheet(css, path="a.css", line=3).where(place) == f"a.css:{3 + css.count(chr(10), 0, place)}"


def test_a_style_element_is_a_style_sheet_too() -> None:
    files = base_files()
    files["EPUB/two.xhtml"] = files["EPUB/two.xhtml"].replace(b"<title>", b"<style>\nbody { font-family: Nowhere }\n</style><title>")
    (finding,) = check_book(as_book(files))
    assert (finding.code, finding.where) == ("font-absent", "EPUB/two.xhtml:5")

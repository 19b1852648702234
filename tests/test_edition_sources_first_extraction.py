"""The first version of the extraction, which never changes: the cases of `tests/cases/pages-first/` (a sentence, the page, its text, its marks)."""

from __future__ import annotations

import warnings
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.edition.sources.first_extraction import extract
from reader.errors import EditionError
from reader.model import Span

CASES = sorted((Path(__file__).parent / "cases" / "pages-first").glob("*.txt"))
WORDS = st.text(st.sampled_from("茶头发“”，。…aZ9<&>\"'\u3000\xa0😀𠀀"), max_size=8)
GAPS = st.sampled_from(["", " ", "\n", " \t\n"])
TAGS = st.sampled_from(["em", "strong", "i", "b", "span", "a"])
PIECES = st.lists(st.tuples(TAGS, GAPS, WORDS, GAPS), max_size=6)


def marked(text: str, marks: tuple[Span, ...]) -> list[str]:
    return [f"{mark.kind} {mark.ref}".strip() + f": {text[mark.start : mark.end]}" for mark in marks]


def parts(path: Path) -> tuple[str, str, str]:
    """The page, the text and the marks of a case."""
    _, page, rest = path.read_text(encoding="utf-8").replace("\n--- text\n", "\n--- page\n", 1).split("\n--- page\n")
    text, _, marks = rest.partition("\n--- marks\n")
    return page, text, marks.strip("\n")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_page_gives_its_text_and_its_marks(path: Path) -> None:
    page, text, marks = parts(path)
    found, spans = extract(page, name="page.html")
    assert found == text
    assert "\n".join(marked(found, spans)) == marks


def test_a_page_without_text_is_an_error_that_names_it() -> None:
    for page in ("", "<html><body></body></html>", "<nav>首页</nav>", "<article>　&nbsp; </article>"):
        with pytest.raises(EditionError) as error:
            extract(page, name="essays/a.html")
        assert error.value.where == "essays/a.html"
        assert "holds no text" in error.value.text


def page_of(paragraphs: list[list[tuple[str, str, str, str]]]) -> str:
    inner = ("".join(f"<{tag}>{before}{escape(text)}{after}</{tag}>" for tag, before, text, after in pieces) for pieces in paragraphs)
    return "<article>" + "".join(f"<p>{text}</p>" for text in inner) + "<p>终</p></article>"


@settings(deadline=None)
@given(st.lists(PIECES, max_size=4))
def test_every_character_that_is_no_white_space_comes_through_in_order(paragraphs: list[list[tuple[str, str, str, str]]]) -> None:
    text, _ = extract(page_of(paragraphs), name="page.html")
    wanted = "".join(word for pieces in paragraphs for _, _, word, _ in pieces) + "终"
    assert "".join(text.split()) == "".join(wanted.split())


@settings(deadline=None)
@given(st.lists(PIECES, max_size=4))
def test_lines_have_no_loose_ends_and_marks_lie_within_one_line(paragraphs: list[list[tuple[str, str, str, str]]]) -> None:
    text, marks = extract(page_of(paragraphs), name="page.html")
    assert all(line and line == line.strip() for line in text.split("\n"))
    for mark in marks:
        assert 0 <= mark.start < mark.end <= len(text)
        assert "\n" not in text[mark.start : mark.end]


@settings(deadline=None)
@given(st.lists(PIECES, max_size=4))
def test_a_text_is_marked_exactly_where_it_was_emphasised(paragraphs: list[list[tuple[str, str, str, str]]]) -> None:
    text, marks = extract(page_of(paragraphs), name="page.html")
    names = {"i": "em", "em": "em", "b": "strong", "strong": "strong"}
    for kind in ("em", "strong"):
        wanted = "".join(word for pieces in paragraphs for tag, _, word, _ in pieces if names.get(tag) == kind)
        found = "".join(text[mark.start : mark.end] for mark in marks if mark.kind == kind)
        assert "".join(found.split()) == "".join(wanted.split())


def test_nothing_is_said_on_the_side() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        extract("a.html", name="page.html")  # BeautifulSoup takes this for a file's name
        extract('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>茶</p></body></html>', name="page.xhtml")

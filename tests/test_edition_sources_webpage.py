"""Saved web pages: the cases of `tests/cases/pages/` (a sentence, the page, its text, its marks), and what holds for every page."""

from __future__ import annotations

import warnings
from contextlib import suppress
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.edition.sources.webpage import Extract, extract
from reader.errors import EditionError
from reader.model import Span
from tests.growing import MOST, TIMES, growth

CASES = sorted((Path(__file__).parent / "cases" / "pages").glob("*.txt"))
WORDS = st.text(st.sampled_from("茶头发“”，。…aZ9<&>\"'\u3000\xa0😀𠀀"), max_size=8)
GAPS = st.sampled_from(["", " ", "\n", " \t\n"])
TAGS = st.sampled_from(
    ["em", "strong", "i", "b", "span", "a", "sup", "code", "u", "s", "font", "section", "div", "li", "td", "pre", "blockquote", "h3", "figure"]
)
PIECES = st.lists(st.tuples(TAGS, GAPS, WORDS, GAPS), max_size=6)


def told(found: Extract) -> str:
    """Groups in brackets, with their lines; then marks, with their words; a point with what stands before it; then findings."""
    text = found.text
    groups = [f"[{group.kind} {_ref(group)}".rstrip() + "] " + text[group.start : group.end].replace("\n", " | ") for group in found.groups]
    marks = [_mark(text, mark.kind, mark.ref, mark.start, mark.end) for mark in found.marks]
    findings = [f"{finding.code}: {finding.text}" for finding in found.findings]
    return "\n".join(line.replace("\n", "⏎").rstrip() for line in (*groups, *marks, *findings))


def _ref(group: Span) -> str:
    """White space so that it is seen."""
    return group.ref.translate(str.maketrans("\n \u3000", "⏎␣□")) if group.kind == "line" else group.ref


def _mark(text: str, kind: str, ref: str, start: int, end: int) -> str:
    if start == end:
        return f"{kind} {ref}: {text[:start].rpartition(chr(10))[2][-6:]}‸"
    return f"{kind} {ref}".strip() + f": {text[start:end]}"


def parts(path: Path) -> tuple[str, str, str]:
    """The page, the text and the marks of a case."""
    _, page, rest = path.read_text(encoding="utf-8").replace("\n--- text\n", "\n--- page\n", 1).split("\n--- page\n")
    text, _, marks = rest.partition("\n--- marks\n")
    return page, text, marks.strip("\n")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_page_gives_its_text_and_its_marks(path: Path) -> None:
    page, text, marks = parts(path)
    found = extract(page, name="page.html")
    assert found.text == text
    assert told(found) == marks


def test_a_page_without_text_is_an_error_that_names_it() -> None:
    for page in ("", "<html><body></body></html>", "<nav></nav>", "<article>　&nbsp; </article>"):
        with pytest.raises(EditionError) as error:
            extract(page, name="essays/a.html")
        assert error.value.where == "essays/a.html"
        assert "holds no text" in error.value.text


def test_a_page_that_hides_all_its_text_says_how_much_there_is() -> None:
    with pytest.raises(EditionError, match="hidden: 4 characters"):
        extract('<article style="display:none"><p>看不见的</p></article>', name="a.html")


def page_of(paragraphs: list[list[tuple[str, str, str, str]]]) -> str:
    inner = ("".join(f"<{tag}>{before}{escape(text)}{after}</{tag}>" for tag, before, text, after in pieces) for pieces in paragraphs)
    return "<article>" + "".join(f"<div>{text}</div>" for text in inner) + "<p>终</p></article>"


@settings(deadline=None)
@given(st.lists(PIECES, max_size=4))
def test_every_character_that_is_no_white_space_comes_through_in_order(paragraphs: list[list[tuple[str, str, str, str]]]) -> None:
    text = extract(page_of(paragraphs), name="page.html").text
    wanted = "".join(word for pieces in paragraphs for _, _, word, _ in pieces) + "终"
    assert "".join(text.split()) == "".join(wanted.split())


@settings(deadline=None)
@given(st.lists(PIECES, max_size=4))
def test_lines_have_no_loose_ends_marks_lie_within_one_line_and_groups_hold_whole_lines(paragraphs: list[list[tuple[str, str, str, str]]]) -> None:
    found = extract(page_of(paragraphs), name="page.html")
    assert all(line and line == line.strip() for line in found.text.split("\n"))
    for mark in found.marks:
        assert 0 <= mark.start < mark.end <= len(found.text)
        assert "\n" not in found.text[mark.start : mark.end]
    edges = {0, len(found.text)} | {at for at, char in enumerate(found.text) if char == "\n"} | {at + 1 for at, char in enumerate(found.text) if char == "\n"}
    for group in found.groups:
        assert group.start < group.end
        assert {group.start, group.end} <= edges
    for outer in found.groups:
        for inner in found.groups:
            assert (
                inner.end <= outer.start
                or outer.end <= inner.start
                or outer.start <= inner.start <= inner.end <= outer.end
                or (inner.start <= outer.start <= outer.end <= inner.end)
            )


@settings(deadline=None)
@given(st.lists(PIECES, max_size=4))
def test_a_text_is_marked_exactly_where_it_was_emphasised(paragraphs: list[list[tuple[str, str, str, str]]]) -> None:
    found = extract(page_of(paragraphs), name="page.html")
    names = {"i": "em", "em": "em", "b": "strong", "strong": "strong", "sup": "sup", "code": "code", "u": "u", "s": "s"}
    for kind in set(names.values()):
        wanted = "".join(word for pieces in paragraphs for tag, _, word, _ in pieces if names.get(tag) == kind)
        marked = "".join(found.text[mark.start : mark.end] for mark in found.marks if mark.kind == kind)
        assert "".join(marked.split()) == "".join(wanted.split())


@settings(deadline=None)
@given(st.text(st.sampled_from("<>/=\"' abdipsuolt#r:&;茶\n"), max_size=80))
def test_whatever_is_called_a_page_is_read_or_refused_in_words(page: str) -> None:
    with suppress(EditionError):
        assert extract(page, name="page.html").text


def test_nothing_is_said_on_the_side() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        extract("a.html", name="page.html")  # BeautifulSoup takes this for a file's name
        extract('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>茶</p></body></html>', name="page.xhtml")


DEEP = {
    "boxes": ("<div>", "</div>"),
    "emphasis": ("<b>", "</b>"),
    "lists": ("<ul><li>", "</li></ul>"),
    "quotations": ("<blockquote>", "</blockquote>"),
    "asides": ("<aside>", "</aside>"),
    "forms": ("<form>", "</form>"),
    "tables": ("<table><tr><td>", "</td></tr></table>"),
    "notes": ('<p><sup><a href="#n">1</a></sup><div id="n" class="footnote">', "</div></p>"),
    "readings": ("<ruby>", "</ruby>"),
    "formulas": ("<math><msup>", "</msup></math>"),
}
LONG = {
    "paragraphs": "<p>喝茶的人，<b>头发</b>白得慢。</p>\n",
    "line breaks": "茶<br>",
    "emphasis": "<b>茶</b>水",
    "pictures": '<img src="a.png" alt="茶">',
    "placeless notes": '<sup><a href="#n">1</a></sup>茶',
    "notes": '<p>茶<sup><a href="#n{0}" id="r{0}">{0}</a></sup></p><div class="footnote" id="n{0}"><a href="#r{0}">↩</a>注</div>',
    "tables": "<table><tr><td>茶</td><td>水</td></tr><tr><td>茶</td><td>水</td></tr></table>",
    "rows": "<tr><td>茶</td><td>水</td></tr>",
    "spaces": "茶 \n ",
    "articles": "<article>茶</article>",
    "formulas": "<math><msup><mi>c</mi><mn>2</mn></msup></math>",
    "nothing": "<span></span>",
    "lists": "<ul><li>茶</li></ul>",
    "program": "<pre>a\n  b\n\n</pre>",
}


@pytest.mark.parametrize("kind", DEEP)
def test_a_page_nests_as_deep_as_it_likes(kind: str) -> None:
    begin, end = DEEP[kind]
    few, many = (f"<article><p>茶</p>{begin * times}茶{end * times}</article>" for times in (200, TIMES * 200))
    assert growth(lambda page: extract(page, name="page.html"), few, many) <= MOST


@pytest.mark.parametrize("kind", LONG)
def test_four_times_the_page_takes_four_times_the_time(kind: str) -> None:
    few, many = ("<article><p>茶</p>" + "".join(LONG[kind].replace("{0}", str(at)) for at in range(times)) + "</article>" for times in (300, TIMES * 300))
    assert growth(lambda page: extract(page, name="page.html"), few, many) <= MOST

"""A page before it is written: markup and texts by turns, whatever the elements are made of; what it says many times is converted once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.book.page import Child, Node, Page, line, marked, node, paragraph, phrase, texts_of, together, with_texts
from reader.book.scripting import convert_page
from reader.book.xhtml import STRETCH, markup_of, write_page
from reader.model import Block
from reader.script.exceptions import our_exceptions

LEAVES: st.SearchStrategy[Child] = st.sampled_from(
    ["字", line("体", ("b", "粗")), ("<hr/>\n",), paragraph(line("段"), name="a"), marked("place", line("处"), "x.xhtml#y")]
)
ATTRIBUTES = st.fixed_dictionaries({}, optional={"id": st.just("a&b"), "class_": st.just("c"), "title": st.just("“名”")})


@st.composite
def elements(draw: st.DrawFn, children: st.SearchStrategy[Child]) -> Node:
    return node(draw(st.sampled_from(["p", "div", "span"])), *draw(st.lists(children, max_size=4)), **draw(ATTRIBUTES))


NODES = st.recursive(LEAVES, lambda children: elements(children))


@given(st.lists(NODES, max_size=4))
def test_markup_and_texts_come_by_turns(parts: list[Child]) -> None:
    body = together(*parts)
    assert [isinstance(part, str) for part in body] == [at % 2 == 0 for at in range(len(body))]
    assert len(body) % 2 == 1
    assert with_texts(body, texts_of(body)) == body


@given(st.lists(NODES, max_size=4))
def test_elements_together_are_written_as_one_by_one(parts: list[Child]) -> None:
    assert markup_of(together(*parts)) == "".join(markup_of(together(part)) for part in parts)


def test_a_long_page_is_written_as_a_short_one_and_what_must_be_escaped_is() -> None:
    texts = ["字"] * STRETCH + ["1 < 2 & “3”"]
    written = write_page(Page("a.xhtml", line("题"), "zh-Hans", together(*[paragraph(line(text)) for text in texts]), "zh-Hans")).decode()
    assert written.count("<p>字</p>") == STRETCH
    assert "<p>1 &lt; 2 &amp; “3”</p>" in written


def test_a_block_that_stands_in_many_places_is_converted_in_all() -> None:
    page = Page("a.xhtml", line("书"), "zh-Hant-TW", together(*[node("p", phrase("书"), line("的题")) for _ in range(3)]), "zh-Hans")
    converted = convert_page(page, asked="zh-Hant-TW", exceptions=our_exceptions())
    assert [text.text for text in texts_of(converted.body)] == ["書", "的題"] * 3
    assert phrase("书") is phrase("书")
    assert phrase("书") == Block("", "line", "书")


def test_the_value_of_an_attribute_says_no_language() -> None:
    page = Page("a.xhtml", line("T"), "en", node("img", src="a.png", alt="说<明"), "zh-Hans")
    converted = convert_page(page, asked="zh-Hant-TW", exceptions=our_exceptions())
    assert markup_of(converted.body) == '<img src="a.png" alt="說&lt;明"/>'

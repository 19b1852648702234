"""Inline XHTML: whatever the marks, the text survives; markup is always well formed."""

from __future__ import annotations

import sys
from html import escape, unescape
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from reader.book.inline import attribute, hostile, marker_ref, safe, sweep
from reader.book.page import line
from reader.book.rendering import render
from reader.model import Block, Span

KINDS = ("strong", "em", "dfn", "nb", "wording", "lang", "passage")
MARKER = marker_ref(sign="※", number="101", kind="rebuttal", marker_id="a-r-x", note_id="a-n-x")


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    text = draw(st.text(min_size=1, max_size=40))
    place = st.integers(0, len(text))
    spans = []
    for _ in range(draw(st.integers(0, 6))):
        start, end = sorted((draw(place), draw(place)))
        if start < end:
            kind = draw(st.sampled_from(KINDS))
            # A link inside a link is no XHTML; the program never marks one.
            if kind != "passage" or not any(span.kind == "passage" for span in spans):
                spans.append(Span(start, end, kind, "en" if kind == "lang" else "x.xhtml#y"))
        else:
            spans.append(Span(start, start, "anchor", f"a-{start}"))
    return Block("b", "paragraph", text, tuple(spans))


def parsed(block: Block) -> ElementTree.Element:
    return ElementTree.fromstring(f'<p xmlns:epub="http://www.idpf.org/2007/ops">{render(block)}</p>')


@given(st.text() | st.text("a&<>\"'字\u3000\x00\x85\ufffe"))
def test_text_is_escaped_as_the_standard_library_does_it(text: str) -> None:
    sound = hostile().sub("\ufffd", text)
    assert (safe(text), attribute(text)) == (escape(sound, quote=False), escape(sound))


def test_what_is_printable_can_stand_in_xml() -> None:
    assert not [char for char in map(chr, range(sys.maxunicode + 1)) if char.isprintable() and hostile().match(char)]


@given(blocks())
def test_the_text_survives_its_marks(block: Block) -> None:
    expected = hostile().sub("\ufffd", block.text).replace("\r\n", "\n").replace("\r", "\n")
    assert "".join(parsed(block).itertext()) == expected


@given(blocks())
def test_each_mark_covers_exactly_its_own_text(block: Block) -> None:
    tree = parsed(block)
    for kind in ("strong", "dfn"):
        wanted = sorted({at for span in block.spans if span.kind == kind for at in range(span.start, span.end)})
        found = "".join("".join(part.itertext()) for part in tree.iter(kind))
        nested = any(list(part.iter(kind))[1:] for part in tree.iter(kind))
        if not nested:
            assert found == "".join(hostile().sub("\ufffd", block.text[at]) for at in wanted).replace("\r", "\n") or "\r" in block.text


@given(blocks(), st.lists(st.integers(0, 40), max_size=3))
def test_spans_in_a_row_are_written_as_the_sweep_writes_them(block: Block, markers: list[int]) -> None:
    points = (Span(at, at, "marker", MARKER) for at in markers if at <= len(block.text))
    kept = (Span(at - 1, at, "nb") for at in markers if 0 < at <= len(block.text))
    spans = (*block.spans, *kept, *points)
    assert render(Block("b", "paragraph", block.text, spans)) == (sweep(block.text, spans) if spans else render(block))


def test_a_marker_stays_with_the_character_before_it() -> None:
    block = Block("b", "paragraph", "大祸，相关", (Span(1, 2, "nb"), Span(2, 2, "marker", MARKER)))
    assert render(block).startswith('大<span class="nb">祸<sup class="mk">※<a epub:type="noteref" role="doc-noteref"')
    assert "</sup></span>，相关" in render(block)


def test_epub_type_is_the_first_attribute_and_the_link_holds_digits_alone() -> None:
    block = Block("b", "paragraph", "祸", (Span(0, 1, "nb"), Span(1, 1, "marker", MARKER)))
    assert '<a epub:type="noteref" role="doc-noteref" class="noteref rebuttal" id="a-r-x" href="#a-n-x">101</a>' in render(block)


def test_an_anchor_stands_empty_before_its_passage() -> None:
    block = Block("b", "paragraph", "前后", (Span(1, 1, "anchor", "a-q-x"),))
    assert render(block) == '前<span id="a-q-x"></span>后'


def test_hostile_characters_come_out_readable() -> None:
    text = "a<b & c>d \x0b \U00020000 😀"
    assert unescape(render(Block("b", "paragraph", text))) == text.replace("\x0b", "\ufffd")


def test_pieces_become_text_and_spans() -> None:
    block = line("见", ("passage", "此处", "x.xhtml"), "。")
    assert block.text == "见此处。"
    assert block.spans == (Span(1, 3, "passage", "x.xhtml"),)

"""Markup ↔ texts: laws of conversion through markup (`docs/design.md`, law 5), and of the scanner."""

from __future__ import annotations

import itertools
import re
from html import escape, unescape

import pytest
from chinese import texts
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sizes import examples

from reader.annotate.barred import read_bars
from reader.edits import apply_edits, in_order
from reader.epub.encoding import decode, encode, writable
from reader.epub.retext import as_block, retold_texts, weigh
from reader.epub.scan import apart, tokens
from reader.epub.textread import read_document
from reader.epub.vocabulary import PAGE
from reader.errors import InputError
from reader.model import Script
from reader.script.convert import convert
from reader.script.exceptions import our_exceptions

SCRIPTS: tuple[Script, ...] = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
INLINE = ("b", "em", "a", "span", "ruby", "small")


def scripts() -> st.SearchStrategy[Script]:
    return st.sampled_from(SCRIPTS)


def words_of(markup: str) -> str:
    """The text of a page without its tags."""
    return unescape(re.sub("<[^<>]*>", "", markup))


def converted(markup: str, *, target: Script, origin: Script, words: bool = False) -> str:
    document = read_document(markup, PAGE, lang="")
    retold = retold_texts(weigh(document), target=target, origin=origin, exceptions=our_exceptions(), words=words)
    return apply_edits(markup, sorted((edit for one in retold for edit in one.edits), key=in_order))


def tagged(text: str, places: list[tuple[int, int, str]]) -> str:
    """`text` as a paragraph with elements around `text[start:end]`, none of which overlap."""
    out, done = [], 0
    for start, end, name in places:
        out += [escape(text[done:start], quote=False), f"<{name}>", escape(text[start:end], quote=False), f"</{name}>"]
        done = end
    return "<p>" + "".join([*out, escape(text[done:], quote=False)]) + "</p>"


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]]]:
    """A text without line ends, and the places of inline elements that begin after its first character."""
    text = draw(texts(most=10)).replace("\n", "")
    edges = sorted(draw(st.lists(st.integers(1, max(len(text), 1)), max_size=6)))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    return text, [(start, end, draw(st.sampled_from(INLINE))) for start, end in pairs if end <= len(text)]


@settings(deadline=None, max_examples=examples(120))
@given(marked(), scripts(), scripts(), st.booleans())
def test_moving_every_inline_tag_one_character_to_the_left_changes_no_character(
    case: tuple[str, list[tuple[int, int, str]]], target: Script, origin: Script, words: bool
) -> None:
    text, places = case
    moved = [(start - 1, end - 1, name) for start, end, name in places]
    results = {words_of(converted(tagged(text, chosen), target=target, origin=origin, words=words)) for chosen in (places, moved, [])}
    assert len(results) == 1


@settings(deadline=None, max_examples=examples(120))
@given(marked(), scripts(), scripts())
def test_a_paragraph_with_tags_converts_as_its_bare_text(case: tuple[str, list[tuple[int, int, str]]], target: Script, origin: Script) -> None:
    text, places = case
    document = read_document(tagged(text, places), PAGE, lang="")
    if not weigh(document).texts:
        return
    assert words_of(converted(tagged(text, places), target=target, origin=origin)) == convert(text, target=target, origin=origin)


@settings(deadline=None, max_examples=examples(120))
@given(marked(), scripts(), scripts(), st.booleans())
def test_the_tags_stay_as_they_are(case: tuple[str, list[tuple[int, int, str]]], target: Script, origin: Script, words: bool) -> None:
    markup = tagged(*case)
    after = converted(markup, target=target, origin=origin, words=words)
    assert re.findall("<[^<>]*>", markup) == re.findall("<[^<>]*>", after)


@settings(deadline=None)
@given(marked(), scripts(), scripts())
def test_converting_a_page_twice_is_converting_it_once(case: tuple[str, list[tuple[int, int, str]]], target: Script, origin: Script) -> None:
    once = converted(tagged(*case), target=target, origin=origin)
    assert converted(once, target=target, origin=target) == once


# What a stranger may write: unclosed comments, quotation marks, tags; references that name nothing.
HOSTILE = (
    "<",
    ">",
    "&",
    '"',
    "'",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?x",
    "?>",
    "<p",
    "<p>",
    "</p>",
    "<b a='",
    "<script>",
    "</script",
    "&#x110000;",
    "&no;",
    "头发",
    "\n",
    "<br/>",
    "<sup>",
)


@settings(deadline=None, max_examples=examples(300))
@given(st.lists(st.sampled_from(HOSTILE), max_size=14).map("".join))
def test_no_markup_is_too_odd_to_be_scanned_without_loss(source: str) -> None:
    pieces = [(token.start, token.end) for token in tokens(source)]
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(pieces))
    left = "".join(source[one[1] : two[0]] for one, two in zip([(0, 0), *pieces], [*pieces, (len(source), len(source))], strict=True))
    assert left.replace("<![CDATA[", "").replace("]]>", "") == ""
    document = read_document(source, PAGE, lang="")
    for text in document.texts:
        for piece in text.pieces:
            assert piece.text == source[piece.start : piece.end] or piece.kept or "&" in source[piece.start : piece.end]
    assert apply_edits(source, ()) == source
    converted(source, target="zh-Hant-TW", origin="zh-Hans")


# Of what a paragraph is made in which words are set apart; and what is none, or stands between two.
SET_APART = (
    *("头", "发", " ", "\n", "\u00ad", ">", "<b>头</b>", '<i class="x">发</i>', "<em> </em>", "<small></small>", '<u\nid="a">\u00ad</u>'),
    '<span id="a" class="footnote">注\n</span>',
)
BETWEEN = ("<b>", "</b>", "<b/>", "<b lang='en'>", "&amp;", "<!-- -->", "<div lang='ja'>", "</div>", "<a href='#x'>1</a>", "<p>", "</p>", "字", "\n")


def paragraphs() -> st.SearchStrategy[str]:
    inner = st.lists(st.sampled_from(SET_APART), max_size=4).map("".join)
    return st.builds("<{0[0]}>{1}</{0[1]}>".format, st.sampled_from((("p", "p"), ('h1 class="toc"', "h1"), ("li", "li"))), inner)


@settings(deadline=None, max_examples=examples(300))
@given(st.lists(st.one_of(paragraphs(), st.sampled_from(BETWEEN)), max_size=4).map("".join))
@example("<div><p> <b>头</b></p><a href='#x'>1</a>头</div>")
def test_a_paragraph_whose_marks_are_passed_by_is_read_as_mark_for_mark(source: str) -> None:
    found = list(tokens(source))
    single = list(itertools.chain.from_iterable(apart(source, token) for token in found))
    assert "".join(source[token.start : token.end] for token in single) == source
    assert all(token.kind != "marked" for token in single)
    assert read_document(source, PAGE, lang="", pieces=found) == read_document(source, PAGE, lang="", pieces=single)
    assert read_bars(source, found) == read_bars(source, single)


@settings(deadline=None, max_examples=examples(200))
@given(paragraphs())
@example("<p>头</p>")
@example("<p>头<b>发</b></p>")
@example("<p> </p>")
def test_a_link_behind_a_paragraph_is_judged_alike_however_that_is_written(paragraph: str) -> None:
    """With an attribute more, a paragraph is read tag by tag."""
    usual, more = f"<div>{paragraph}<a href='#x'>1</a>头</div>", ' title="a"'
    at = usual.index(">", len("<div>"))
    other = usual[:at] + more + usual[at:]
    moved = [(start - len(more) * (start > at), end - len(more) * (end > at)) for start, end in read_bars(other, tokens(other)).barred]
    assert list(read_bars(usual, tokens(usual)).barred) == moved


def test_what_only_sets_words_apart_is_passed_by() -> None:
    assert [token.kind for token in tokens('<p id="a">头<b>发</b></p>')] == ["marked"]
    assert [token.kind for token in tokens("<p><i><b>头</b></i></p>")] == ["start", "start", "start", "text", "end", "end", "end"]
    assert "marked" not in {token.kind for token in tokens("<p>头<a>发</a></p><p><b lang='ja'>头</b></p><p>头<b>&amp;</b></p>")}


@pytest.mark.parametrize("start", ["<!--", "<p ", "<p><b>", "<p><b></b>", '<p a="', "<![CDATA[", "<!DOCTYPE [", "<script>", "</p", "&#"])
def test_a_page_made_to_be_slow_is_not(start: str) -> None:
    source = start * 20_000
    assert sum(token.end - token.start for token in tokens(source)) <= len(source)


@pytest.mark.parametrize(
    "data",
    [
        "<p>头发</p>".encode(),
        b"\xef\xbb\xbf" + "<p>头发</p>\r\n".encode(),
        b"\xff\xfe" + "<p>头发</p>".encode("utf-16-le"),
        b"\xfe\xff" + "<?xml version='1.0' encoding='UTF-16'?><p>头发</p>".encode("utf-16-be"),
        "<?xml version='1.0' encoding='GB2312'?><p>头发</p>".encode("gbk"),
        "<?xml version='1.0' encoding='big5'?><p>頭</p>".encode("big5"),
    ],
)
def test_a_file_keeps_its_encoding(data: bytes) -> None:
    decoded = decode(data, where="page")
    assert "<p>" in decoded.text
    assert encode(decoded.text, decoded) == data


def test_what_an_encoding_cannot_write_becomes_a_reference() -> None:
    decoded = decode(b"<?xml version='1.0' encoding='us-ascii'?><p>&#x5934;</p>", where="page")
    assert encode(decoded.text + writable("頭", decoded), decoded).endswith(b"&#38957;")


@pytest.mark.parametrize("data", [b"<p>\xff</p>", b"<?xml version='1.0' encoding='no-such'?><p/>"])
def test_a_file_that_lies_about_its_encoding_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="encoding"):
        decode(data, where="page")


def test_a_paragraph_is_one_text_and_knows_what_is_kept() -> None:
    document = read_document("<div>甲<p>头<b>发</b><code>x头</code></p>乙</div>", PAGE, lang="")
    assert [as_block(text).text for text in document.texts] == ["甲", "头发x头", "乙"]
    assert [(span.start, span.end) for span in as_block(document.texts[1]).spans] == [(2, 4)]


@pytest.mark.parametrize("attributes", ["", ' class="x"', ' id="a" class="头发"'])
@pytest.mark.parametrize("around", ["{}", "<div lang='ja'>{}</div>", "<div translate='no'>{}</div>", "<div lang='zh-Hant'>{}</div>", "文{}字", "<li>{}</li>"])
def test_a_paragraph_read_at_once_is_read_as_one_with_a_comment_in_it(attributes: str, around: str) -> None:
    plain, commented = (read_document(around.format(f"<p{attributes}>头\n 发{extra}</p>"), PAGE, lang="") for extra in ("", "<!-- -->"))
    assert [as_block(text) for text in plain.texts] == [as_block(text) for text in commented.texts]

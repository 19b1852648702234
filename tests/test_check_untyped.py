"""Notes as tools write them that type nothing: each is known for what it is, and no link for more than it is."""

from __future__ import annotations

import pytest
from books import as_book, base_files

from reader.check.book import Book, open_book
from reader.check.rules.untyped import is_number
from reader.check.run import ALL_RULES, check_book
from reader.check.verdict import verdicts

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
    'lang="zh-Hans" xml:lang="zh-Hans"><body>'
)
ANCHOR = '<p>字<span id="two-q"></span></p>'  # to which the first page of the base book leads
TEXT = "这里是一段正文，足够长"


def book_with(body: str, **others: str) -> Book:
    """The base book with `body` as its second page and others as its first or its style sheet."""
    files = base_files()
    files["EPUB/two.xhtml"] = f"{HEAD}{body}{ANCHOR}</body></html>".encode()
    if "one" in others:
        files["EPUB/one.xhtml"] = f"{HEAD}{others['one']}</body></html>".encode()
    if "css" in others:
        files["EPUB/style.css"] = others["css"].encode()
    return open_book(as_book(files))


# What a tool writes, and the id of the note it means.
PAIRS = {
    "gitbook": (
        f'<p>{TEXT}<sup><a href="#fn_1" id="reffn_1">1</a></sup></p>'
        '<blockquote id="fn_1"><sup>1</sup>. 一条注释。<a href="#reffn_1" title="Jump back"> ↩</a></blockquote>',
        "fn_1",
    ),
    "word": (
        f'<p>{TEXT}<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>。</p><p><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> 一条注释。</p>',
        "",
    ),
    "duokan": (
        f'<p>{TEXT}<sup><a class="duokan-footnote" href="#n1" id="r1"><img src="cover.png" alt="注"/></a></sup></p>'
        '<ol class="duokan-footnote-content"><li class="duokan-footnote-item" id="n1"><a href="#r1">一条注释。</a></li></ol>',
        "n1",
    ),
    "duokan-without-way-back": (
        f'<p>{TEXT}<a class="duokan-footnote" href="#n1"><img src="cover.png" alt=""/></a></p>'
        '<ol><li class="duokan-footnote-item" id="n1"><p>注。</p></li></ol>',
        "n1",
    ),
    "gutenberg": (
        f'<p>{TEXT}<a id="FNanchor_1"></a><a href="#Footnote_1" class="fnanchor">[1]</a>.</p>'
        '<div class="footnote"><p><a id="Footnote_1"></a><a href="#FNanchor_1"><span class="label">[1]</span></a> Some words.</p></div>',
        "",
    ),
    "docutils": (
        f'<p>{TEXT}<a class="footnote-reference brackets" href="#f1" id="id2">1</a></p>'
        '<aside class="footnote" id="f1"><span><a href="#id2">1</a></span><p>字。</p></aside>',
        "f1",
    ),
    "markdown": (
        f'<p>{TEXT}<sup id="fnref:1"><a href="#fn:1">1</a></sup></p><ol><li id="fn:1"><p>一条注释。<a href="#fnref:1">&#8617;</a></p></li></ol>',
        "fn:1",
    ),
    "both-raised": (f'<p>{TEXT}<sup><a href="#b" id="a">1</a></sup></p><p><sup><a href="#a" id="b">1</a></sup> 一条注释。</p>', ""),
    "anchor-among-blocks": (f'<p>{TEXT}<a href="#n1" id="r1">[1]</a></p><a id="n1"></a><p id="words">1. 一条<a href="#r1">注释</a>。</p>', "words"),
    "one-big-block": (f'<div>{TEXT}<a href="#n" id="r">[1]</a><br/>更多<br/><a href="#r" id="n">[1]</a> 一条注释。</div>', "n"),
    "typed-note-plain-marker": (f'<p>{TEXT}<a href="#n">甲乙丙丁戊</a></p><aside epub:type="footnote" id="n">一条注释。</aside>', "n"),
}


@pytest.mark.parametrize(("body", "ident"), PAIRS.values(), ids=PAIRS)
def test_a_tools_notes_are_known(body: str, ident: str) -> None:
    book = book_with(body)
    assert len(book.plain) == 1
    note = next(note for note in book.notes if note.markers == book.plain)
    assert (note.element.get("id") or "") == ident
    found = {finding.code for finding in check_book(book.container)}
    assert "note-only-linked" in found
    assert found.isdisjoint({"link-pops-up", "link-pair", "note-around-marker", "note-without-marker"})


NO_PAIRS = {
    "contents-and-headings": '<p><a id="c1" href="#h1">I</a></p><h2 id="h1"><a href="#c1">I</a></h2><p>字</p>',
    "contents-in-a-row": '<p>目录：<a id="c1" href="#h1">I</a>、<a href="#h2">II</a></p><h2 id="h1">I</h2><p><a href="#c1">回</a></p><h2 id="h2">II</h2>',
    "top-and-bottom": '<p><a id="top" href="#end">底</a></p><p>字</p><p><a id="end" href="#top">顶</a></p>',
    "two-passages": '<p id="a">参看<a href="#b">下面说的那一段话</a>。</p><p id="b">参看<a href="#a">上面说的那一段话</a>。</p>',
    "pictures": '<p><a id="p1" href="#p2"><img src="cover.png" alt="小图"/></a></p><p><a id="p2" href="#p1"><img src="cover.png" alt="大图"/></a></p>',
    "one-way": '<p>见第<a href="#b">3</a>节。</p><p id="b">字。</p>',
    "a-see-also": '<p>字<a epub:type="noteref" href="#n">1</a>，参看<a href="#n">上面的那条注释</a></p><p epub:type="footnote" id="n">一条注释。</p>',
}


@pytest.mark.parametrize("body", NO_PAIRS.values(), ids=NO_PAIRS)
def test_other_links_are_no_notes(body: str) -> None:
    assert book_with(body).plain == ()


def test_links_of_the_contents_are_no_markers() -> None:
    files = base_files()
    files["EPUB/nav.xhtml"] = files["EPUB/nav.xhtml"].replace(b'<a href="two.xhtml">', b'<a id="e" href="two.xhtml#two-p1">').replace("第二篇".encode(), b"2")
    files["EPUB/two.xhtml"] = files["EPUB/two.xhtml"].replace("却没有注释".encode(), '却<a href="nav.xhtml#e">2</a>'.encode())
    assert open_book(as_book(files)).plain == ()


def words(book: Book) -> dict[str, str]:
    return {verdict.system.key: verdict.word for verdict in verdicts(check_book(book.container), ALL_RULES)}


def test_no_system_is_good_by_rule_in_which_an_untyped_note_cannot_pop_up() -> None:
    """Apple, Thorium and Readium want types; Foliate and calibre a raised marker; KOReader a raised one or a number."""
    assert {key for key, word in words(book_with(PAIRS["gitbook"][0])).items() if word == "problems"} >= {"apple", "thorium", "readium"}
    flat = f'<p>{TEXT}<a href="#n" id="r">[注]</a></p><p id="n"><a href="#r">[注]</a> 一条足够长的注释，写给人看。</p>'
    assert {key for key, word in words(book_with(flat)).items() if word == "by rule"} == {"kindle", "kobo"}


def test_calibre_knows_a_flat_marker_of_another_file() -> None:
    note = '<p id="n"><a href="one.xhtml#r">[1]</a> 一条足够长的注释，写给人看。</p>'
    book = book_with(note, one=f'<p>{TEXT}<a href="two.xhtml#n" id="r">[1]</a></p>')
    assert words(book)["calibre"] == "by rule"
    assert words(book)["foliate"] == "problems"


def test_a_text_in_an_attribute_is_out_of_reach_for_all_but_the_shops() -> None:
    found = words(book_with(f'<p>{TEXT}<span class="js_readerFooterNote" data-wr-footernote="皇后的头发"></span></p>'))
    assert {key for key, word in found.items() if word != "problems"} == {"duokan", "zhangyue", "weread"}


def test_an_attribute_beside_a_note_that_can_be_reached_is_no_fault() -> None:
    picture = '<img src="cover.png" alt="注" class="zhangyue-footnote" zy-footnote="一条注释"/>'
    body = (
        f'<p>{TEXT}<sup><a epub:type="noteref" role="doc-noteref" id="r" href="#n">{picture}</a></sup></p>'
        '<div epub:type="footnote" role="doc-footnote" id="n"><a href="#r">1.</a> 一条足够长的注释，写给人看。</div>'
    )
    assert "note-in-attribute" not in {finding.code for finding in check_book(book_with(body).container)}


def test_no_advice_takes_away_what_a_note_lives_by() -> None:
    """A working pop-up is never advised away: links of notes are not told to lead to empty anchors, nor 多看's lists to be taken apart."""
    codes = {finding.code for body, _ in PAIRS.values() for finding in check_book(book_with(body).container)}
    advice = {rule.code: rule.advice for rule in ALL_RULES if rule.code in codes}
    assert not [code for code, text in advice.items() if "empty anchor" in text]
    assert "note-list-item" not in {finding.code for finding in check_book(book_with(PAIRS["duokan"][0]).container)}


@pytest.mark.parametrize("text", ["1", "[12]", "（3）", "b", "2a", "iv", "XVIII", "† 7"])
def test_what_koreader_takes_for_a_marker(text: str) -> None:
    assert is_number(text)


@pytest.mark.parametrize("text", ["注", "[注1]", "①", "1984", "abc", "*", "第1"])
def test_what_koreader_takes_for_a_word(text: str) -> None:
    assert not is_number(text)

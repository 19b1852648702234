"""The author's own notes in a book: numbers, places told again, and what repairs do to them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reader.book.compose import Book
from tests.editions import entries
from tests.saved_pages import book_of, edition_of

NOTE = '<p id="{0}" class="footnote"><a href="#r{0}">{1}</a> {2}</p>'
MARK = '<sup><a href="#{0}" id="r{0}">{1}</a></sup>'


def page(labels: tuple[str, str], *, again: bool = False) -> str:
    one, two = labels
    body = f"<p>甲句{MARK.format('a', one)}，乙句{MARK.format('b', two)}。</p>" + (f"<p>丙句{MARK.format('a', one)}。</p>" if again else "")
    return f"<article>{body}{NOTE.format('a', one, '第一条注。')}{NOTE.format('b', two, '第二条注。')}</article>"


def made(tmp_path: Path, html: str, repairs: str = "") -> tuple[Book, str]:
    folder = edition_of(html, tmp_path / "e")
    (folder / "repairs.toml").write_text(repairs, encoding="utf-8")
    book = book_of(folder)
    return book, entries(book.data)["EPUB/one.xhtml"].decode()


def numbers(text: str) -> list[str]:
    return re.findall(r'注<a [^>]*class="noteref author"[^>]*>(\d+)</a></sup>', text)


def repair(before: str, after: str = "") -> str:
    return f'[[repair]]\nessay = "one"\nbefore = "{before}"\nafter = "{after}"\nclass = "x"\nreason = "x"\nconfidence = "certain"\n'


@pytest.mark.parametrize(
    ("labels", "wanted"),
    [(("1", "2"), ["1", "2"]), (("[7]", "[9]"), ["7", "9"]), (("①", "②"), ["1", "2"]), (("*", "†"), ["1", "2"]), (("1", "注1"), ["1", "2"])],
)
def test_notes_keep_their_authors_numbers_where_these_tell_them_apart(labels: tuple[str, str], wanted: list[str], tmp_path: Path) -> None:
    assert numbers(made(tmp_path, page(labels))[1]) == wanted


def test_a_note_that_is_marked_again_is_told_again_with_a_way_back_of_its_own(tmp_path: Path) -> None:
    book, text = made(tmp_path, page(("1", "2"), again=True))
    assert numbers(text) == ["1", "2", "1"]
    assert re.findall(r'class="note author" id="([^"]+)"', text) == ["one-l3-n", "one-l4-n", "one-l3-l2c3-n"]
    assert '<a epub:type="backlink" role="doc-backlink" href="#one-l3-l2c3-r">1.</a> <span class="sign">【原注】</span>同前：第一条注。</p>' in text
    assert book.essays[0].own_notes == 2


def test_a_long_note_is_not_printed_twice(tmp_path: Path) -> None:
    _, text = made(tmp_path, page(("1", "2"), again=True).replace("第一条注。", "很长的注，" * 40))
    assert "同前：" + "很长的注，" * 12 + "……</p>" in text


def test_a_repair_reaches_a_note_and_moves_none_of_its_ids(tmp_path: Path) -> None:
    _, text = made(tmp_path, page(("1", "2")), repair("第一条注", "第一条改过的注"))
    assert '<p id="one-l2"><a epub:type="backlink" role="doc-backlink" href="#one-l2-r">1.</a> <span class="sign">【原注】</span>第一条改过的注。</p>' in text


def test_a_note_that_a_repair_takes_out_takes_its_marker_along(tmp_path: Path) -> None:
    book, text = made(tmp_path, page(("1", "2")), repair("第一条注。\\n"))
    assert numbers(text) == ["2"]
    assert "第一条注" not in text
    assert [finding.code for finding in book.warnings if finding.level == "warning"] == []


def test_a_note_whose_marker_a_repair_takes_out_is_printed_with_a_warning(tmp_path: Path) -> None:
    book, text = made(tmp_path, page(("1", "2")), repair("甲句，乙句", "句"))
    assert numbers(text) == ["2"]
    assert '<p id="one-l2">第一条注。</p>\n<section epub:type="footnotes"' in text
    assert [finding.code for finding in book.warnings if finding.level == "warning"] == ["own-note-unmarked"]


def test_where_the_first_place_is_gone_the_next_one_is_the_notes_own(tmp_path: Path) -> None:
    _, text = made(tmp_path, page(("1", "2"), again=True), repair("甲句，乙句", "句"))
    assert re.findall(r'class="note author" id="([^"]+)"', text) == ["one-l4-n", "one-l3-l2c3-n"]
    assert '<p id="one-l3"><a epub:type="backlink" role="doc-backlink" href="#one-l3-l2c3-r">1.</a> <span class="sign">【原注】</span>第一条注。</p>' in text


def test_the_page_about_the_book_explains_the_markers_of_own_notes_where_there_are_some(tmp_path: Path) -> None:
    with_notes, _ = made(tmp_path / "a", page(("1", "2")))
    without, _ = made(tmp_path / "b", "<article><p>茶</p></article>")
    assert "注1" in entries(with_notes.data)["EPUB/about.xhtml"].decode()
    assert "注1" not in entries(without.data)["EPUB/about.xhtml"].decode()

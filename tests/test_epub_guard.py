"""Read back: a changed book holds what it was meant to hold, and what is written otherwise is noticed before it is put in its place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pages import Paragraph, found_in, pages, read, runs_of, source_of
from test_epub_convert import book_of, changed_book, unzipped

from reader.edits import Edit, in_order
from reader.epub import retext
from reader.epub.convert import Rewritten, Wish, convert_book, convert_sheet
from reader.epub.encoding import Decoded
from reader.epub.guard import Meant, guard, guard_file
from reader.epub.sheets import read_sheet
from reader.epub.textmap import Text
from reader.epub.vocabulary import PAGE
from reader.errors import EXIT_FAULT, Breach, InputError
from reader.model import Block, Finding, Script, Span
from reader.script.convert import convert_block
from reader.script.exceptions import Exceptions, with_own
from reader.script.japanese import is_japanese
from reader.script.own_words import OwnWord, OwnWords
from tests.commands import run
from tests.sizes import examples, few

SCRIPTS: tuple[Script, ...] = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")


PAIRS = (("程序员", "寫程式的人"), ("人工智能", "AI"), ("软件", "R&D <\"'>"), ("发", "发"), ("AI", "AI"), ("CUDA", "甲"))
OWN = with_own(OwnWords(tuple(OwnWord(*pair) for pair in PAIRS)))


def meant_texts(page: tuple[Paragraph, ...], *, target: Script, origin: Script, words: bool, exceptions: Exceptions | None = None) -> list[str]:
    """What conversion makes of each paragraph, as a block without markup."""
    return [meant_text(paragraph, target=target, origin=origin, words=words, exceptions=exceptions) for paragraph in page]


def meant_text(paragraph: Paragraph, *, target: Script, origin: Script, words: bool, exceptions: Exceptions | None) -> str:
    spans, at = list[Span](), 0
    for piece in paragraph.pieces:
        if piece.kept:
            spans.append(Span(at, at + len(piece.text), "code"))
        at += len(piece.text)
    free = "".join(piece.text for piece in paragraph.pieces if not piece.kept)
    if (free.isascii() and not exceptions) or is_japanese(free):
        return paragraph.text
    return convert_block(Block("", "text", paragraph.text, tuple(spans)), target=target, origin=origin, words=words, exceptions=exceptions).text


@settings(deadline=None, max_examples=few(100, nightly=6000))
@given(pages(), st.sampled_from(SCRIPTS), st.sampled_from(SCRIPTS), st.booleans(), st.sampled_from((None, OWN)))
def test_a_written_page_read_again_is_text_for_text_what_conversion_returned(
    page: tuple[Paragraph, ...], target: Script, origin: Script, words: bool, exceptions: Exceptions | None
) -> None:
    runs, tail = runs_of(page)
    source = source_of(runs, tail)
    sheet = read_sheet("page.xhtml", PAGE, Decoded(source, "utf-8"), lang="", settled={})
    result = convert_sheet(sheet, Wish(target, words=words, exceptions=exceptions), origin, package=None, changes=False)
    assert not isinstance(result, Finding)
    after = result.data.decode() if result else source
    found = found_in(after, runs, tail)
    texts = ["".join(read(part) for one, part in zip(runs, found, strict=True) if one.paragraph == number) for number in range(len(page))]
    assert texts == meant_texts(page, target=target, origin=origin, words=words, exceptions=exceptions)
    for one, part in zip(runs, found, strict=True):
        if all(piece.kept for piece in one.pieces):
            assert part == "".join(piece.written for piece in one.pieces)
    if result:
        guard_file(source.encode(), result.data, result.meant, where="page")


@settings(deadline=None, max_examples=examples(60))
@given(pages(), st.sampled_from(SCRIPTS), st.booleans())
def test_no_sound_book_is_taken_for_a_broken_one(page: tuple[Paragraph, ...], target: Script, words: bool) -> None:
    data = changed_book(page_xhtml=source_of(*runs_of(page)).encode())
    result = convert_book(data, Wish(target, words=words))
    again = convert_book(result.data, Wish(target, words=words))
    assert set(unzipped(again.data)) == set(unzipped(data))


PAGE_BEFORE = '<html lang="zh"><body>\n<p title="头发">头发<b>发</b></p>\n<p class="头发">后面</p></body></html>'
PAGE_AFTER = '<html lang="zh-Hant-TW"><body>\n<p title="頭髮">頭髮<b>發</b></p>\n<p class="头发">後面</p></body></html>'


def meant() -> Meant:
    """What `PAGE_AFTER` is meant to be, for one who comes from `PAGE_BEFORE`."""
    sheet = read_sheet("page.xhtml", PAGE, Decoded(PAGE_BEFORE, "utf-8"), lang="", settled={})
    result = convert_sheet(sheet, Wish("zh-Hant-TW"), "zh-Hans", package=None, changes=False)
    assert isinstance(result, Rewritten)
    assert result.data.decode() == PAGE_AFTER
    return result.meant


def refused(after: str, meant: Meant) -> str:
    with pytest.raises(Breach) as error:
        guard_file(PAGE_BEFORE.encode(), after.encode(), meant, where="page.xhtml")
    assert error.value.exit_code == EXIT_FAULT
    return str(error.value)


@settings(deadline=None)
@given(st.integers(0, len(PAGE_AFTER.encode()) - 1), st.integers(0, 255))
def test_no_byte_of_a_changed_file_may_be_another(place: int, byte: int) -> None:
    data = bytearray(PAGE_AFTER.encode())
    same = data[place] == byte
    data[place] = byte
    try:
        guard_file(PAGE_BEFORE.encode(), bytes(data), meant(), where="page")
    except (Breach, InputError):
        assert not same
    else:
        assert same


def test_a_difference_in_markup_is_named_with_its_line() -> None:
    assert refused(PAGE_AFTER.replace('class="头', 'class="頭'), meant()).startswith("page.xhtml:3: something that is no text would change")
    assert "something that is no text" in refused(PAGE_AFTER[:-1], meant())


def test_a_text_that_is_cut_off_is_named_with_what_it_should_be() -> None:
    one = meant()
    short = tuple(replace(edit, after="後") if edit.after == "後面" else edit for edit in one.words)
    said = refused(PAGE_AFTER.replace("後面", "後"), replace(one, words=short))
    assert said.startswith("page.xhtml:3: a text would be “後” instead of “後面”")


def test_a_text_too_many_and_one_too_few_are_named() -> None:
    one = meant()
    assert "instead of “”" in refused(PAGE_AFTER, replace(one, texts=one.texts[:-1]))
    assert "a text would be “” instead of “頭”" in refused(PAGE_AFTER, replace(one, texts=(*one.texts, "頭")))


@pytest.mark.parametrize(("before", "after"), [("头发", "頭髮"), (' class="头发"', "")])
def test_a_change_of_a_text_that_falls_on_markup_is_named(before: str, after: str) -> None:
    one, place = meant(), PAGE_BEFORE.rindex(before)
    edits = sorted((*one.words, Edit(place, place + len(before), after)), key=in_order)
    said = refused(PAGE_AFTER.replace(before, after), replace(one, words=tuple(edits)))
    assert said.startswith("page.xhtml:3: a change would fall on what is no text")


def test_a_piece_that_becomes_nothing_is_a_change_of_text() -> None:
    page = "<p>程<b>序</b>员<i>x</i></p>"
    sheet = read_sheet("page.xhtml", PAGE, Decoded(page, "utf-8"), lang="", settled={})
    texts, edits = ("程式x",), (Edit(3, 4, "程式"), Edit(7, 8, ""), Edit(12, 13, ""))
    guard_file(page.encode(), "<p>程式<b></b><i>x</i></p>".encode(), Meant(sheet.read, texts, edits), where="page")


Entries = list[tuple[zipfile.ZipInfo, bytes]]


def rezipped(data: bytes, change: Callable[[Entries], None], *, comment: bytes = b"") -> bytes:
    """The zip with its entries changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        entries = [(info, book.read(info)) for info in book.infolist()]
    change(entries)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        book.comment = comment
        for info, contents in entries:
            book.writestr(info, contents)
    return stream.getvalue()


def told(name: str, value: object) -> Callable[[Entries], None]:
    """A change of what the zip says of its last entry."""
    return lambda entries: setattr(entries[-1][0], name, value)


def contents(entries: Entries) -> None:
    entries[-1] = (entries[-1][0], b"another")


def twice(entries: Entries) -> None:
    entries.append((zipfile.ZipInfo("more"), b""))


@pytest.mark.parametrize(
    "change",
    [
        *(told("date_time", (2030, 1, 1, 0, 0, 0)), told("comment", b"x"), told("external_attr", 0o100600 << 16), told("extra", b"\1\2\0\0")),
        *(told("create_system", 0), told("internal_attr", 1), told("filename", "more"), contents, twice, Entries.pop, Entries.reverse),
    ],
)
def test_whatever_else_would_be_another_in_the_zip_is_named(change: Callable[[Entries], None]) -> None:
    data = book_of("hong-kong")
    guard(data, rezipped(data, lambda _: None), {}, where="book.epub")
    with pytest.raises(Breach, match="would change"):
        guard(data, rezipped(data, change), {}, where="book.epub")


def test_the_comment_of_the_zip_stays_and_what_is_no_zip_is_no_book() -> None:
    data = book_of("hong-kong")
    with pytest.raises(Breach, match="would change"):
        guard(data, rezipped(data, lambda _: None, comment=b"x"), {}, where="book.epub")
    with pytest.raises(Breach, match="cannot be read back"):
        guard(data, data[:-40], {}, where="book.epub")


def test_a_breach_is_one_line_with_file_and_line_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "book.epub").write_bytes(book_of("words-longer"))

    def careless(text: Text, after: str, _: object = ()) -> Iterator[Edit]:
        piece = text.pieces[0]
        yield Edit(piece.start, piece.end, after[: len(piece.text)])

    monkeypatch.setattr(retext, "changes", careless)
    said = run("convert", "book.epub", "--traditional", "--regional-words", cwd=tmp_path)
    assert (said.code, said.out) == (EXIT_FAULT, "")
    assert said.err.startswith("reader: book.epub: book.opf:5: a text would be “程式設計師軟體” instead of “程式設計師軟體入門” → nothing was written")
    assert said.err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["book.epub"]

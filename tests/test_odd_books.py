"""Odd books go through every door without harm (a small run of `tests.odd_books`), and what harms is noticed."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import settings
from test_epub_convert import book_of

from reader.epub.convert import Wish, convert_book
from tests.commands import SECONDS, Said
from tests.mutants import CHANGES, files_of, mutant, packed
from tests.odd_books import Bench, Breach, Trial, books_in, faults, losses, main, read_book, try_folder

# Ten small books that hold much of what conversion looks at.
TEN = (
    *("addresses", "attributes", "languages", "left-alone", "metadata", "odd-markup", "phrases-across-tags"),
    *("quotation-marks", "regional-words", "unseen"),
)
CONVERT = ("convert", "book.epub", "--traditional", "-o", "new.epub")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for case in TEN:
        (tmp_path / f"{case}.epub").write_bytes(book_of(case))
    return tmp_path


def test_ten_books_and_their_mutants_come_to_no_harm(folder: Path) -> None:
    nightly = settings.default is not None and settings.default.max_examples >= 1000
    assert try_folder(folder, mutants=3000 if nightly else 100, seed=1) == []


def test_a_mutant_is_the_same_for_the_same_seed_and_mostly_another_book(folder: Path) -> None:
    data = read_book(folder / "odd-markup.epub")
    some = [mutant(data, random.Random(str(number))) for number in range(60)]
    assert some == [mutant(data, random.Random(str(number))) for number in range(60)]
    assert len(set(some)) > 50
    for change in CHANGES:
        assert any(change(data, random.Random(number)) != data for number in range(20)), change


def test_a_folder_that_holds_a_book_unpacked_is_a_book(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(book_of("unseen"))) as book:
        book.extractall(tmp_path / "a" / "b")
    assert list(books_in(tmp_path)) == ["a/b"]
    assert files_of(read_book(tmp_path / "a" / "b")) == files_of(book_of("unseen"))
    assert try_folder(tmp_path, mutants=0, seed=1) == []


def changed(data: bytes, old: str, new: str) -> bytes:
    files = files_of(data)
    assert files is not None
    assert old.encode() in files["page.xhtml"]
    return packed({**files, "page.xhtml": files["page.xhtml"].replace(old.encode(), new.encode(), 1)})


@pytest.mark.parametrize("words", [False, True])
@pytest.mark.parametrize(("old", "new"), [("</p >", "</p>"), ("</b>", ""), ("&mdash;", "&ndash;"), ("<!-- 头发 -->", "<!-- 头发  -->"), ("&copy;", "")])
def test_what_is_lost_or_another_is_noticed(words: bool, old: str, new: str) -> None:
    data = book_of("odd-markup")
    done = convert_book(data, Wish("zh-Hant-TW", words=words)).data
    assert list(losses(data, done, words=words)) == []
    assert len(list(losses(data, changed(done, old, new), words=words))) == 1


@pytest.mark.parametrize(("old", "new"), [("頭髮", "頭"), ("後面", "前面"), ("class =", "Class =")])
def test_without_words_a_lost_character_is_noticed(old: str, new: str) -> None:
    data = book_of("odd-markup")
    assert list(losses(data, changed(convert_book(data, Wish("zh-Hant-TW")).data, old, new), words=False))


def test_a_text_cut_short_is_noticed_with_words_too() -> None:
    data = book_of("words-longer")
    assert list(losses(data, convert_book(data, Wish("zh-Hant-TW", words=True)).data, words=True)) == []
    files = files_of(data)
    assert files is not None
    page = files["page.xhtml"].decode()
    half = "".join(char for char in page if char < "\u3400")
    assert list(losses(data, packed({**files, "page.xhtml": half.encode()}), words=True))


@pytest.mark.parametrize(
    ("said", "new", "harm"),
    [
        (Said(70, "", "reader: a fault\n"), None, "exit code 70"),
        (Said(0, "", "Traceback (most recent call last):\n"), b"", "exit code 0"),
        (Said(4, "", "reader: a\nreader: b\n"), None, "not one line"),
        (Said(4, "", "reader: a → b\n"), b"x", "a book was left behind"),
        (Said(0, "done", ""), None, "nothing was written"),
        (Said(1, "", "reader: a\n"), None, "exit code 1"),
    ],
)
def test_what_a_command_says_is_judged(said: Said, new: bytes | None, harm: str) -> None:
    (fault,) = faults(CONVERT, said, b"", new)
    assert fault.startswith(harm)
    assert list(faults(CONVERT, Said(4, "", "reader: a → b\n"), b"", None)) == []


def test_what_takes_too_long_and_who_dies_are_breaches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench, trial = Bench(str(tmp_path), seconds=-30), Trial("a.epub")  # nobody answers at once
    assert bench.try_book(trial, book_of("unseen")) == [Breach(trial, "start", "not done after -30 seconds")]
    assert bench.process is None
    bench.seconds = SECONDS
    bench.start()
    assert bench.process is not None
    bench.process.kill()
    bench.process.join()
    assert bench.try_book(trial, b"no zip") == []  # another one takes its place
    bench.stop()


def test_a_breach_is_printed_with_how_to_repeat_it(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bench, "try_book", lambda _, trial, __: [Breach(trial, "convert x", "a fault")] if trial.mutant == 1 else [])
    assert main([str(folder), "--mutants", "1", "--seed", "3"]) == 1
    assert capsys.readouterr().out == "convert x: a fault\n  --only 'addresses.epub' --mutant 1 --seed 3\n11 books, 1 breaches {'convert': 1}\n"
    assert main([str(folder), "--only", "addresses.epub"]) == 0

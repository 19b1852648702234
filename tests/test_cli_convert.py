"""`reader convert` and `reader script` from the outside: what is written where, what is said, with which exit code."""

from __future__ import annotations

import json
import pickle
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from test_epub_convert import book_of, unzipped

from reader.epub.convert import Wish, convert_book
from reader.errors import InputError
from tests.commands import Said, run, run_process


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "book.epub").write_bytes(book_of("phrases-across-tags"))
    return tmp_path


def test_the_book_is_written_beside_the_old_one(folder: Path) -> None:
    said = run("convert", "book.epub", "--traditional", cwd=folder)
    assert (said.code, said.err) == (0, "")
    assert said.out == "book.epub → book.zh-Hant-TW.epub in traditional characters (Taiwan standard): 2 files of 4 changed\n"
    assert "頭" in unzipped((folder / "book.zh-Hant-TW.epub").read_bytes())["page.xhtml"].decode()
    assert sorted(path.name for path in folder.iterdir()) == ["book.epub", "book.zh-Hant-TW.epub"]


@pytest.mark.parametrize(
    ("options", "name"),
    [
        (("--simplified",), "book.zh-Hans.epub"),
        (("--traditional", "--region", "hk"), "book.zh-Hant-HK.epub"),
        (("--traditional", "-o", "new.epub"), "new.epub"),
        (("--traditional", "-o", "."), "book.zh-Hant-TW.epub"),
        (("--traditional", "--suffix", "-繁體"), "book-繁體.epub"),
    ],
)
def test_the_options_name_the_file(folder: Path, options: tuple[str, ...], name: str) -> None:
    assert run("convert", "book.epub", *options, cwd=folder).code == 0
    assert (folder / name).is_file()


def test_a_book_in_which_nothing_changes_is_copied_and_said_so(folder: Path) -> None:
    said = run("convert", "book.epub", "--simplified", cwd=folder)
    assert said.out == "book.epub: nothing to change; book.zh-Hans.epub is the same book\n"
    assert (folder / "book.zh-Hans.epub").read_bytes() == (folder / "book.epub").read_bytes()


def test_several_books_are_converted_in_one_call_and_a_bad_one_stops_no_other(folder: Path) -> None:
    (folder / "two.epub").write_bytes(book_of("hong-kong"))
    (folder / "bad.epub").write_bytes(b"no zip")
    said = run_process("convert", "book.epub", "bad.epub", "two.epub", "--traditional", cwd=folder)
    assert said.code == InputError.exit_code
    assert said.err.startswith("reader: bad.epub: not a readable zip file")
    assert said.err.count("\n") == 1
    assert [line.partition(" ")[0] for line in said.out.splitlines()] == ["book.epub", "two.epub"]
    assert (folder / "two.zh-Hant-TW.epub").is_file()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("book.epub",), "no script is asked for"),
        (("book.epub", "--simplified", "--traditional"), "exclude each other"),
        (("book.epub", "--simplified", "--region", "hk"), "--region belongs to --traditional"),
        (("book.epub", "book.epub", "--simplified", "-o", "book.epub"), "-o names one file"),
        (("book.epub", "book.epub", "--simplified", "-o", "-"), "several books cannot all go to standard output"),
        (("book.epub", "--simplified", "-o", "-", "--json"), "only one of -o -, --report - and --json"),
        (("book.epub", "--simplified", "-o", "-", "--report", "-"), "only one of -o -, --report - and --json"),
        (("book.epub", "--simplified", "-o", "x", "--report", "./x"), "name the same file"),
        (("book.epub", "book.epub", "--simplified"), "two books would become book.zh-Hans.epub"),
        (("book.epub", "--simplified", "-o", "x.epub", "--suffix", "x"), "exclude each other"),
        ((), "Missing argument"),
    ],
)
def test_what_does_not_go_together_is_refused(folder: Path, arguments: tuple[str, ...], words: str) -> None:
    said = run("convert", *arguments, cwd=folder)
    assert said.code == 2
    assert words in said.err
    assert [path.name for path in folder.iterdir()] == ["book.epub"]


def test_the_book_itself_is_never_overwritten(folder: Path) -> None:
    before = (folder / "book.epub").read_bytes()
    said = run("convert", "book.epub", "--traditional", "-o", "./book.epub", cwd=folder)
    assert (said.code, (folder / "book.epub").read_bytes()) == (5, before)
    assert "would be written over what it is made from" in said.err


def protected_book() -> bytes:
    from reader.epub.container import write_zip

    encryption = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#">'
        '<EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/></EncryptedData></encryption>'
    )
    return write_zip({**unzipped(book_of("hong-kong")), "META-INF/encryption.xml": encryption.encode()}.items(), date=(2026, 1, 1, 0, 0, 0))


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("page.xhtml", b"\0" * (30 << 20))


def refused(folder: Path) -> Said:
    said = run("convert", "bad.epub", "--simplified", cwd=folder)
    assert not (folder / "bad.zh-Hans.epub").exists()
    return said


def test_a_protected_book_a_bomb_and_a_missing_file_are_refused_in_one_line(folder: Path) -> None:
    for make, words in (
        (lambda path: path.write_bytes(protected_book()), "protected by DRM"),
        (bomb, "zip bomb"),
        (lambda path: path.write_bytes(book_of("hong-kong")[:-60]), "not a readable zip file"),
        (Path.unlink, "no such file"),
    ):
        make(folder / "bad.epub")
        said = refused(folder)
        assert (said.code, said.err.count("\n")) == (4, 1)
        assert words in said.err


def test_the_facts_as_json(folder: Path) -> None:
    said = run("convert", "book.epub", "--traditional", "--json", cwd=folder)
    facts = json.loads(said.out)
    assert facts["script"] == "zh-Hant-TW"
    assert facts["books"][0]["changed"] == ["page.xhtml", "book.opf"]


def test_the_receipt_as_text_and_as_json(folder: Path) -> None:
    run("convert", "book.epub", "--traditional", "--report", "choices.txt", cwd=folder)
    text = (folder / "choices.txt").read_text(encoding="utf-8")
    assert "      头发 → 頭髮 ×4   …他的⟦头发⟧很长，头发白了" in text
    assert "      发 → 發 (髮) ×3:  发 发  发展\n" in text
    run("convert", "book.epub", "--traditional", "--report", "choices.json", cwd=folder)
    parts = json.loads((folder / "choices.json").read_text(encoding="utf-8"))["receipts"][0]["parts"]
    page = next(part for part in parts if part["name"] == "page.xhtml")
    assert next(group["count"] for group in page["groups"] if group["before"] == "头发") == 4


def test_script_says_what_a_book_a_text_and_an_edition_are_written_in(folder: Path) -> None:
    (folder / "text.txt").write_text("这是简体。\n這是繁體。\n", encoding="utf-8")
    assert "   2 texts: 1 simplified, 1 traditional\n" in run("script", "text.txt", cwd=folder).out
    assert "== page.xhtml  A\n" in run("script", "book.epub", cwd=folder).out
    edition = Path(__file__).parent / "cases" / "editions" / "club"
    said = run("script", str(edition), "--traditional", "--json", cwd=folder)
    assert json.loads(said.out)["target"] == "zh-Hant-TW"


def test_build_writes_a_receipt_too(folder: Path) -> None:
    edition = Path(__file__).parent / "cases" / "editions" / "club"
    said = run("build", str(edition), "--traditional", "--regional-words", "--report", "r.txt", "-o", "b.epub", cwd=folder)
    assert said.code == 0
    assert (folder / "r.txt").read_text(encoding="utf-8").count("== ") > 5


def test_an_error_crosses_from_one_process_to_another() -> None:
    error = pickle.loads(pickle.dumps(InputError("bad", where="here", advice="mend it")))
    assert str(error) == "here: bad → mend it"


def test_listed_words_hold_in_a_book_an_edition_and_a_receipt(folder: Path) -> None:
    (folder / "words.txt").write_text("头发\t头发\n皇后\t女王陛下\n没有的词\t沒有的詞\n", encoding="utf-8")
    (folder / "more.csv").write_text("发展,拓展\n", encoding="utf-8")
    lists = ("--words", "words.txt", "--words", "more.csv")
    said = run("convert", "book.epub", "--traditional", *lists, "--report", "r.txt", cwd=folder)
    assert said.err == "info: [words-unused] 1 of the listed words stand nowhere in the text: 没有的词\n"
    page = unzipped((folder / "book.zh-Hant-TW.epub").read_bytes())["page.xhtml"].decode()
    assert "他的头<b>发</b>很長，头<i>发<u>白" in page
    assert "女王<wbr/>陛下" in page
    assert "拓<small>展</small>" in page
    assert "-- words of your own lists\n      头发 stays ×" in (folder / "r.txt").read_text(encoding="utf-8")
    assert "头发 stays ×" in run("script", "book.epub", "--traditional", *lists, cwd=folder).out
    shutil.copytree(Path(__file__).parent / "cases" / "editions" / "club", folder / "club")
    said = run("build", "club", "--traditional", "--words", "club.txt", "-o", "b.epub", cwd=folder)
    assert (said.code, said.err) == (4, "reader: club.txt: no such file → check the name\n")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("build", "--words", "w.txt"), 2, "--words belongs to --simplified or --traditional"),
        (("script", "book.epub", "--words", "w.txt"), 2, "--words belongs to --simplified or --traditional"),
        (("convert", "book.epub", "--traditional", "--words", "w.txt"), 3, "w.txt line 1: “头” becomes “头发”, in which the list would change"),
        (("convert", "book.epub", "--traditional", "--words", "w.txt", "-o", "w.txt"), 5, "would be written over what it is made from"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_before_anything_is_written(folder: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    (folder / "w.txt").write_text("头,头发\n" if code == 3 else "头,頭\n", encoding="utf-8")
    said = run(*arguments, cwd=folder)
    assert (said.code, said.err.count("\n")) == (code, 1)
    assert words in said.err
    assert sorted(path.name for path in folder.iterdir()) == ["book.epub", "w.txt"]


def test_texts_and_pages_keep_their_endings_and_books_may_stand_beside_them(folder: Path) -> None:
    for name, text in (("a.txt", "头发\r\n"), ("b.md", "`头发`头发"), ("c.html", "<p>头发"), ("d.txt", "hair")):
        (folder / name).write_bytes(text.encode())
    said = run_process("convert", "a.txt", "b.md", "c.html", "d.txt", "book.epub", "--traditional", cwd=folder)
    assert (said.code, said.err) == (0, "info: [convert-nothing] d.txt: no Chinese text was found\n")
    assert (folder / "a.zh-Hant-TW.txt").read_bytes() == "頭髮\r\n".encode()
    assert (folder / "b.zh-Hant-TW.md").read_bytes() == "`头发`頭髮".encode()
    assert (folder / "c.zh-Hant-TW.html").read_bytes() == "<p>頭髮".encode()
    assert (folder / "d.zh-Hant-TW.txt").read_bytes() == b"hair"
    assert (folder / "book.zh-Hant-TW.epub").is_file()


@pytest.mark.parametrize("data", ["头发\r\n".encode(), b"<!doctype html><p>", book_of("phrases-across-tags")])
def test_standard_input_goes_to_standard_output(folder: Path, data: bytes) -> None:
    done = subprocess.run([sys.executable, "-m", "reader", "convert", "-", "--traditional"], input=data, cwd=folder, capture_output=True, check=True)
    assert done.stderr.startswith(b"standard input")
    (folder / "in").write_bytes(data)
    if data[:2] == b"PK":
        assert unzipped(done.stdout) == unzipped(convert_book(data, Wish("zh-Hant-TW")).data)
    else:
        assert done.stdout == data.replace("头发".encode(), "頭髮".encode())


def test_standard_input_may_be_written_to_a_file_and_stands_alone(folder: Path) -> None:
    command = [sys.executable, "-m", "reader", "convert", "-", "--traditional"]
    done = subprocess.run([*command, "-o", "new.txt", "--report", "r.txt"], input="头发".encode(), cwd=folder, capture_output=True, check=True)
    assert done.stdout.startswith(b"standard input \xe2\x86\x92 new.txt")
    assert (folder / "new.txt").read_text(encoding="utf-8") == "頭髮"
    assert "头发 → 頭髮" in (folder / "r.txt").read_text(encoding="utf-8")
    for more, words in (
        (["a.txt"], "standard input cannot be converted together with files"),
        (["-o", "."], "has no name for a folder"),
        (["--json"], "only one of"),
    ):
        failed = subprocess.run([*command, *more], input=b"", cwd=folder, capture_output=True, check=False)
        assert failed.returncode == 2
        assert words in failed.stderr.decode()

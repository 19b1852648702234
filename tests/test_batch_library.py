"""A whole folder of books in one call: what is found, where it goes, and that nothing is done twice."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from test_epub_convert import book_of

from reader.batch import pool
from reader.batch.task import do_books
from reader.check import epubcheck
from reader.errors import EXIT_FINDINGS, InputError, OutputError, UsageError
from tests.commands import Said, run
from tests.libraries import NAMES, NO_BOOK, journal, library, put, tree_of

CONVERT = ("convert", "library", "--traditional", "-o", "out", "-j", "2")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library(tmp_path / "library")
    return tmp_path


def lines(said: Said) -> list[dict[str, object]]:
    return [json.loads(line) for line in said.out.splitlines()]


def test_books_keep_their_paths_and_what_is_none_is_named_at_the_end(folder: Path) -> None:
    said = run(*CONVERT, cwd=folder)
    assert (said.code, said.out) == (EXIT_FINDINGS, "5 books: 4 done, 1 failed → out\n")
    assert said.err.startswith(f"reader: library/{NO_BOOK}: not a readable zip file")
    assert said.err.count("\n") == 1
    assert sorted(tree_of(folder / "out")) == sorted(NAMES)
    alone = run("convert", f"library/{NAMES[0]}", "--traditional", "-o", "alone.epub", cwd=folder)
    assert alone.code == 0
    assert (folder / "out" / NAMES[0]).read_bytes() == (folder / "alone.epub").read_bytes()


def test_for_programs_there_is_a_line_for_each_book_and_one_at_the_end(folder: Path) -> None:
    *books, last = lines(run(*CONVERT, "--json", cwd=folder))
    assert {book["source"]: book["outcome"] for book in books} == {f"library/{name}": "done" for name in NAMES} | {f"library/{NO_BOOK}": "failed"}
    done = next(book for book in books if book["source"] == f"library/{NAMES[0]}")
    assert (done["output"], done["script"], done["changed"]) == (f"out/{NAMES[0]}", "zh-Hant-TW", ["page.xhtml", "book.opf"])
    assert isinstance(last["summary"], dict)
    assert {key: last["summary"][key] for key in ("done", "before", "failed")} == {"done": 4, "before": 0, "failed": 1}


def test_a_folder_that_holds_a_journal_is_refused_unless_one_goes_on(folder: Path) -> None:
    run(*CONVERT, cwd=folder)
    before = journal(folder / "out")
    again = run(*CONVERT, cwd=folder)
    assert again.code == OutputError.exit_code
    assert "go on with --resume" in again.err
    said = run(*CONVERT, "--resume", cwd=folder)
    assert (said.code, said.out) == (EXIT_FINDINGS, "5 books: 0 done, 4 done before, 1 failed → out\n")
    assert NO_BOOK in said.err
    assert journal(folder / "out") == before


def test_what_failed_is_tried_again_when_that_is_asked_for_or_it_has_changed(folder: Path) -> None:
    run(*CONVERT, cwd=folder)
    said = run(*CONVERT, "--retry-failed", "--json", cwd=folder)
    assert [line.get("source") for line in lines(said)] == [f"library/{NO_BOOK}", None]
    put(folder / "library" / NO_BOOK, book_of("hong-kong"))
    said = run(*CONVERT, "--resume", cwd=folder)
    assert (said.code, said.out) == (0, "5 books: 1 done, 4 done before → out\n")
    assert journal(folder / "out")[-1]["outcome"] == "done"


def test_what_is_done_again_is_what_changed_what_is_gone_and_what_is_asked_for_otherwise(folder: Path) -> None:
    run(*CONVERT, cwd=folder)
    whole = tree_of(folder / "out")
    os.utime(folder / "library" / NAMES[0], (1, 1))  # copied anew, and still the same file
    (folder / "out" / NAMES[1]).unlink()
    put(folder / "library" / NAMES[2], book_of("phrases-across-tags"))
    told = {line["source"]: line["outcome"] for line in lines(run(*CONVERT, "--resume", "--json", cwd=folder))[:-1]}
    assert told == {f"library/{NAMES[0]}": "same", f"library/{NAMES[1]}": "done", f"library/{NAMES[2]}": "done"}
    assert {name for name, data in tree_of(folder / "out").items() if data != whole[name]} == {NAMES[2]}
    assert run(*CONVERT, "--resume", cwd=folder).out == "5 books: 0 done, 4 done before, 1 failed → out\n"
    other = run(*CONVERT, "--region", "hk", "--resume", cwd=folder)
    assert other.out == "5 books: 4 done, 1 failed → out\n"


def test_a_line_that_was_cut_off_costs_its_book_alone(folder: Path) -> None:
    run(*CONVERT, cwd=folder)
    path = folder / "out" / "reader-journal.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    assert len(lines(run(*CONVERT, "--resume", "--json", cwd=folder))) == 1 + 1
    assert run(*CONVERT, "--resume", cwd=folder).out == "5 books: 0 done, 4 done before, 1 failed → out\n"


def test_what_a_killed_run_left_half_written_is_taken_away(folder: Path) -> None:
    run(*CONVERT, cwd=folder)
    whole = tree_of(folder / "out")
    put(folder / "out" / "茶" / ".reader-x.tmp", b"half")
    run(*CONVERT, "--resume", cwd=folder)
    assert tree_of(folder / "out") == whole


def test_the_parts_of_a_library_are_the_library(folder: Path) -> None:
    whole = run(*CONVERT, cwd=folder)
    assert whole.code == EXIT_FINDINGS
    parts = [run(*CONVERT[:4], "parts", "--shard", f"{number}/3", "--json", cwd=folder) for number in (1, 2, 3)]
    sources = [line["source"] for part in parts for line in lines(part)[:-1]]
    assert sorted(map(str, sources)) == sorted(f"library/{name}" for name in (*NAMES, NO_BOOK))
    assert tree_of(folder / "parts") == tree_of(folder / "out")
    assert len(list((folder / "parts").glob("reader-journal-*-of-3.jsonl"))) == 3
    assert run(*CONVERT[:4], "parts", "--resume", cwd=folder).out == "5 books: 0 done, 4 done before, 1 failed → parts\n"


def test_the_folder_for_the_results_may_lie_in_the_library(folder: Path) -> None:
    arguments = ("convert", "library", "--simplified", "-o", "library/new")
    run(*arguments, cwd=folder)
    assert sorted(tree_of(folder / "library" / "new")) == sorted(NAMES)
    assert run(*arguments, "--resume", cwd=folder).out == "5 books: 0 done, 4 done before, 1 failed → library/new\n"


def test_of_several_folders_each_keeps_its_name(folder: Path) -> None:
    put(folder / "more" / "x.epub", book_of("hong-kong"))
    run("convert", "library", "more", f"library/{NAMES[0]}", "--simplified", "-o", "out", cwd=folder)
    assert sorted(tree_of(folder / "out")) == sorted([*(f"library/{name}" for name in NAMES), "more/x.epub", "cha.zh-Hans.epub"])


def test_a_folder_without_books_is_no_library(folder: Path) -> None:
    (folder / "empty").mkdir()
    said = run("convert", "empty", "--simplified", "-o", "out", cwd=folder)
    assert (said.code, said.err) == (InputError.exit_code, "reader: empty: holds no EPUB → name a folder with books (.epub) in it or below\n")


def test_books_are_annotated_and_become_the_very_files_again(folder: Path) -> None:
    (folder / "terms.csv").write_text("头发,长在头上\n", encoding="utf-8")
    (folder / "library" / NO_BOOK).unlink()
    noted = ("annotate", "library", "--with", "terms.csv", "-o", "noted", "-j", "2")
    books = lines(run(*noted, "--json", cwd=folder))[:-1]
    marked = {str(book["source"]): book for book in books if book["markers"]}
    assert list(marked) == [f"library/{NAMES[0]}"]
    assert marked[f"library/{NAMES[0]}"]["terms"] == ["头发"]
    alone = run("annotate", f"library/{NAMES[0]}", "--with", "terms.csv", "-o", "alone.epub", cwd=folder)
    assert alone.code == 0
    assert (folder / "noted" / NAMES[0]).read_bytes() == (folder / "alone.epub").read_bytes()
    (folder / "terms.csv").write_text("头发,又多又长\n", encoding="utf-8")
    assert run(*noted, "--resume", cwd=folder).out == "4 books: 4 done → noted\n"
    back = run("annotate", "noted", "--remove", "-o", "back", cwd=folder)
    assert back.out == "4 books: 1 done, 3 failed → back\n"
    assert "there are no notes of ours in it" in back.err
    assert tree_of(folder / "back") == {NAMES[0]: (folder / "library" / NAMES[0]).read_bytes()}


def test_several_books_that_are_named_are_annotated_each_beside_the_old_one(folder: Path) -> None:
    (folder / "terms.csv").write_text("头发,长在头上\n", encoding="utf-8")
    named = (f"library/{NAMES[0]}", f"library/{NAMES[2]}")
    said = run("annotate", *named, "--with", "terms.csv", cwd=folder)
    assert said.out.splitlines() == [
        "library/茶/cha.epub → library/茶/cha.annotated.epub: 1 marker in 1 chapter, 1 term in the glossary",
        "library/b.epub: no term occurs where it could be marked; library/b.annotated.epub is the same book",
    ]
    (folder / "library" / "茶" / "x.annotated.epub").write_bytes((folder / "library" / "茶" / "cha.annotated.epub").read_bytes())
    put(folder / "library" / "茶" / "x.epub", b"another")
    back = run("annotate", "library/茶/cha.annotated.epub", "library/茶/x.annotated.epub", "--remove", cwd=folder)
    assert (back.code, back.out) == (5, "library/茶/cha.annotated.epub → library/茶/cha.epub: the very file that was annotated\n")
    assert "x.epub: is already there, and another file" in back.err
    assert (folder / "library" / "茶" / "x.epub").read_bytes() == b"another"


def test_a_folder_that_is_no_edition_is_checked_as_a_library(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epubcheck, "run_epubcheck", lambda *_, **__: ())
    monkeypatch.setattr(pool, "run_pool", lambda work, books, *, kept, **_: do_books(work, books, kept=kept))
    said = run("check", "library", "-o", "reports", cwd=folder)
    assert (said.code, said.out.splitlines()[-1]) == (EXIT_FINDINGS, "5 checked: 3 sound, 1 not, 1 could not be checked")
    assert f"library/{NAMES[0]}: 1 error, 5 warnings" in said.out
    assert said.err == f"reader: library/{NO_BOOK}: not a readable zip file (File is not a zip file) → get a fresh copy of the book\n"
    assert "library/b.epub: 0 errors, 3 warnings" in said.out
    assert sorted(tree_of(folder / "reports")) == sorted(f"{name}.json" for name in NAMES)
    report = json.loads((folder / "reports" / "b.epub.json").read_text(encoding="utf-8"))
    alone = json.loads(run("check", "library/b.epub", "--json", cwd=folder).out)
    assert report == alone | {"target": "b.epub"}
    again = run("check", "library", "-o", "reports", "--resume", cwd=folder)
    assert again.out == "5 checked: 0 sound, 1 could not be checked, 4 checked before\n"
    plain = run("check", "library", cwd=folder)
    assert plain.out.splitlines()[-1] == "5 checked: 3 sound, 1 not, 1 could not be checked"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("library", "--simplified"), "the results need a folder of their own"),
        (("library", "--simplified", "-o", "library"), "holds the books themselves"),
        (("library", "--simplified", "-o", "."), "holds the books themselves"),
        (("library", "--simplified", "-o", "-"), "several books cannot all go to standard output"),
        (("library", "--simplified", "-o", "file"), "-o names one file"),
        (("library/b.epub", "--simplified", "--resume"), "go with -o"),
        (("library", "--simplified", "-o", "out", "--shard", "4/3"), "is no part of a whole"),
        (("library", "--simplified", "-o", "out", "--shard", "0/3"), "is no part of a whole"),
        (("library", "--simplified", "-o", "out", "--report", "r.txt"), "--report is for books that are named"),
        (("library", "library/../library", "--simplified", "-o", "out"), "two folders are called library"),
    ],
)
def test_what_does_not_go_together_is_refused(folder: Path, arguments: tuple[str, ...], words: str) -> None:
    (folder / "file").write_bytes(b"")
    said = run("convert", *arguments, cwd=folder)
    assert said.code == UsageError.exit_code
    assert words in said.err
    assert sorted(path.name for path in folder.iterdir()) == ["file", "library"]


def test_what_failed_before_is_told_of_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    put(tmp_path / "library" / "torn.epub", b"PK")
    first = run("--lang", "zh", "convert", "library", "--traditional", "-o", "out", cwd=tmp_path)
    again = run("--lang", "zh", "convert", "library", "--traditional", "-o", "out", "--resume", cwd=tmp_path)
    assert first.err == again.err == "reader: library/torn.epub: 不是读得出来的 zip 文件（根本不是 zip） → 重新找一份好的\n"

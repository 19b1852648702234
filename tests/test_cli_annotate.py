"""`reader annotate` at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from annotated import book_with

from tests.commands import run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "book.epub").write_bytes(book_with("<p>算力与CUDA，无人知道。</p>"))
    (tmp_path / "terms.csv").write_text("CUDA,英伟达的平台\n算力|计算能力,计算的能力\n内存,存放数据的地方\n", encoding="utf-8")
    return tmp_path


def test_the_book_goes_beside_the_old_one(folder: Path) -> None:
    said = run("annotate", "book.epub", "--with", "terms.csv", cwd=folder)
    assert (said.code, said.err) == (0, "")
    assert said.out == "book.epub → book.annotated.epub: 2 markers in 1 chapter, 2 terms in the glossary\n"
    assert (folder / "book.annotated.epub").stat().st_size > (folder / "book.epub").stat().st_size


def test_the_list_says_what_would_be_marked_and_writes_nothing(folder: Path) -> None:
    said = run("annotate", "book.epub", "--with", "terms.csv", "--list", cwd=folder)
    assert said.out.splitlines() == ["page.xhtml", "  1  算力: 算力|与CUDA，无人知道。", "  2  CUDA: 算力与CUDA|，无人知道。"]
    assert sorted(path.name for path in folder.iterdir()) == ["book.epub", "terms.csv"]


def test_json(folder: Path) -> None:
    said = run("annotate", "book.epub", "--with", "terms.csv", "--json", "-o", "x.epub", cwd=folder)
    facts = json.loads(said.out)
    assert facts["terms"] == ["CUDA", "算力"]
    (chapter,) = facts["chapters"]
    assert (chapter["file"], [note["terms"] for note in chapter["notes"]]) == ("page.xhtml", [["算力"], ["CUDA"]])
    assert chapter["notes"][1] == {"number": "2", "id": "rdn-c1-n-cuda", "terms": ["CUDA"]}
    assert (folder / "x.epub").stat().st_size == facts["bytes"]


def test_where_no_term_occurs_the_book_is_the_same(folder: Path) -> None:
    (folder / "terms.csv").write_text("春天,四季之一\n", encoding="utf-8")
    said = run("annotate", "book.epub", "--with", "terms.csv", cwd=folder)
    assert (said.code, said.out) == (0, "book.epub: no term occurs where it could be marked; book.annotated.epub is the same book\n")
    assert (folder / "book.annotated.epub").read_bytes() == (folder / "book.epub").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("book.epub",), 2, "no notes are named → add --with"),
        (("book.epub", "--with", "terms.csv", "--notes", "term,fact"), 2, "a book of others can have notes on terms alone"),
        (("book.epub", "--with", "terms.csv", "--notes", "x"), 2, "there is no kind “x”"),
        (("book.epub", "--with", "none.csv"), 4, "none.csv: file not found"),
        (("terms.csv", "--with", "terms.csv"), 4, "terms.csv: not a readable zip file"),
        (("book.epub", "--with", "terms.csv", "-o", "book.epub"), 5, "would be written over what it is made from"),
        (("book.epub", "--with", "terms.csv", "-o", "terms.csv"), 5, "would be written over what it is made from"),
    ],
)
def test_what_is_wrong_is_one_line(folder: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    said = run("annotate", *arguments, cwd=folder)
    assert said.code == code
    assert says in said.err
    assert said.err.count("\n") == 1
    assert not list(folder.glob("*.annotated.epub"))


def test_an_entry_that_another_list_explains_already_is_named(folder: Path) -> None:
    (folder / "more.tsv").write_text("cuda\t别的\n", encoding="utf-8")
    said = run("annotate", "book.epub", "--with", "terms.csv", "--with", "more.tsv", cwd=folder)
    assert said.code == 0
    assert said.err == "warning: [annotate-twice] more.tsv row 1: “cuda” is explained by an entry before this one, which is used\n"

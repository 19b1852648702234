"""`reader new`: the cases of `tests/cases/new/`, and what must never happen."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from reader.edition import load_edition
from reader.edition.load import FILES
from tests import word
from tests.commands import Said, run
from tests.editions import ROOT

NEW = ROOT / "tests" / "cases" / "new"
CASES = sorted(path.name for path in NEW.iterdir() if path.is_dir())


def handed_in(case: str, folder: Path) -> Path:
    """A copy of what the case hands in."""
    return Path(shutil.copytree(NEW / case, folder / "given", ignore=shutil.ignore_patterns("expected.toml")))


def essays_of(edition: Path) -> list[dict[str, Any]]:
    """The entries of `edition.toml`, with the rules that are switched on, the heading, and the files of each essay."""
    essays: list[dict[str, Any]] = tomllib.loads((edition / FILES[0]).read_text(encoding="utf-8"))["essay"]
    rules = tomllib.loads((edition / "repairs.toml").read_text(encoding="utf-8")).get("rule", [])
    folder = edition / "essays"
    for essay in essays:
        essay.setdefault("supplied", False)
        essay["heading"] = next((part["text"] for part in essay.get("structure", [])), "")
        essay["rules"] = [rule["name"] for rule in rules if essay["slug"] in rule["essays"]]
        paths = sorted(folder.glob(f"{essay['slug']}.*")) + sorted((folder / essay["slug"]).rglob("*.*"))
        essay["files"] = [path.relative_to(folder).as_posix() for path in paths if path.is_file()]
    return essays


@pytest.mark.parametrize("case", CASES)
def test_what_is_handed_in_becomes_the_essays_that_the_case_expects(case: str, tmp_path: Path) -> None:
    handed_in(case, tmp_path)
    said = run("new", "edition", "given", cwd=tmp_path)
    assert (said.code, said.err) == (0, ""), said.err
    expected = tomllib.loads((NEW / case / "expected.toml").read_text(encoding="utf-8"))["essay"]
    found = essays_of(tmp_path / "edition")
    assert [{key: essay.get(key) for key in wanted} for essay, wanted in zip(found, expected, strict=True)] == expected


@pytest.mark.parametrize("case", CASES)
def test_the_new_edition_is_clean_and_builds_and_its_texts_are_what_was_handed_in(case: str, tmp_path: Path) -> None:
    given = handed_in(case, tmp_path)
    assert run("new", "edition", "given", cwd=tmp_path).code == 0
    assert run("check", "edition", cwd=tmp_path).code == 0
    built = run("build", cwd=tmp_path / "edition")
    assert built.code == 0, built.err
    assert built.out.startswith("the edition in this folder:\n")
    assert [path.name for path in (tmp_path / "edition" / "build").iterdir()] == ["edition.epub"]
    copies = {path.read_bytes() for path in (tmp_path / "edition" / "essays").rglob("*") if path.is_file()}
    assert {path.read_bytes() for path in given.iterdir() if path.is_file() and path.suffix != ".png"} <= copies


def test_texts_of_all_kinds_stand_in_the_order_in_which_they_were_named(tmp_path: Path) -> None:
    (tmp_path / "乙.txt").write_text("乙的题目\n\n乙的正文。\n", encoding="gb18030")
    (tmp_path / "甲.md").write_text("# 甲的题目\n\n甲的正文。\n", encoding="utf-8")
    (tmp_path / "report.doc").write_bytes(word.document(word.paragraph("一份关于茶的报告") + word.paragraph("茶是好东西。")))
    said = run("new", "book", "乙.txt", "report.doc", "甲.md", "--title", "茶书", "--json", cwd=tmp_path)
    told = json.loads(said.out)
    assert [(essay["slug"], essay["title"], essay["source"]) for essay in told["essays"]] == [
        ("yi", "乙的题目", "essays/yi.txt"),
        ("report", "一份关于茶的报告", "essays/report.docx"),
        ("jia", "甲的题目", "essays/jia.md"),
    ]
    assert load_edition(tmp_path / "book").title == "茶书"
    assert (tmp_path / "book" / "essays" / "yi.txt").read_bytes() == (tmp_path / "乙.txt").read_bytes()


def example_of(text: str) -> str:
    """A data file with its examples switched on: prose has a space behind its #."""
    return re.sub(r"^#(?=\S)", "", text, flags=re.MULTILINE)


def test_every_example_in_the_data_files_is_data_without_its_sign(tmp_path: Path) -> None:
    (tmp_path / "cha.txt").write_text("茶\n\n喝茶的人头发白得慢。照抄正文里只出现一次的几个字。原文里的写法，只出现一次。茶馆。\n", encoding="utf-8")
    (tmp_path / "kafei.txt").write_text("咖啡\n\n有人说，这话没有根据。茶楼。\n", encoding="utf-8")
    assert run("new", "tea", "cha.txt", "kafei.txt", cwd=tmp_path).code == 0
    for name in FILES:
        path = tmp_path / "tea" / name
        path.write_text(example_of(path.read_text(encoding="utf-8")), encoding="utf-8")
    edition = load_edition(tmp_path / "tea")
    assert edition.subtitle
    assert (len(edition.terms), len(edition.rebuttals), len(edition.remarks), len(edition.corrections)) == (1, 1, 1, 1)
    assert run("build", "tea", "--traditional", cwd=tmp_path).code == 0


def refused(said: Said, code: int, *words: str) -> bool:
    return said.code == code and len(said.err.splitlines()) == 1 and " → " in said.err and all(word in said.err for word in words)


def test_nothing_that_exists_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "cha.txt").write_text("茶馆里都是闲人。\n", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_bytes(b"old")
    for name in ("empty", "file", "."):
        assert refused(run("new", name, "cha.txt", cwd=tmp_path), 5, "is there already")
    assert refused(run("new", "no/such", "cha.txt", cwd=tmp_path), 5, "no such folder")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cha.txt", "empty", "file"]
    assert not list((tmp_path / "empty").iterdir())


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("missing.txt", None, 4, "file not found"),
        ("empty.txt", b"\n \n", 3, "no text"),
        ("book.txt", b"%PDF-1.7 ...", 3, "a PDF, not a text"),
        ("damaged.txt", "茶馆里都是闲人，他们都说".encode() + b"\xe8\x8c", 3, "is damaged"),
        ("page.html", b"<html><body></body></html>", 3, "holds no text"),
    ],
)
def test_what_cannot_be_a_source_is_named_and_leaves_nothing_behind(tmp_path: Path, name: str, data: bytes | None, code: int, words: str) -> None:
    (tmp_path / "cha.txt").write_text("茶馆里都是闲人。\n", encoding="utf-8")
    if data is not None:
        (tmp_path / name).write_bytes(data)
    there = sorted(path.name for path in tmp_path.iterdir())
    assert refused(run("new", "tea", "cha.txt", name, cwd=tmp_path), code, words, name)
    assert sorted(path.name for path in tmp_path.iterdir()) == there


def test_a_folder_without_texts_is_named(tmp_path: Path) -> None:
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "picture.png").write_bytes(b"")
    assert refused(run("new", "tea", "given", cwd=tmp_path), 4, "no text is in this folder", ".docx")
    assert not (tmp_path / "tea").exists()


def test_a_folder_that_cannot_be_finished_goes_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cha.txt").write_text("茶馆里都是闲人。\n", encoding="utf-8")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", interrupted)
    assert run("new", "tea", "cha.txt", cwd=tmp_path).code == 130
    assert [path.name for path in tmp_path.iterdir()] == ["cha.txt"]


def test_without_a_name_build_and_check_take_the_edition_here_or_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "cha.txt").write_text("茶馆里都是闲人。\n", encoding="utf-8")
    shipped = run("check", cwd=tmp_path)
    assert shipped.out.startswith("the edition that ships with the program")
    assert "《算力五辩》" in shipped.out
    assert run("new", "tea", "cha.txt", cwd=tmp_path).code == 0
    here = run("check", cwd=tmp_path / "tea")
    assert (here.code, here.out.splitlines()[0]) == (0, "the edition in this folder:")
    assert "《tea》" in here.out

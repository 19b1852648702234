"""`reader check` of several books and editions: a report each, one exit code, and a book of thousands of faults on one screen."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from books import changed

from reader.batch import pool
from reader.batch.task import do_books
from reader.check import epubcheck
from reader.cli.checkwords import SHOWN, finding_lines, total
from reader.epub.container import write_zip
from reader.errors import EXIT_FINDINGS, InputError, MissingTool, UsageError
from reader.model import Finding
from tests.commands import run
from tests.editions import CLUB, SHIPPED, built, copy_of

BROKEN = ({"file": "EPUB/one.xhtml", "before": "two.xhtml#two-q", "after": "two.xhtml#nowhere"},)


@pytest.fixture(autouse=True)
def _without_epubcheck(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own rules alone: EPUBCheck has tests of its own and takes seconds."""
    monkeypatch.setattr(epubcheck, "run_epubcheck", lambda *_, **__: ())
    monkeypatch.setattr(pool, "run_pool", lambda work, books, *, kept, **_: do_books(work, books, kept=kept))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound book, a broken one, a sound edition, and what is no book."""
    write(tmp_path / "sound.epub", ())
    write(tmp_path / "broken.epub", BROKEN)
    (tmp_path / "none.epub").write_bytes(b"no zip")
    copy_of(CLUB, tmp_path / "club")
    return tmp_path


def write(path: Path, steps: tuple[dict[str, str], ...]) -> None:
    path.write_bytes(write_zip(changed(steps).items(), date=(2026, 1, 1, 0, 0, 0)))


def test_each_target_has_its_report_in_the_order_given(folder: Path) -> None:
    said = run("check", "broken.epub", "club", "sound.epub", cwd=folder)
    closings = [line for line in said.out.splitlines() if re.search(r": (clean|\d+ error)", line)]
    assert closings == ["broken.epub: 1 error, 0 warnings", "club: clean", "sound.epub: clean"]
    assert [line for line in said.out.splitlines() if line.endswith((".epub:", "club:"))] == ["broken.epub:", "club:", "sound.epub:"]
    assert said.out.splitlines()[-1] == "3 checked: 2 sound, 1 not"
    assert (said.code, said.err) == (EXIT_FINDINGS, "")


def test_sound_books_and_editions_together_are_no_failure(folder: Path) -> None:
    said = run("check", "sound.epub", "club", cwd=folder)
    assert (said.code, said.err, said.out.splitlines()[-1]) == (0, "", "2 checked: 2 sound")


def test_what_is_no_book_stops_no_other_and_decides_the_exit_code(folder: Path) -> None:
    said = run("check", "none.epub", "broken.epub", "missing.epub", cwd=folder)
    assert said.code == InputError.exit_code
    assert "broken.epub: 1 error, 0 warnings" in said.out
    assert said.out.splitlines()[-1] == "3 checked: 0 sound, 1 not, 2 could not be checked"
    assert [line.partition(": ")[2][:12] for line in said.err.splitlines()] == ["none.epub: n", "missing.epub"]


def test_json_of_several_is_a_line_for_each_with_what_it_alone_gives(folder: Path) -> None:
    alone = {name: json.loads(run("check", name, "--json", cwd=folder).out) for name in ("broken.epub", "club")}
    said = run("check", "broken.epub", "club", "none.epub", "--json", cwd=folder)
    *lines, last = map(json.loads, said.out.splitlines())
    found = {line["source"]: line for line in lines}
    for name, value in alone.items():
        assert value == {"target": name} | {key: found[name][key] for key in value.keys() - {"target"}}
    assert "not a readable zip" in found["none.epub"]["error"]
    assert (last["summary"]["done"], last["summary"]["failed"]) == (2, 1)
    assert (said.code, said.err) == (InputError.exit_code, "")


def test_systems_are_for_books_alone_and_that_is_said_before_anything_runs(folder: Path) -> None:
    said = run("check", "sound.epub", "club", "--system", "kobo", cwd=folder)
    assert (said.code, said.out) == (UsageError.exit_code, "")
    assert run("check", "sound.epub", "broken.epub", "--system", "kobo", cwd=folder).code == EXIT_FINDINGS


def test_a_missing_epubcheck_is_said_once_for_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise MissingTool("EPUBCheck is not installed", advice="install it")

    monkeypatch.setattr(epubcheck, "run_epubcheck", missing)
    said = run("check", "sound.epub", "broken.epub", cwd=folder)
    assert (said.code, said.err) == (MissingTool.exit_code, "reader: EPUBCheck is not installed → install it\n")
    assert "sound.epub: clean" in said.out


@pytest.mark.parametrize("arguments", [(), ("check",)])
def test_the_examples_of_the_help_work(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    book = built(SHIPPED, "zh-Hans").data
    (tmp_path / "build").mkdir()
    for name in ("build/suanli-wubian.zh-Hans.epub", "build/suanli-wubian.epub", "book.epub"):
        (tmp_path / name).write_bytes(book)
    copy_of(SHIPPED, tmp_path / "annotations")
    copy_of(CLUB, tmp_path / "my-edition")
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "book.epub").write_bytes(book)
    help_lines = run(*arguments, "--help", cwd=tmp_path).out.splitlines()
    examples = [line.strip().split("   ")[0] for line in help_lines if line.strip().startswith("reader check ")]
    assert examples
    for example in examples:
        words = [name for word in shlex.split(example)[1:] for name in expanded(tmp_path, word)]
        said = run(*words, cwd=tmp_path)
        assert said.code in {0, EXIT_FINDINGS}, (example, said.err)
        assert said.err == "", example


def expanded(folder: Path, word: str) -> list[str]:
    """What the shell makes of a pattern."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.glob(word)) if "*" in word else [word]


def test_many_findings_of_one_kind_are_counted_and_all_prints_them() -> None:
    many = tuple(Finding("id-odd", "warning", f"a.xhtml:{line}", "odd") for line in range(1, 1001))
    found = (*many, Finding("page-broken", "error", "b.xhtml", "broken"))
    lines = list(finding_lines(found, {"id-odd": "rename it"}, everything=False))
    assert lines[0].startswith("error: [page-broken]")
    assert lines[1] == "warning: [id-odd] a.xhtml:1: odd → rename it"
    assert lines[-1] == "warning: [id-odd] … and 995 more like these (--all prints them)"
    assert len(lines) == 1 + SHOWN["warning"] + 1
    assert len(list(finding_lines(found, everything=True))) == 1001


def test_what_is_only_good_to_know_has_one_example() -> None:
    found = tuple(Finding("access-poor", "info", f"a.opf:{line}", "missing") for line in range(9))
    assert list(finding_lines(found, everything=False))[1] == "info: [access-poor] … and 8 more like these (--all prints them)"


def test_one_more_than_is_shown_is_shown_too() -> None:
    found = tuple(Finding("id-odd", "warning", f"a.xhtml:{line}", "odd") for line in range(SHOWN["warning"] + 1))
    assert list(finding_lines(found, everything=False)) == list(finding_lines(found, everything=True))


def test_a_kepub_is_judged_for_kobo_alone_unless_others_are_named(folder: Path) -> None:
    write(folder / "book.kepub.epub", ({"file": "EPUB/one.xhtml", "before": 'epub:type="noteref"', "after": 'epub:type="noteref endnote"'},))
    said = run("check", "book.kepub.epub", cwd=folder)
    assert said.out.splitlines() == [
        "  by rule   Kobo (.kepub.epub)",
        "  a .kepub.epub: judged for Kobo alone; --system names others",
        "book.kepub.epub: clean",
    ]
    assert "marker-crowded" in run("check", "book.kepub.epub", "--system", "readium", cwd=folder).out
    assert [row["system"] for row in json.loads(run("check", "book.kepub.epub", "--json", cwd=folder).out)["systems"]] == ["kobo"]


def test_the_last_line_adds_up() -> None:
    assert total({(True, False): 1, (False, True): 1, (False, False): 1}) == "3 checked: 1 sound, 1 not, 1 could not be checked"

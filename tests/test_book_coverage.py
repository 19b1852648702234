"""`reader check EDITION`: the coverage adds up, every gap has a reason, lengths and pairs are watched."""

from __future__ import annotations

from pathlib import Path

from reader.book.coverage import check_edition
from tests.editions import CLUB, SHIPPED, copy_of


def test_every_paragraph_is_noted_or_has_a_reason() -> None:
    facts = check_edition(SHIPPED).facts
    for essay in facts["essays"]:
        reasons = [gap["reason"] for gap in facts["gaps"] if gap["block"].startswith(f"{essay['slug']}-l")]
        assert len(reasons) == essay["paragraphs_without"]


def test_a_gap_names_the_entries_that_stand_elsewhere(tmp_path: Path) -> None:
    folder = copy_of(CLUB, tmp_path / "club")
    rebuttals = folder / "rebuttals.toml"
    rebuttals.write_text(rebuttals.read_text(encoding="utf-8").replace("number = 101", "number = 101\nmarker = false"), encoding="utf-8")
    gaps = {gap["block"]: (gap["reason"], gap["ids"]) for gap in check_edition(folder).facts["gaps"]}
    assert gaps["cha-l3"] == ("disputes page", ["hair"])
    assert gaps["kafei-l2"] == ("disputes page", ["hair"])
    assert gaps["kafei-l4"] == ("no claim", [])


def test_a_first_paragraph_out_of_bounds_is_a_warning(tmp_path: Path) -> None:
    folder = copy_of(CLUB, tmp_path / "club")
    glossary = folder / "glossary.toml"
    glossary.write_text(glossary.read_text(encoding="utf-8").replace("英伟达的显卡直连技术，2016年首次推出，与茶无关。", "一种技术。"), encoding="utf-8")
    found = [finding for finding in check_edition(folder).findings if finding.code == "note-length"]
    assert [(finding.level, "(nvlink)" in finding.where) for finding in found] == [("warning", True)]


def test_a_pair_with_few_disputes_is_named() -> None:
    report = check_edition(CLUB)
    assert [finding.where for finding in report.findings if finding.code == "pair-thin"] == ["cha – kafei"]
    assert report.facts["disputes"] == [{"pair": ["cha", "kafei"], "count": 1}]


def test_an_edition_without_notes_has_no_line_of_what_is_marked(tmp_path: Path) -> None:
    folder = copy_of(CLUB, tmp_path / "club")
    for name in ("glossary.toml", "rebuttals.toml", "notes.toml"):
        (folder / name).unlink(missing_ok=True)
    heads = [line.strip().partition(":")[0] for line in check_edition(folder).lines]
    assert "marked" not in heads
    assert "disputes" in heads
    assert "marked" in [line.strip().partition(":")[0] for line in check_edition(CLUB).lines]


def test_latin_words_without_an_entry_are_counted(tmp_path: Path) -> None:
    folder = copy_of(CLUB, tmp_path / "club")
    (folder / "glossary.toml").write_text("", encoding="utf-8")
    assert check_edition(folder).facts["without_entry"] == {"NVLink": 1}
    assert check_edition(CLUB).facts["without_entry"] == {}

"""Books of other programs: the check reads them and sees what is known to be weak in them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from reader.check.run import ALL_RULES, check_file
from reader.check.verdict import verdicts
from reader.model import Finding

TEXT = """---
title: 小書
lang: zh-Hant
---

# 第一章

這裡說到芯片[^1]，見[第二章](#第二章)。

[^1]: 芯片是一種半導體器件。

# 第二章

另一段。
"""


def pandoc() -> str:
    pypandoc = pytest.importorskip("pypandoc", reason="pandoc's wheel is not installed")
    return str(pypandoc.get_pandoc_path())


def codes(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.code for finding in findings}


@pytest.fixture(scope="module")
def by_pandoc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pandoc")
    (folder / "book.md").write_text(TEXT, encoding="utf-8")
    subprocess.run([pandoc(), "book.md", "-o", "book.epub"], cwd=folder, check=True)
    return folder / "book.epub"


def test_pandocs_book_turns_right_to_left_in_traditional_chinese(by_pandoc: Path) -> None:
    assert {"progression-missing", "lang-right-to-left"} <= codes(check_file(by_pandoc, epubcheck=False))


def test_pandocs_book_has_chinese_ids(by_pandoc: Path) -> None:
    assert "id-not-safe" in codes(check_file(by_pandoc, epubcheck=False))


def test_pandocs_notes_have_no_way_back_so_kindle_is_red_for_it(by_pandoc: Path) -> None:
    found = check_file(by_pandoc, epubcheck=False)
    red = {verdict.system.key: verdict.codes for verdict in verdicts(found, ALL_RULES)}
    assert "note-no-way-back" in red["kindle"]
    assert "note-no-way-back" not in red["foliate"]


@pytest.mark.skipif(shutil.which("ebook-convert") is None, reason="calibre is not installed")
def test_calibres_book_repeats_its_ids(by_pandoc: Path, tmp_path: Path) -> None:
    made = tmp_path / "calibre.epub"
    subprocess.run(["ebook-convert", str(by_pandoc), str(made)], check=True, capture_output=True)
    assert "id-repeated" in codes(check_file(made, epubcheck=False))

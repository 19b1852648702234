"""Books of other programs: the check reads them and sees what is known to be weak in them.

Calibre's book is made and checked in `tests/acceptance/`, where calibre is installed.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypandoc
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


def codes(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.code for finding in findings}


@pytest.fixture(scope="module")
def by_pandoc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pandoc")
    (folder / "book.md").write_text(TEXT, encoding="utf-8")
    subprocess.run([str(pypandoc.get_pandoc_path()), "book.md", "-o", "book.epub"], cwd=folder, check=True)
    return folder / "book.epub"


def test_pandocs_book_turns_right_to_left_in_traditional_chinese(by_pandoc: Path) -> None:
    assert {"progression-missing", "lang-right-to-left"} <= codes(check_file(by_pandoc, epubcheck=False))


def test_pandocs_book_has_chinese_ids(by_pandoc: Path) -> None:
    assert "id-not-ascii" in codes(check_file(by_pandoc, epubcheck=False))


def test_pandocs_notes_have_no_way_back_so_kindle_is_red_for_it(by_pandoc: Path) -> None:
    found = check_file(by_pandoc, epubcheck=False)
    red = {verdict.system.key: verdict.codes for verdict in verdicts(found, ALL_RULES)}
    assert "note-no-way-back" in red["kindle"]
    assert "note-no-way-back" not in red["foliate"]

"""The textual notes: what a reason quotes from the text keeps its script, what it only says is converted with the book."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from tests.editions import CLUB, built, copy_of, entries


def test_a_reason_keeps_the_forms_of_the_text_and_converts_its_own_words(tmp_path: Path) -> None:
    folder = copy_of(CLUB, tmp_path / "club")
    repairs = folder / "repairs.toml"
    old, new = "多了一个“里”字", "“里里外外”多了一个“里”字；分行是“里／里里”；俗语“后来居上”不在文中"
    before = repairs.read_text(encoding="utf-8")
    assert old in before
    repairs.write_text(before.replace(old, new), encoding="utf-8")
    page = etree.fromstring(entries(built(folder, "zh-Hant-TW").data)["EPUB/textual.xhtml"])
    assert "「里里外外」多了一個「里」字；分行是「里／里里」；俗語「後來居上」不在文中" in "".join(page.itertext())

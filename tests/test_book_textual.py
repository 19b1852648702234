"""The textual notes: what a reason quotes from the text keeps its script, what it only says is converted with the book."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reader.unseen import is_unseen, spelled
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


@given(st.text(st.sampled_from("茶a □／\u200b\u034f\u00ad\ufe0f\U000e0100\U000e0001\x85") | st.characters(exclude_categories=["Cs"])))
def test_what_nobody_sees_is_spelled_wherever_it_stands(text: str) -> None:
    assert spelled(text) == "".join(map(spelled, text))
    assert not any(map(is_unseen, spelled(text)))

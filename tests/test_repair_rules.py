"""The class rules, by the case files in `tests/cases/repair/`: a rule a file, before and after in plain text."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.edits import apply_edits
from reader.repair.rules import RULE_NAMES, RULES, Words

CASES = Path(__file__).parent / "cases" / "repair"
VISIBLE = str.maketrans({"␣": " ", "⇥": "\t", "□": "\u3000"})
FINDERS = {rule.name: rule.find for rule in RULES}
# The alphabet holds what the rules look at, and a little of everything else.
DAMAGED = st.text(alphabet="中国規達AIb12 \u3000\n,.;:?!()（），。；“”\"'…-·——dáguī\ufeff%/", max_size=60)


def read_cases(path: Path) -> tuple[Words, list[tuple[str, str]]]:
    """A case file's word table and its pairs; lines with `# ` are remarks outside a case that quotes them."""
    words: Words = ()
    pairs = []
    for case in re.split(r"^----+\n", path.read_text("utf-8").translate(VISIBLE), flags=re.MULTILINE):
        lines = case.splitlines()
        head = list(itertools.takewhile(lambda line: line.startswith("#"), lines))
        for line in head:
            if line.startswith("# words:"):
                words = tuple((word.split("=")[0].strip(), word.split("=")[1].strip()) for word in line[8:].split(","))
        before, after = "\n".join(lines[len(head) :]).split("\n....\n")
        pairs.append((before, before if after == "=" else after))
    return words, pairs


def each_case() -> list[object]:
    return [
        pytest.param(path.stem, words, before, after, id=f"{path.stem}-{number}")
        for path in sorted(CASES.glob("*.txt"))
        for words, pairs in (read_cases(path),)
        for number, (before, after) in enumerate(pairs, 1)
    ]


@pytest.mark.parametrize(("name", "words", "before", "after"), each_case())
def test_rule_does_what_its_case_file_says(name: str, words: Words, before: str, after: str) -> None:
    assert apply_edits(before, list(FINDERS[name](before, words))) == after


@pytest.mark.parametrize(("name", "words", "before", "after"), each_case())
def test_rule_has_nothing_to_add_to_what_it_made(name: str, words: Words, before: str, after: str) -> None:
    assert list(FINDERS[name](after, words)) == []


def test_every_rule_has_a_case_file_and_every_file_a_rule() -> None:
    assert {path.stem for path in CASES.glob("*.txt")} == set(RULE_NAMES)


def test_rules_have_names_of_their_own_and_a_line_in_both_languages() -> None:
    assert len(set(RULE_NAMES)) == len(RULES)
    assert all(rule.zh and rule.en and "\n" not in rule.zh + rule.en for rule in RULES)


@settings(deadline=None)
@given(text=DAMAGED)
def test_edits_come_in_order_and_never_overlap(text: str) -> None:
    for rule in RULES:
        edits = list(rule.find(text, (("中国", "国"), ("A", ""))))
        ends = [0, *(edit.end for edit in edits)]
        assert all(end <= edit.start <= edit.end <= len(text) for end, edit in zip(ends, edits, strict=False)), rule.name


@settings(deadline=None)
@given(text=DAMAGED)
def test_edge_space_leaves_no_line_with_loose_ends(text: str) -> None:
    mended = apply_edits(text, list(FINDERS["edge-space"](text, ())))
    assert all(line == line.strip() for line in mended.split("\n"))
    assert mended.count("\n") == text.count("\n")


@settings(deadline=None)
@given(text=st.text(alphabet="abc XYZ 0123,.;:?!()'-\n", max_size=60))
def test_text_without_chinese_keeps_its_marks(text: str) -> None:
    for name in ("pinyin-gloss", "straight-quotes", "scrape-space", "han-space", "middle-dot", "halfwidth-punct", "ellipsis-dash"):
        assert list(FINDERS[name](text, ())) == [], name

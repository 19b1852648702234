"""The class rules, by the case files in `tests/cases/repair/`: a rule a file, before and after in plain text."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.edits import apply_edits
from reader.repair.rule_wrap import is_numbered, lines_of, may_be_wrapped, wrapped_throughout
from reader.repair.rules import RULE_NAMES, RULES, Words

CASES = Path(__file__).parent / "cases" / "repair"
VISIBLE = str.maketrans({"␣": " ", "⇥": "\t", "□": "\u3000"})
CODE = re.compile("⟨([0-9A-F]{4,6})⟩")  # ⟨200B⟩ is U+200B
FINDERS = {rule.name: rule.find for rule in RULES}
# The alphabet holds what the rules look at, and a little of everything else.
DAMAGED = st.text(alphabet="中国規達AIb12 \u3000\n,.;:?!()（），。；“”\"'…-·——dáguī\ufeff\u200b\x0c\u2028\x93%/", max_size=60)


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
        before, after = (CODE.sub(lambda code: chr(int(code[1], 16)), text) for text in "\n".join(lines[len(head) :]).split("\n....\n"))
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


CLAUSES = st.lists(st.sampled_from(["人", "工", "智能", "很热", "AI", "GPU"]), min_size=1, max_size=12).map("".join)
SENTENCES = st.lists(CLAUSES, min_size=1, max_size=4).map(lambda clauses: "，".join(clauses) + "。")
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=6).map("".join)


def wrapped(paragraph: str, columns: int) -> str:
    """The paragraph in lines of so many columns; none begins with a mark, and none ends or begins within a Latin word."""
    lines = [""]
    for unit in re.findall("[A-Z]+[，。]?|.[，。]?", paragraph):
        if lines[-1] and len((lines[-1] + unit).encode("gbk")) > columns:
            lines.append("")
        lines[-1] += unit
    return "\n".join(lines)


@settings(deadline=None)
@given(st.lists(PARAGRAPHS, min_size=3, max_size=8), st.integers(40, 80), st.sampled_from(["", "　　"]))
def test_wrapped_paragraphs_become_what_they_were(paragraphs: list[str], columns: int, indent: str) -> None:
    text = ("\n" if indent else "\n\n").join(wrapped(indent + paragraph, columns) for paragraph in paragraphs)
    joined = apply_edits(text, list(FINDERS["hard-wrap"](text, ())))
    assert [line.strip() for line in joined.split("\n") if line] == paragraphs


@settings(deadline=None)
@given(text=DAMAGED)
def test_joining_lines_loses_nothing_but_white_space_beside_line_ends(text: str) -> None:
    edits = list(FINDERS["hard-wrap"](text, ()))
    assert all("\n" in text[edit.start : edit.end] and text[edit.start : edit.end].isspace() and edit.after in {"", " "} for edit in edits)
    assert "".join(apply_edits(text, edits).split()) == "".join(text.split())


@settings(deadline=None)
@given(text=DAMAGED)
def test_what_no_book_can_hold_is_gone(text: str) -> None:
    mended = apply_edits(text, list(FINDERS["control-character"](text, ())))
    assert not set(mended) & set("\x0c\u2028\x93")
    unseen = apply_edits(mended, list(FINDERS["zero-width"](mended, ())))
    assert unseen == mended.translate(dict.fromkeys(map(ord, "\ufeff\u200b")))


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


@given(st.text(alphabet="（(12３、)）.．一三中 ", min_size=1, max_size=6))
def test_a_line_is_numbered_as_the_pattern_says(line: str) -> None:
    pattern = re.compile(r"[（(]?\d{1,3}(?:[、)）]|[.．](?!\d))|[（(]?[一二三四五六七八九十]{1,3}[、)）]")
    assert is_numbered(line, str.isdecimal, longest=3, stops=".．") == (pattern.match(line) is not None)


@given(st.lists(st.tuples(st.sampled_from(["国", "计民生", "ab"]), st.integers(1, 30), st.sampled_from(["", "。", "。”", "，"])), min_size=1, max_size=30))
def test_a_text_that_could_not_be_wrapped_is_not(lines: list[tuple[str, int, str]]) -> None:
    text = "\n".join(word * times + end for word, times, end in lines)
    assert may_be_wrapped(text) or not wrapped_throughout(lines_of(text))


def test_prose_in_paragraphs_shows_at_once_that_it_was_not_wrapped() -> None:
    prose = "\n".join(["标题", *["这是一个很长很长的段落，说了很多很多的话。" * times for times in (1, 2, 3, 4, 5, 6)]])
    assert not may_be_wrapped(prose)
    assert may_be_wrapped("这是一个很长\n很长的段落，\n说了很多的话")


@given(text=st.text(alphabet="ab体", max_size=30), words=st.dictionaries(st.text(alphabet="ab体", min_size=1, max_size=3), st.just("x"), min_size=1))
def test_of_words_the_first_holds_and_of_those_the_longest(text: str, words: dict[str, str]) -> None:
    pattern = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
    found = [(edit.start, edit.end) for edit in FINDERS["word-table"](text, tuple(words.items()))]
    assert found == [match.span() for match in pattern.finditer(text)]

"""Blocks: one for every line of the reading text; ids that stay; structure from data and from a saved page's marks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import EditionError
from reader.model import Block, Correction, Reading, RuleUse, Source, Span, Structure
from reader.repair.blocks import make_blocks
from reader.repair.reading import read
from reader.repair.rules import RULE_NAMES
from reader.repair.structure import KINDS

ESSAYS = sorted((Path(__file__).parents[1] / "annotations" / "essays").glob("*.txt"))
EDGES = (RuleUse("edge-space", ("e",)),)
SENTENCES = st.lists(st.text(alphabet="甲乙丙丁ab，。 ", min_size=4, max_size=12).filter(lambda text: text == text.strip()), min_size=1, max_size=4)
SOURCES = st.lists(SENTENCES, min_size=1, max_size=4)


def fix(before: str, after: str, *, prefix: str = "", suffix: str = "") -> Correction:
    return Correction("e", before, after, "typo", "", "certain", prefix, suffix)


def blocks_of(text: str, *corrections: Correction, structure: tuple[Structure, ...] = (), marks: tuple[Span, ...] = ()) -> tuple[Block, ...]:
    return make_blocks("e", Source("e.txt", "", text, marks), read(text, corrections=corrections, rules=EDGES), structure)


def ids_of(text: str, *corrections: Correction) -> list[str]:
    return [block.id for block in blocks_of(text, *corrections)]


def numbered(paragraphs: list[list[str]]) -> str:
    """Each paragraph a line, each sentence with a number that no other has: `3|甲乙3|`."""
    count = iter(range(10, 10**6))
    return "\n".join("".join(f"{number}|{sentence}{number}|" for sentence in line for number in (next(count),)) for line in paragraphs)


@settings(deadline=None)
@given(text=st.text(alphabet="甲乙 \n\n\u3000\t，\r", max_size=40))
def test_the_blocks_joined_are_the_lines_of_the_reading_text(text: str) -> None:
    reading = read(text, rules=EDGES)
    blocks = make_blocks("e", Source("e.txt", "", text), reading)
    assert "\n".join(block.text for block in blocks) == "\n".join(line for line in reading.text.split("\n") if line)
    assert len({block.id for block in blocks}) == len(blocks)
    assert all(re.fullmatch("[a-z][a-z0-9-]*", block.id) for block in blocks)


@pytest.mark.parametrize("path", ESSAYS, ids=lambda path: path.name[:3])
def test_the_shipped_essays_become_blocks_with_ids_of_their_own(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    reading = read(text, rules=[RuleUse(name, ("e",)) for name in RULE_NAMES])
    blocks = make_blocks("e", Source(path.name, "", text), reading)
    assert "\n".join(block.text for block in blocks) == re.sub("\n+", "\n", reading.text).strip("\n")
    assert len({block.id for block in blocks}) == len(blocks)


def test_a_block_is_named_for_its_source_line_and_a_later_one_for_its_column_too() -> None:
    text = "\n帽姐谈人工智能编者注：本文我提醒各位\n\n下一段"
    split = (fix("智能编", "智能\n编"), fix("文我", "文\n我"))
    assert ids_of(text) == ["e-l2", "e-l4"]
    assert ids_of(text, *split) == ["e-l2", "e-l2-c8", "e-l2-c14", "e-l4"]


def test_a_joined_line_takes_the_first_lines_id_and_the_rest_of_the_second_keeps_its_own() -> None:
    text = "第一句；\n\n第二句。第三句。"
    split, join = fix("句。第", "句。\n第"), fix("；\n\n", "；")
    assert ids_of(text, split) == ["e-l1", "e-l3", "e-l3-c5"]
    assert ids_of(text, split, join) == ["e-l1", "e-l3-c5"]


def test_a_repair_of_the_first_character_leaves_the_id_of_the_line() -> None:
    assert ids_of("甲乙\n丙丁", fix("丙", "三")) == ["e-l1", "e-l2"]


def test_a_block_that_a_repair_wrote_is_named_for_its_place() -> None:
    assert ids_of("甲乙丙丁", fix("", "\n［图］\n", prefix="乙")) == ["e-l1", "e-l1-c3-i", "e-l1-c3"]
    with pytest.raises(EditionError, match="two whole lines"):
        blocks_of("甲乙丙丁", fix("", "\n［图］\n［图］\n", prefix="乙"))


@settings(deadline=None)
@given(paragraphs=SOURCES, data=st.data())
def test_an_unrelated_correction_moves_no_id_and_a_split_leaves_the_first_half_its_own(paragraphs: list[list[str]], data: st.DataObject) -> None:
    text = numbered(paragraphs)
    sentences = re.findall(r"(\d+\|)(.+?)(?=\1)", text)
    splits = tuple(
        fix("", "\n", prefix=mark, suffix=words) for mark, words in data.draw(st.lists(st.sampled_from(sentences), unique=True)) if words == words.strip()
    )
    before = blocks_of(text, *splits)
    mark, words = data.draw(st.sampled_from(sentences))
    place = data.draw(st.integers(1, len(words) - 1))
    typo = fix(words[place], data.draw(st.sampled_from(["", "换", "换了"])), prefix=mark + words[:place], suffix=words[place + 1 :] + mark)
    after = blocks_of(text, *splits, typo)
    assert [block.id for block in after] == [block.id for block in before]
    more = fix("", "\n", prefix=mark + words[:place], suffix=words[place:] + mark)
    assert set(ids_of(text, *splits)) < set(ids_of(text, *splits, more))


def test_loose_ends_are_refused_with_the_rule_that_mends_them() -> None:
    for text in ("甲\n　乙", "甲 \n乙", "甲\n \n乙", "甲\r\n乙"):
        with pytest.raises(EditionError, match="edge-space"):
            make_blocks("e", Source("e.txt", "", text), Reading(text, ()))


TEXT = "标题\n第一段话\n[嵩县]往好处想\n其次\n一、项目\n二、项目\n毕竟\n完"


def test_structure_names_blocks_by_their_beginnings_in_either_script() -> None:
    blocks = blocks_of(TEXT, structure=(Structure("heading", "標題", level=3), Structure("ordered", "一、", to="二、")))
    assert [(block.kind, block.level) for block in blocks] == [
        *[("heading", 3), ("paragraph", 0), ("paragraph", 0), ("paragraph", 0), ("ordered", 0), ("ordered", 0), ("paragraph", 0), ("paragraph", 0)]
    ]


def test_a_speech_may_hold_other_kinds_and_names_the_speaker_of_each() -> None:
    blocks = blocks_of(TEXT, structure=(Structure("ordered", "一、", to="二、"), Structure("speech", "[嵩", to="毕竟", speaker="嵩县")))
    assert [block.kind for block in blocks[2:7]] == ["speech", "speech", "ordered", "ordered", "speech"]
    assert [block.speaker for block in blocks] == ["", "", *["嵩县"] * 5, ""]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_given(kind: str) -> None:
    assert blocks_of(TEXT, structure=(Structure(kind, "完", speaker="某"),))[-1].kind == kind


CONTRADICTIONS = {
    "unknown kind": ((Structure("headline", "标题", where="s1"),), "the kinds are heading"),
    "not found": ((Structure("heading", "第一段说", where="s1"),), "第一段话"),
    "empty": ((Structure("heading", "", where="s1"),), "no block"),
    "backwards": ((Structure("item", "二、", to="一、", where="s1"),), "exchange"),
    "overlap": ((Structure("item", "一、", to="二、"), Structure("quotation", "二、", where="s1")), "overlaps the item “一、”"),
    "half in a speech": ((Structure("speech", "[", to="一、", speaker="某"), Structure("item", "一、", to="二、", where="s1")), "overlaps the speech"),
    "two speeches": ((Structure("speech", "[", to="其", speaker="某"), Structure("speech", "其", speaker="谁", where="s1")), "overlaps the speech"),
    "speech without speaker": ((Structure("speech", "[", where="s1"),), "give `speaker`"),
}


@pytest.mark.parametrize(("structure", "words"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_contradiction_in_the_structure_is_named_with_its_entry(structure: tuple[Structure, ...], words: str) -> None:
    with pytest.raises(EditionError) as caught:
        blocks_of(TEXT, structure=structure)
    assert caught.value.where == "s1"
    assert words in str(caught.value)


def test_a_beginning_that_fits_two_blocks_is_refused_with_both() -> None:
    with pytest.raises(EditionError, match="more than one block begins with “甲”") as caught:
        blocks_of("甲乙\n甲丙", structure=(Structure("item", "甲", where="s1"),))
    assert "“甲乙” and “甲丙”" in caught.value.advice


def test_the_marks_of_a_saved_page_are_carried_through_the_repairs() -> None:
    text = "大大标题\n一段重重要话，完\n引文\n条目"
    marks = (Span(0, 4, "heading", "3"), Span(7, 11, "strong"), Span(15, 20, "quotation"), Span(18, 20, "item"))
    blocks = blocks_of(text, fix("大大", "大"), fix("重重", "重"), fix("，完", "，\n完"), marks=marks)
    assert [(block.text, block.kind, block.level) for block in blocks] == [
        *[("大标题", "heading", 3), ("一段重要话，", "paragraph", 0), ("完", "paragraph", 0), ("引文", "quotation", 0), ("条目", "item", 0)]
    ]
    assert blocks[1].spans == (Span(2, 5, "strong"),)


def test_a_stretch_that_a_repair_splits_is_marked_in_both_blocks_and_one_that_is_gone_in_none() -> None:
    marks = (Span(1, 4, "em"), Span(5, 6, "em"))
    blocks = blocks_of("甲乙丙丁戊己", fix("丙", "丙\n"), fix("己", ""), marks=marks)
    assert [block.spans for block in blocks] == [(Span(1, 3, "em"),), (Span(0, 1, "em"),)]


def test_structure_wins_over_marks() -> None:
    assert blocks_of("标题", structure=(Structure("byline", "标题"),), marks=(Span(0, 2, "heading", "2"),))[0].kind == "byline"


def test_a_heading_that_a_repair_joins_to_a_paragraph_is_no_heading() -> None:
    blocks = blocks_of("标题\n这一段长得多", fix("题\n这", "题：这"), marks=(Span(0, 2, "heading", "2"),))
    assert [block.kind for block in blocks] == ["paragraph"]

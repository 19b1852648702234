"""Law 1: nothing lost. Corrections, rules and kept passages together, and the ledger that undoes them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import EditionError
from reader.model import Correction, Hunk, Keep, Reading, RuleUse
from reader.repair.reading import read, undo, unused_rules
from reader.repair.rules import RULE_NAMES
from tests.growing import MOST, TIMES, growth

ESSAYS = sorted((Path(__file__).parents[1] / "annotations" / "essays").glob("*.txt"))
WORDS = (("硬體", "硬件"), ("中", "国国"))
ALL_RULES = tuple(RuleUse(name, ("e",), WORDS if name == "word-table" else ()) for name in RULE_NAMES)
DAMAGED = st.text(alphabet='中国硬體規達AIb12 \u3000\n\n,,.;:?!()，。；“”""…-·dá\x0c\u200b', max_size=80)


def fix(before: str, after: str, *, prefix: str = "", suffix: str = "", where: str = "") -> Correction:
    return Correction("e", before, after, "typo", "", "certain", prefix, suffix, where)


def use(*names: str) -> tuple[RuleUse, ...]:
    return tuple(RuleUse(name, ("e",), where=f"rule {name}") for name in names)


def hunk(start: int, before: str, after: str, *causes: str) -> Hunk:
    return Hunk(start, start + len(before), before, after, causes)


@st.composite
def sources_with_corrections(draw: st.DrawFn) -> tuple[str, tuple[Correction, ...]]:
    """A source whose lines carry a number each, so that any stretch of a line is unique with its context."""
    lines = [f"<{number}>{line}</{number}>" for number, line in enumerate(draw(st.lists(DAMAGED, min_size=1, max_size=4)))]
    fixes = []
    for line in lines:
        place = draw(st.integers(line.index(">") + 1, line.rindex("</")))
        end = draw(st.integers(place, line.rindex("</")))
        after = draw(DAMAGED)
        if after != line[place:end]:
            fixes.append(fix(line[place:end], after, prefix=line[:place], suffix=line[end:]))
    return "\n".join(lines), tuple(fixes)


def assert_ledger_holds(source: str, reading: Reading) -> None:
    assert undo(reading.text, reading.hunks) == source
    for one in reading.hunks:
        assert source[one.start : one.end] == one.before != one.after
        assert one.causes
    for one, two in zip(reading.hunks, reading.hunks[1:], strict=False):
        assert one.end < two.start  # neither overlapping nor adjoining


@settings(deadline=None)
@given(source=DAMAGED, names=st.sets(st.sampled_from(RULE_NAMES)))
def test_undoing_the_ledger_of_any_rules_gives_the_source(source: str, names: set[str]) -> None:
    reading = read(source, rules=[rule for rule in ALL_RULES if rule.name in names])
    assert_ledger_holds(source, reading)
    assert {cause for one in reading.hunks for cause in one.causes} <= names


@settings(deadline=None)
@given(case=sources_with_corrections())
def test_undoing_the_ledger_of_corrections_and_rules_gives_the_source(case: tuple[str, tuple[Correction, ...]]) -> None:
    source, corrections = case
    reading = read(source, corrections=corrections, rules=ALL_RULES)
    assert_ledger_holds(source, reading)


@settings(deadline=None)
@given(parts=st.tuples(DAMAGED, DAMAGED, DAMAGED), kept=DAMAGED.filter(bool))
def test_a_kept_passage_comes_out_untouched_wherever_it_stands(parts: tuple[str, str, str], kept: str) -> None:
    source = kept.join(parts)
    reading = read(source, rules=ALL_RULES, keeps=[Keep("e", kept)])
    assert_ledger_holds(source, reading)
    place = source.find(kept)
    while place >= 0:
        end = place + len(kept)
        assert not any(one.start < end and one.end > place for one in reading.hunks)
        grown = sum(len(one.after) - len(one.before) for one in reading.hunks if one.end <= place)
        assert reading.text[place + grown : end + grown] == kept
        place = source.find(kept, place + 1)


@settings(deadline=None)
@given(case=sources_with_corrections())
def test_the_order_in_which_corrections_and_rules_are_listed_changes_nothing_but_the_causes(case: tuple[str, tuple[Correction, ...]]) -> None:
    source, corrections = case
    one = read(source, corrections=corrections, rules=ALL_RULES)
    two = read(source, corrections=corrections[::-1], rules=ALL_RULES[::-1])
    assert one.text == two.text
    assert [(h.start, h.end, h.after) for h in one.hunks] == [(h.start, h.end, h.after) for h in two.hunks]


def test_corrections_come_before_rules_and_what_adjoins_becomes_one_hunk() -> None:
    reading = read("走勢圖??梢钥吹?,在今年", corrections=[fix("圖??梢钥吹?,在", "圖。可以看到,在")], rules=use("halfwidth-punct"))
    assert reading.text == "走勢圖。可以看到，在今年"
    assert reading.hunks == (hunk(3, "??梢钥吹?,", "。可以看到，", "0", "halfwidth-punct"),)


def test_a_rule_sees_what_the_rules_above_it_made() -> None:
    reading = read("發(fā)展,,了", rules=use("halfwidth-punct", "junk-comma", "pinyin-gloss"))
    assert reading.text == "發展，了"
    assert reading.hunks == (hunk(1, "(fā)", "", "pinyin-gloss"), hunk(6, ",,", "，", "junk-comma", "halfwidth-punct"))


def test_a_correction_is_trimmed_to_what_it_changes() -> None:
    reading = read("说白了就是为了玩。说白了", corrections=[fix("就是为了玩。", "就是为了吃。")])
    assert reading.hunks == (hunk(7, "玩", "吃", "0"),)


def test_prefix_and_suffix_tell_places_apart_and_may_hold_an_insertion() -> None:
    reading = read("甲乙丙甲乙丁", corrections=[fix("", "，", prefix="乙", suffix="丁"), fix("乙", "二", suffix="丙")])
    assert reading.text == "甲二丙甲乙，丁"


def test_adjoining_corrections_become_one_hunk_with_both_causes() -> None:
    reading = read("甲乙丙丁", corrections=[fix("丙", "三"), fix("乙", "二")])
    assert reading.hunks == (hunk(1, "乙丙", "二三", "1", "0"),)


def test_rules_that_take_each_other_back_leave_no_hunk() -> None:
    reading = read("甲, 乙", corrections=[fix("甲, 乙", "甲硬體乙")], rules=[RuleUse("word-table", ("e",), (("硬體", ", "),))])
    assert (reading.text, reading.hunks) == ("甲, 乙", ())


def test_it_is_remembered_where_each_correction_stood_in_the_source() -> None:
    reading = read("甲\n乙丙丁", corrections=[fix("乙丙", "乙三"), fix("", "零", prefix="甲")])
    assert reading.places == (2, 1)


def test_brackets_and_quotation_marks_of_a_kept_passage_are_no_half_of_a_pair_outside() -> None:
    source = '甲(乙 5" 丙 "丁" 戊)己)'
    reading = read(source, rules=use("halfwidth-punct", "straight-quotes"), keeps=[Keep("e", '5"'), Keep("e", "戊)")])
    assert reading.text == '甲（乙 5" 丙 “丁” 戊)己）'


def test_every_occurrence_of_a_kept_passage_is_kept() -> None:
    assert read("a,甲,a,乙", rules=use("halfwidth-punct"), keeps=[Keep("e", "a,")]).text == "a,甲，a,乙"


FAULTS: dict[str, tuple[dict[str, object], str, str]] = {
    "not found": ({"corrections": [fix("人工职能的发展", "人工智能", where="r7")]}, "r7", "人工智能的发展"),
    "twice": ({"corrections": [fix("算力", "算", where="r7")]}, "r7", "line 1 and line 2"),
    "overlap": ({"corrections": [fix("人工智能", "人公只能", where="r1"), fix("智能的", "只能之", where="r2")]}, "r2", "it overlaps r1"),
    "same place": ({"corrections": [fix("", "甲", prefix="人", where="r1"), fix("", "乙", suffix="工智", where="r2")]}, "r2", "it overlaps r1"),
    "no change": ({"corrections": [fix("人工", "人工", where="r7")]}, "r7", "must differ"),
    "no place": ({"corrections": [fix("", "人工", where="r7")]}, "r7", "give `before`"),
    "unknown rule": ({"rules": use("halfwidth-punkt")}, "rule halfwidth-punkt", "halfwidth-punct"),
    "keep not found": ({"keeps": [Keep("e", "人工职能", where="k1")]}, "k1", "人工智能的发展"),
    "empty keep": ({"keeps": [Keep("e", "", where="k1")]}, "k1", "does not stand"),
    "kept and corrected": ({"corrections": [fix("智能", "职能", where="r7")], "keeps": [Keep("e", "人工智能")]}, "r7", "take back the `keep`"),
    "word unchanged": ({"rules": [RuleUse("word-table", ("e",), (("甲", "甲"),), where="w")]}, "w", "甲"),
    "word corrected twice": ({"rules": [RuleUse("word-table", ("e",), (("甲", "乙"), ("甲", "丙")), where="w")]}, "w", "甲"),
}


@pytest.mark.parametrize(("data", "where", "words"), FAULTS.values(), ids=FAULTS)
def test_a_fault_in_the_data_is_named_with_place_and_advice(data: dict[str, object], where: str, words: str) -> None:
    with pytest.raises(EditionError) as caught:
        read("人工智能的发展靠算力。\n没有算力不行。", **data)  # type: ignore[arg-type]
    assert caught.value.where.startswith(where)
    assert caught.value.advice
    assert words in str(caught.value)


def test_corrections_that_share_only_what_they_leave_alone_do_not_overlap() -> None:
    assert read("一段世界后，于", corrections=[fix("一段世界后", "一段时间后"), fix("后，于", "后。于")]).text == "一段时间后。于"


def test_rules_and_words_that_hit_nothing_are_told() -> None:
    rules = (*use("pinyin-gloss", "junk-comma"), RuleUse("word-table", ("e",), (("硬體", "硬件"), ("軟體", "软件"))))
    unused = unused_rules(read("硬體,,", rules=rules), rules)
    assert [(one.name, one.words) for one in unused] == [("pinyin-gloss", ()), ("word-table", (("軟體", "软件"),))]


@pytest.mark.parametrize("path", ESSAYS, ids=lambda path: path.name[:3])
def test_the_shipped_essays_survive_every_rule_and_back(path: Path) -> None:
    source = path.read_bytes().decode("utf-8")
    assert_ledger_holds(source, read(source, rules=ALL_RULES))


def test_a_long_essay_takes_no_longer_per_character_than_a_short_one() -> None:
    source = "".join(path.read_text("utf-8") for path in ESSAYS)
    assert growth(lambda text: read(text, rules=ALL_RULES, keeps=[Keep("e", "CVPR 2023")]), source * 4, source * 4 * TIMES) <= MOST

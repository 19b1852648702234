"""The sentences of `tests/cases/script/hard-characters.tsv`, the misses that are left, and the score in the docs."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from hard_characters import ALONE, Case, cases, misses, ours, put_aside, tuned
from opencc_data import converter
from score_conversion import table, table_apart

from reader.match.fold import fold
from reader.script.exceptions import ScriptException, our_exceptions

DOCS = Path(__file__).parents[1] / "docs" / "conversion.md"


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_a_sentence_is_right_unless_it_is_a_known_miss(case: Case) -> None:
    assert (ours(case) in case.expected) != (case.id in misses()), ours(case)


def test_the_known_misses_are_cases_and_have_a_reason() -> None:
    assert set(misses()) <= {case.id for case in cases()}
    assert all(misses().values())


def test_the_cases_are_many_and_each_stands_once() -> None:
    assert len({case.id for case in cases()}) == len(cases()) >= 400
    assert len({(case.direction, case.source) for case in cases()}) >= len(cases()) - 5  # two readers had the same idea five times


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_a_case_is_well_formed(case: Case) -> None:
    assert case.direction in ALONE
    assert case.tested
    assert set(case.tested) <= set(case.source)
    assert case.readers in {"agree", "widened", "decided"}
    assert (len(case.expected) > 1 and case.reference) or case.readers == "agree"
    for expected in case.expected:
        assert fold(expected) == fold(case.source)


@pytest.mark.parametrize("entry", our_exceptions().entries, ids=lambda entry: f"{entry.source}-{entry.target}")
def test_an_exception_writes_what_its_region_writes(entry: ScriptException) -> None:
    if entry.target != "zh-Hans":
        standard = converter("t2tw" if entry.target == "zh-Hant-TW" else "t2hk")
        assert standard(entry.result) == entry.result


def test_the_score_in_the_docs_is_the_score() -> None:
    pytest.importorskip("zhconv")
    pytest.importorskip("zhconv_rs")
    for one in (table(), table_apart()):
        assert one in DOCS.read_text(encoding="utf-8")


def test_what_was_put_aside_is_the_third_that_its_file_says() -> None:
    for some, is_aside in ((tuned(), False), (put_aside(), True)):
        assert some
        assert all((sha256(case.source.encode()).digest()[0] % 3 == 0) == is_aside for case in some)

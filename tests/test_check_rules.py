"""Every rule of the table has a case file; its bad book raises that code alone, its good one nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from books import CASES, as_book, base_files, book_of, read_case

from reader.check.run import ALL_RULES, check_book

CODES = tuple(rule.code for rule in ALL_RULES)


def test_the_base_book_has_no_findings() -> None:
    assert check_book(as_book(base_files())) == ()


def test_codes_are_unique() -> None:
    assert len(set(CODES)) == len(CODES)


def test_every_case_file_belongs_to_a_rule() -> None:
    assert {path.stem for path in CASES.glob("*.toml")} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_bad_book_raises_its_own_code_alone(code: str) -> None:
    case = read_case(code)
    assert {finding.code for finding in check_book(book_of(case["bad"]))} == {code, *also(case)}


@pytest.mark.parametrize("code", CODES)
def test_a_good_book_raises_nothing(code: str) -> None:
    case = read_case(code)
    assert {finding.code for finding in check_book(book_of(case["good"]))} <= set(also(case))


def also(case: Mapping[str, Any]) -> list[str]:
    """The codes that a case's books cannot do without: `also` in its file, next to nothing else."""
    return list(case.get("also", ()))


@pytest.mark.parametrize("rule", ALL_RULES, ids=CODES)
def test_a_rule_says_what_to_do_and_where_it_comes_from(rule: object) -> None:
    for part in ("text", "advice", "source"):
        assert len(getattr(rule, part)) > 5


@pytest.mark.parametrize("code", CODES)
def test_a_finding_names_a_file_of_the_book(code: str) -> None:
    book = book_of(read_case(code)["bad"])
    for finding in check_book(book):
        assert finding.where.split(":")[0] in {*book.files, book.name}

"""Terms that stand in an essay without a marker are listed, each with the reason; what the editor wants unmarked is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reader.book.coverage import check_edition
from reader.edition import load_edition
from tests.commands import run
from tests.editions import CLUB, SHIPPED, copy_of

ADDED = '\n[[term]]\nid = "{id}"\nheadword = "{word}"\ndefinition = "一个只为这里而写的词条，说明它为什么没有标出来。"\nsort = "x"\n{more}'


def listed(folder: Path, *terms: tuple[str, str, str]) -> dict[str, Any]:
    """The unmarked terms of the small edition in `cha`, by id, when these (id, headword, other keys) are added to its glossary."""
    with (copy_of(CLUB, folder / "club") / "glossary.toml").open("a", encoding="utf-8") as file:
        file.writelines(ADDED.format(id=name, word=word, more=more) for name, word, more in terms)
    report = check_edition(folder / "club")
    found = {one["term"]: one for one in report.facts["unmarked"] if one["essay"] == "cha"}
    assert sum(finding.code == "term-unmarked" for finding in report.findings) == len(report.facts["unmarked"])
    return found


def test_a_term_without_room_names_the_notes_that_stand_there(tmp_path: Path) -> None:
    found = listed(tmp_path, ("a", "茶馆", ""), ("b", "闲人", ""), ("c", "浓茶", ""))
    assert found["c"] == {"term": "c", "essay": "cha", "reason": "no room", "mentions": 1, "near": ["b", "a", "101"]}
    assert set(found) == {"nvlink", "c"}


def test_a_term_in_a_heading_alone_says_so(tmp_path: Path) -> None:
    assert listed(tmp_path, ("a", "茶与咖啡", ""))["a"] == {"term": "a", "essay": "cha", "reason": "no paragraph", "mentions": 1, "near": []}


@pytest.mark.parametrize("more", ["marker = false\n", ""])
def test_what_the_editor_wants_unmarked_and_what_stands_nowhere_is_not_listed(more: str, tmp_path: Path) -> None:
    assert listed(tmp_path, ("a", "茶馆" if more else "海水", more)) == {}


def test_every_pair_of_term_and_essay_is_marked_or_listed_or_meant_so() -> None:
    report, edition = check_edition(SHIPPED), load_edition(SHIPPED)
    pairs = [(one["term"], one["essay"]) for one in report.facts["unmarked"]]
    assert len(set(pairs)) == len(pairs)
    assert not {term for term, _ in pairs} & {term.id for term in edition.terms if not term.marker}


def test_the_report_shows_a_few_and_counts_the_rest(tmp_path: Path) -> None:
    few, every = (run("check", str(SHIPPED), *more, cwd=tmp_path) for more in ((), ("--all",)))
    assert few.code == every.code == 0
    assert few.out.count("[term-unmarked]") == 2  # one, and the line that counts the others
    assert every.out.count("[term-unmarked]") > 50
    assert "terms without a marker where they stand: suanli " in few.out
